"""The pictures: whatever the numbers and words, there is one, always the same, and nothing runs over its edge."""

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from handlers.pictures.canvas import BOLD, REGULAR, drawable, two_lines
from handlers.pictures.communes import CommuneTile, most
from handlers.pictures.fields import FieldRow
from handlers.pictures.progress import Goal, Progress
from handlers.pictures.sketch import LABELS, Sketch
from handlers.pictures.sketches import labels
from handlers.pictures.style import GOLD, PAPER, ink_on
from handlers.pictures.tiles import layout
from handlers.pictures.weeks import WeekBar, Year
from storage.weeks import week_named
from tests.town import the_desk

WEEK = week_named("2026-W47", the_desk().calendar.zone)
MONTHS = (0, 4, 8, 13, 17, 22, 26, 30, 35, 39, 43, 48)
LONG = "Mô hình tập thể, hộ gia đình, dòng họ, câu lạc bộ điển hình tiên tiến $x^{2 " * 3


def progress(collective: int = 9, individual: int = 4, target: int | None = 14, *, week: int = 23) -> Progress:
    goals = Goal(collective, target, target and 12.4), Goal(individual, target and 6, target and 5.3)
    return Progress(*goals, received=week, waiting=week, approved=week, piloted=week)


def year(most: int = 20, *, weeks: int = 53, this: int = 46) -> Year:
    bars = [WeekBar(number * most // weeks, number * most // weeks // 2, number % 9 == 6) for number in range(weeks)]
    return Year(bars, this, MONTHS)


def rows(most: int = 40, *, count: int = 12, name: str = "Xây dựng nông thôn mới") -> list[FieldRow]:
    return [FieldRow(name, [number * most // (step + 1) for step in range(5)]) for number in range(count)]


def tiles(most: int = 30, *, name: str = "") -> list[CommuneTile]:
    known = the_desk().gazetteer.by_code
    placed = layout(the_desk().gazetteer.source).items()
    return [
        CommuneTile(name or known[code].name, tile, most if number % 3 == 0 else 0)
        for number, (code, tile) in enumerate(placed)
    ]


CASES = {
    "usual": {"progress": progress(), "weeks": year(), "fields": rows(), "communes": tiles()},
    "nothing": {"progress": progress(0, 0, week=0), "weeks": year(0), "fields": rows(0), "communes": tiles(0)},
    "one": {"progress": progress(1, 1, week=1), "weeks": year(1), "fields": rows(1), "communes": tiles(1)},
    "over": {"progress": progress(15, 7), "weeks": year(this=52), "fields": rows(count=16), "communes": tiles(99)},
    "many": {
        "progress": progress(1_234_567, 1_234_567, week=1_234_567),
        "weeks": year(1_234_567, this=0),
        "fields": rows(1_234_567, count=40, name=LONG),
        "communes": tiles(1_234_567, name=LONG),
    },
    "no_targets": {
        "progress": progress(3, 0, None),
        "weeks": year(weeks=52, this=51),
        "fields": [],
        "communes": tiles()[:1],
    },
}


def shown(what: str, numbers: object, words: Mapping[str, str] | None = None, language: str = "vi") -> Image.Image:
    given = labels(the_desk(), what, WEEK, language) if words is None else words
    return Image.open(io.BytesIO(Sketch(what, language, numbers, given).draw())).convert("RGB")


def has(picture: Image.Image, color: str) -> bool:
    wanted = tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))
    return wanted in {pixel for _, pixel in picture.getcolors(1 << 20) or ()}


def runs_over(picture: Image.Image) -> bool:
    """Say whether anything touches the edge of the sheet."""
    paper = Image.new("RGB", picture.size, PAPER)
    box = ImageChops.difference(picture, paper).getbbox()
    return box is not None and (min(box[:2]) < 20 or max(box[2:]) > 1060)


@pytest.mark.parametrize("what", LABELS)
@pytest.mark.parametrize("case", CASES)
def test_whatever_the_numbers_nothing_runs_over_the_edge(case: str, what: str) -> None:
    picture = shown(what, CASES[case][what])
    assert picture.size == (1080, 1080)
    assert not runs_over(picture)


@pytest.mark.parametrize("what", LABELS)
@pytest.mark.parametrize("words", [LONG, "", "\x00\ud800", "🌸👨‍👩‍👧"])
def test_whatever_the_words_nothing_runs_over_the_edge(what: str, words: str) -> None:
    assert not runs_over(shown(what, CASES["usual"][what], dict.fromkeys(LABELS[what], words)))


@pytest.mark.parametrize("what", LABELS)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_is_drawn_whole(what: str, language: str) -> None:
    words = labels(the_desk(), what, WEEK, language)
    assert [drawable(one, BOLD) for one in words.values()] == list(words.values())
    assert not runs_over(shown(what, CASES["usual"][what], language=language))


@pytest.mark.parametrize("what", LABELS)
def test_the_same_numbers_give_the_same_bytes(what: str) -> None:
    words = labels(the_desk(), what, WEEK, "vi")
    first = Sketch(what, "vi", CASES["usual"][what], words).draw()
    assert first == Sketch(what, "vi", CASES["usual"][what], words).draw()
    assert first != Sketch(what, "vi", CASES["one"][what], words).draw()
    assert first != Sketch(what, "vi", CASES["usual"][what], {**words, next(iter(words)): "Khác"}).draw()


def test_what_goes_over_the_target_shines_in_gold_on_the_bar() -> None:
    bars = (64, 340, 1016, 680)
    assert not has(shown("progress", progress(14, 6)).crop(bars), GOLD)
    assert has(shown("progress", progress(15, 6)).crop(bars), GOLD)


def test_weeks_to_come_are_calm() -> None:
    right = (700, 340, 1060, 850)
    now, end = shown("weeks", year(this=20)).crop(right), shown("weeks", year(this=52)).crop(right)
    assert not has(now, "#F6CBD3")
    assert has(end, "#F6CBD3")


def test_each_commune_has_a_tile_of_its_own_beside_its_district() -> None:
    known, placed = the_desk().gazetteer.by_code, layout(the_desk().gazetteer.source)
    assert set(placed) == set(known)
    assert len(set(placed.values())) == len(known) == 148
    at = {known[code].name: tile for code, tile in placed.items()}
    assert at["Xã Đoan Hùng"][1] < at["Phường Việt Trì"][1] < at["Phường Hòa Bình"][1] < at["Xã Yên Thủy"][1]
    assert at["Xã Mai Châu"][0] < at["Phường Hòa Bình"][0] < at["Xã Lạc Thủy"][0]


def test_communes_of_another_province_lie_in_rows(tmp_path: Path) -> None:
    lines = ["code,name,old_name,old_district,old_province,divided"]
    lines += [f"{code:05},Xã {code},Xã cũ {code},Huyện {code % 4},Tỉnh,0" for code in range(30)]
    (tmp_path / "other.csv").write_text("\n".join(lines), encoding="utf-8")
    placed = layout(tmp_path / "other.csv")
    assert sorted(placed.values()) == sorted((number % 12, number // 12) for number in range(30))
    (tmp_path / "others.csv").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "others_tiles.txt").write_text("# a map that lacks most\nAA Huyện 1\n\nAA .. AA\n", encoding="utf-8")
    assert layout(tmp_path / "others.csv") == placed


def test_the_first_few_are_named_the_most_first() -> None:
    some = [replace(one, stories=number) for number, one in enumerate(tiles()[:9])]
    assert [one.stories for one in most(some)] == [8, 7, 6, 5, 4]
    assert most(tiles(0)) == []


def test_every_vietnamese_letter_is_in_the_fonts_and_emoji_are_left_out() -> None:
    letters = "ế ợ ữ ặ Đ đ Ỡ Ẵ ỵ Ỹ ằ ẫ ử ỏ ĩ ũ ơ ư Ư Ơ"
    for font in (REGULAR, BOLD):
        assert drawable(letters, font) == letters
        assert drawable("🌸 Tuần  47\n👨‍👩‍👧", font) == "Tuần 47"


def test_every_commune_and_field_can_be_written() -> None:
    names = [one.name for one in the_desk().gazetteer.by_code.values()]
    names += [one.button.in_(language) for one in the_desk().office.fields for language in ("vi", "en")]
    assert [drawable(name, REGULAR) for name in names] == names


def test_a_label_breaks_where_its_lines_are_shortest() -> None:
    assert two_lines("xây dựng điểm") == ["xây dựng", "điểm"]
    assert two_lines("đã duyệt") == ["đã duyệt"]


def test_ink_is_readable_on_every_shade() -> None:
    assert (ink_on("#FFFBF4"), ink_on("#A61B2B")) == ("#3A2A2A", PAPER)
