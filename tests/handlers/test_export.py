"""One file with everything, for people and for programs; threats 15, 16, 17 and 19 of the reliability notes."""

import csv
import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from handlers.export.records import CHUNK
from handlers.export.sheets import fit
from handlers.export.whole import UnknownEndingError, export
from storage.db import Database
from storage.models import Kind, Status
from storage.schema import upgrade
from tests.builders import STORY, Ledger, local
from tests.town import the_desk

NOW = local("2026-11-23 07:30")
ENDINGS = ("json", "xlsx", "csv", "docx")
FORMULAS = ("=1+1", "+84 912", "-1+1", "@SUM(A1)", '=HYPERLINK("http://a.example","x")', "https://a.example", "007")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    database = Database(f"sqlite:///{tmp_path / 'town.db'}")
    upgrade(database)
    with database.begin() as session:
        yield Ledger(session)
    database.close()


def written(ledger: Ledger, path: Path) -> Path:
    ledger.session.flush()
    export(ledger.session, the_desk(), path, now=NOW)
    return path


def listed(path: Path) -> list[tuple[object, ...]]:
    """Return the rows of the first sheet, heading and all."""
    book = openpyxl.load_workbook(path)
    return list(book.worksheets[0].iter_rows(values_only=True))


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def read(path: Path) -> str:
    paper = docx.Document(str(path))
    return "\n".join(paragraph.text for paragraph in paper.paragraphs)


def a_judged_story(ledger: Ledger) -> None:
    hoa, lan = ledger.person("Hoa"), ledger.person("Lan")
    told = ledger.story(
        "2026-11-17 08:05",
        Status.APPROVED,
        by=hoa,
        approved="2026-11-18 09:00",
        commune="04792",
        hamlet="thôn Đông",
        texts=["Bà Hòe nuôi bò.", "Nay có 9 con."],
        answers={"results": "Thoát nghèo", "phone": "0912345678", "place": {"typed": "Tân Hòa", "commune": "04792"}},
    )
    ledger.act(told, "submit", "2026-11-17 08:05", person=hoa, target="submitted")
    ledger.act(told, "approve", "2026-11-18 09:00", person=lan, target="approved", reason="Rất hay")
    ledger.file(told, "ab" * 32, 1234)
    ledger.file(told, None, 99)
    ledger.story(None, Status.DRAFT, by=hoa)
    for state in ("queued", "sent", "sent", "failed"):
        ledger.message(hoa, state)


def test_the_json_is_the_contract_to_the_letter(ledger: Ledger, tmp_path: Path) -> None:
    a_judged_story(ledger)
    text = written(ledger, tmp_path / "x.json").read_text(encoding="utf-8")

    assert "bà Nguyễn Thị Hòe" in text
    assert json.loads(text) == {
        "nominations": [
            {
                "code": "GT26-0003",
                "kind": "individual",
                "field": "good_deeds",
                "nominee": "bà Nguyễn Thị Hòe",
                "commune": "04792",
                "hamlet": "thôn Đông",
                "story": "Bà Hòe nuôi bò.\nNay có 9 con.",
                "results": "Thoát nghèo",
                "status": "approved",
                "nominator": {"channel": "telegram", "external_id": "7001", "name": "Hoa"},
                "submitted_at": "2026-11-17T01:05:00+00:00",
                "history": [
                    {"action": "submit", "by": "Hoa", "at": "2026-11-17T01:05:00+00:00", "reason": None},
                    {"action": "approve", "by": "Lan", "at": "2026-11-18T02:00:00+00:00", "reason": "Rất hay"},
                ],
                "attachments": [
                    {"kind": "photo", "sha256": "ab" * 32, "bytes": 1234},
                    {"kind": "photo", "sha256": None, "bytes": 99},
                ],
            }
        ],
        "outbox": {"queued": 1, "sent": 2, "errored": 0, "failed": 1},
    }


