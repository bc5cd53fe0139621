"""The digest's picture: whatever the numbers and words, there is one, and it is always the same."""

import io
from collections.abc import Mapping
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageChops

from handlers.canvas import BOLD, REGULAR, drawable, two_lines
from handlers.picture import GOLD, LABELS, draw_digest
from storage.tally import Counts, Tally, WeekCounts
from tests.builders import local
from tests.town import the_desk

NOW = local("2026-11-23 07:30")
WORDS = {name: name for name in LABELS}


def numbers(collective: int, individual: int, target: int | None = 14) -> Tally:
    week = WeekCounts("2026-W47", received=23, approved=9, waiting=12, needs_info=3, declined=2, decided=11, piloted=1)
    kinds = {"collective": Counts(target, collective), "individual": Counts(target and 6, individual)}
    return Tally(2026, kinds, {}, week, None, ZoneInfo("Asia/Ho_Chi_Minh"))


def drawn(collective: int, individual: int, words: Mapping[str, str] = WORDS) -> Image.Image:
    return Image.open(io.BytesIO(draw_digest(numbers(collective, individual), now=NOW, labels=words)))


def has(picture: Image.Image, color: str) -> bool:
    wanted = tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))
    return wanted in {pixel for _, pixel in picture.convert("RGB").getcolors(1 << 20) or ()}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_words_of_each_language_make_a_square_picture(language: str) -> None:
    values = {"week": "47", "since": "16/11/2026", "until": "22/11/2026", "year": "2026"}
    labels = {name: the_desk().texts.plain(language, f"picture.{name}", **values) for name in LABELS}
    picture = Image.open(io.BytesIO(draw_digest(numbers(7, 4), now=NOW, labels=labels)))
    assert (picture.format, picture.size) == ("PNG", (1080, 1080))


def test_the_same_numbers_give_the_same_bytes() -> None:
    first = draw_digest(numbers(7, 4), now=NOW, labels=WORDS)
    assert first == draw_digest(numbers(7, 4), now=NOW, labels=WORDS)
    assert first != draw_digest(numbers(8, 4), now=NOW, labels=WORDS)


def test_what_goes_over_the_target_shines_in_gold_on_the_bar() -> None:
    bars = (64, 340, 1016, 680)
    assert not has(drawn(14, 6).crop(bars), GOLD)
    assert has(drawn(15, 6).crop(bars), GOLD)


def test_a_year_without_targets_or_with_nothing_yet_still_has_a_picture() -> None:
    assert draw_digest(numbers(0, 0), now=NOW, labels=WORDS)
    assert draw_digest(numbers(3, 0, None), now=NOW, labels=WORDS)
    assert draw_digest(numbers(0, 0, 0), now=NOW, labels=WORDS)


def test_every_vietnamese_letter_is_in_the_fonts_and_emoji_are_left_out() -> None:
    letters = "ế ợ ữ ặ Đ đ Ỡ Ẵ ỵ Ỹ ằ ẫ ử ỏ ĩ ũ ơ ư Ư Ơ"
    for font in (REGULAR, BOLD):
        assert drawable(letters, font) == letters
        assert drawable("🌸 Tuần  47\n👨‍👩‍👧", font) == "Tuần 47"


def test_long_words_and_odd_signs_stay_within_their_place() -> None:
    long = "Mô hình tập thể, hộ gia đình, dòng họ, câu lạc bộ điển hình tiên tiến " * 3
    words = {**dict.fromkeys(LABELS, long), "title": f"$x^{{2$ {long}", "received": "\x00\ud800", "waiting": ""}
    picture = drawn(7, 4, words)
    edge = picture.convert("RGB").crop((1044, 0, 1080, 700))
    assert ImageChops.difference(edge, Image.new("RGB", edge.size, "#FFFBF4")).getbbox() is None


def test_a_label_breaks_where_its_lines_are_shortest() -> None:
    assert two_lines("xây dựng điểm") == ["xây dựng", "điểm"]
    assert two_lines("đã duyệt") == ["đã duyệt"]