def test_the_spreadsheet_has_the_list_and_the_tally_in_the_office_s_words(ledger: Ledger, tmp_path: Path) -> None:
    a_judged_story(ledger)
    book = openpyxl.load_workbook(written(ledger, tmp_path / "x.xlsx"))
    headings, told = book.worksheets[0].iter_rows(values_only=True)

    assert dict(zip(headings, told, strict=True)) == {
        "Mã tra cứu": "GT26-0003",
        "Loại": "Điển hình cá nhân",
        "Lĩnh vực": "Người tốt, việc tốt",
        "Người, tập thể được giới thiệu": "bà Nguyễn Thị Hòe",
        "Xã, phường": "Phường Tân Hòa",
        "Thôn, tổ dân phố": "thôn Đông",
        "Câu chuyện": "Bà Hòe nuôi bò.\nNay có 9 con.",
        "Kết quả": "Thoát nghèo",
        "Tình trạng": "Đã duyệt",
        "Người giới thiệu": "Hoa",
        "Gửi lúc": local("2026-11-17 15:05").replace(tzinfo=None),  # the sheet shows 08:05, local
        "Quyết định gần nhất": "Đã duyệt, 18/11/2026: Rất hay",
    }
    heading, collective, individual, *fields = book.worksheets[1].iter_rows(values_only=True)
    assert heading[1:] == ("Chỉ tiêu", "Xây dựng điểm", "Đã công nhận", "Đã duyệt", "Chờ duyệt", "Đã nhận")
    assert collective == ("Mô hình tập thể", 14, 0, 0, 0, 0, 0)
    assert individual == ("Điển hình cá nhân", 6, 0, 0, 1, 0, 1)
    assert len(fields) == len(the_desk().office.fields)


def test_no_phone_leaves_in_any_file(ledger: Ledger, tmp_path: Path) -> None:
    a_judged_story(ledger)
    for ending in ENDINGS:
        path = written(ledger, tmp_path / f"x.{ending}")
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
        assert not any(b"0912345678" in part for part in parts)


def test_the_paper_tells_each_story_after_the_tally(ledger: Ledger, tmp_path: Path) -> None:
    a_judged_story(ledger)
    path = written(ledger, tmp_path / "x.docx")
    text, table = read(path), docx.Document(str(path)).tables[0]

    assert "GT26-0003. bà Nguyễn Thị Hòe" in text
    assert "Điển hình cá nhân · Người tốt, việc tốt · thôn Đông, Phường Tân Hòa" in text
    assert "Tình trạng: Đã duyệt, 18/11/2026: Rất hay" in text
    assert [cell.text for cell in table.rows[1].cells] == ["Mô hình tập thể", "14", "0", "0", "0", "0", "0"]


def test_what_was_added_later_is_part_of_the_story_and_an_unknown_place_is_told_as_typed(
    ledger: Ledger, tmp_path: Path
) -> None:
    added = [{"question": "Kết quả?", "story": [{"m": "9", "t": "Năm nay có 12 con."}]}]
    ledger.story("2026-11-17 08:05", answers={"added": added, "place": {"typed": "xóm Núi"}})
    row = dict(zip(*lines(written(ledger, tmp_path / "x.csv")), strict=True))
    assert row["Câu chuyện"] == f"{STORY}\nNăm nay có 12 con."
    assert (row["Xã, phường"], row["Gửi lúc"]) == ("xóm Núi", "17/11/2026 08:05")


def test_every_state_and_kind_has_words_in_every_format(ledger: Ledger, tmp_path: Path) -> None:
    for status in Status:
        told = ledger.story("2026-11-17 08:05", status, kind=Kind.COLLECTIVE, field="a_field_of_old")
        ledger.act(told, "move", "2026-11-18 08:00", target=status)
    assert len(listed(written(ledger, tmp_path / "x.xlsx"))) == len(Status) + 1
    assert "a_field_of_old" in read(written(ledger, tmp_path / "x.docx"))


def test_more_than_one_chunk_comes_whole_in_order_and_is_reported_on(ledger: Ledger, tmp_path: Path) -> None:
    hoa, heard = ledger.person(), []
    for number in range(CHUNK + 2):
        ledger.story(f"2026-11-{17 - number % 2} 08:05", by=hoa)
    path = tmp_path / "x.json"
    count = export(ledger.session, the_desk(), path, now=NOW, progress=lambda *done: heard.append(done))

    told = json.loads(path.read_text(encoding="utf-8"))["nominations"]
    assert count == len(told) == len({one["code"] for one in told}) == CHUNK + 2
    assert [one["submitted_at"] for one in told] == sorted(one["submitted_at"] for one in told)
    assert heard[-1] == (CHUNK + 2, CHUNK + 2)


def test_what_one_sheet_cannot_hold_goes_on_the_next(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.export.sheets.MOST_ROWS", 3)
    hoa = ledger.person()
    for number in range(7):
        ledger.story(f"2026-11-{10 + number} 08:05", by=hoa)
    book = openpyxl.load_workbook(written(ledger, tmp_path / "x.xlsx"))

    sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
    assert [len(sheet) - 1 for sheet in sheets[:-1]] == [3, 3, 1]
    assert [sheet.auto_filter.ref for sheet in book.worksheets[:-1]] == ["A1:L4", "A1:L4", "A1:L2"]
    assert sheets[0][0] == sheets[1][0] == sheets[2][0]
    told = [row[0] for sheet in sheets[:-1] for row in sheet[1:]]
    assert told == sorted(told)
    assert len(set(told)) == 7
    assert sheets[-1][2][-1] == 7


def test_a_paper_that_would_not_fit_in_memory_is_refused(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.export.whole.MOST_ON_PAPER", 1)
    ledger.story("2026-11-17 08:05")
    assert written(ledger, tmp_path / "x.docx").exists()

    ledger.story("2026-11-17 08:05")
    with pytest.raises(OSError, match=r"room for 1 nominations; choose \.xlsx, \.csv or \.json"):
        written(ledger, tmp_path / "y.docx")


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_empty_database_gives_a_readable_file_of_every_format(ledger: Ledger, tmp_path: Path, ending: str) -> None:
    path = written(ledger, tmp_path / f"trống.{ending.upper()}")
    readers: dict[str, Callable[[Path], object]] = {"xlsx": listed, "csv": lines, "docx": read}
    assert readers.get(ending, lambda path: json.loads(path.read_bytes()))(path)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_appears_whole_or_not_at_all(ledger: Ledger, tmp_path: Path, ending: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"x.{ending}"
    path.write_text("last week's")
    ledger.story("2026-11-17 08:05")

    def pull_the_plug(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(ledger.session, the_desk(), path, now=NOW, progress=pull_the_plug)
    assert [(one.name, one.read_text()) for one in folder.iterdir()] == [(path.name, "last week's")]

    assert written(ledger, path).stat().st_size > 100
    assert [one.name for one in folder.iterdir()] == [path.name]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_ending_is_refused_and_the_four_are_named(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(UnknownEndingError, match=r"'x\.pdf'.*\.xlsx, \.csv, \.json or \.docx"):
        export(ledger.session, the_desk(), tmp_path / "x.pdf", now=NOW)
    with pytest.raises(OSError, match="No such file"):
        export(ledger.session, the_desk(), tmp_path / "nowhere" / "x.csv", now=NOW)


def test_threat_15_a_name_that_looks_like_a_formula_stays_a_name(ledger: Ledger, tmp_path: Path) -> None:
    for name in FORMULAS:
        ledger.story("2026-11-17 08:05", nominee=name, hamlet=name, texts=[name], answers={"results": name})

    sheet = openpyxl.load_workbook(written(ledger, tmp_path / "x.xlsx")).worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s", "d"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [row[3] for row in listed(tmp_path / "x.xlsx")[1:]] == list(FORMULAS)

    cells = [cell for row in lines(written(ledger, tmp_path / "x.csv")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'=1+1" in cells


def nasty_texts() -> list[str]:
    """Return some 200 texts that spoil files: controls, surrogates, non-characters, markup, escapes, length."""
    codes = [*range(0x20), *range(0x7F, 0xA1), *range(0xD800, 0xD810), *range(0xFDD0, 0xFDF0), *range(0xFFF0, 0x10000)]
    codes += [0x200B, 0x200D, 0x202E, 0x2028, 0x2029, 0x1FFFE, 0x1FFFF, 0x10FFFF, 0xE0041, 0xFEFF, 0xDC00, 0xDFFF]
    texts = [f"Hòe{chr(code)}!" for code in codes]
    texts += ["</w:t>", "]]>", "&#0;", "&amp;", "<b>", "_x000B_", "_x0041_", "{{7*7}}", "{% for %}", "a" * 40_000]
    texts += ["🌸" * 20_000, "e" + "\u0301" * 500, '"', "'", "\\", '","', "\r\n", " ", "\ud83c", "=cmd|' /C calc'!A0"]
    return [*texts, "NaN", "TRUE", "1e5", "#REF!", "[Red]0", "%s", "{0}", "$1", "../../x", "C:\\x", "𠀀", "ﷺ"]


def test_threat_16_no_text_can_spoil_a_file_for_all(ledger: Ledger, tmp_path: Path) -> None:
    hoa, texts = ledger.person(), nasty_texts()
    assert len(texts) > 150
    for text in texts:
        # A lone surrogate cannot be stored in a column of text, but it can in JSON.
        name = text.encode("utf-8", "ignore").decode()
        told = ledger.story(
            "2026-11-17 08:05", by=hoa, nominee=name, hamlet=name, texts=[text, "Hết."], answers={"results": text}
        )
        ledger.act(told, "decline", "2026-11-18 08:00", target="declined", reason=name)

    told = json.loads(written(ledger, tmp_path / "x.json").read_text(encoding="utf-8"))["nominations"]
    rows, records = listed(written(ledger, tmp_path / "x.xlsx")), lines(written(ledger, tmp_path / "x.csv"))
    paper = read(written(ledger, tmp_path / "x.docx"))
    assert len(told) == len(rows) - 1 == len(records) - 1 == paper.count("Tình trạng: ") == len(texts)
    stories = [one["story"] for one in told]
    assert all(story.endswith("Hết.") for story in stories)
    # Excel's own escape, which openpyxl leaves in place: a typed "_x0041_" must not become a letter.
    cells = [unescape(str(row[6])) for row in rows[1:]]
    assert [pair for pair in zip(cells, stories, strict=True) if pair[0] != fit(pair[1])] == []


def test_threat_16_a_text_too_long_for_a_cell_is_cut_where_it_shows() -> None:
    assert fit("ế" * 32_767) == "ế" * 32_767
    assert fit("ế" * 32_768) == "ế" * 32_766 + "…"
    assert fit("🌸" * 20_000) == "🌸" * 16_383 + "…"


def test_threat_17_markup_in_a_story_is_only_text_in_the_paper(ledger: Ledger, tmp_path: Path) -> None:
    ledger.story("2026-11-17 08:05", nominee="{{7*7}} {% raw %}", texts=["A & B <b>đậm</b>", "</w:t></w:r>"])
    text = read(written(ledger, tmp_path / "x.docx"))
    assert "{{7*7}} {% raw %}" in text
    assert "A & B <b>đậm</b>\n</w:t></w:r>" in text


def test_threat_19_what_a_citizen_called_a_file_is_in_no_export(ledger: Ledger, tmp_path: Path) -> None:
    ledger.file(ledger.story("2026-11-17 08:05"), "ab" * 32)
    text = written(ledger, tmp_path / "x.json").read_text(encoding="utf-8")
    assert "passwd" not in text
    assert "secret-file-id" not in text
