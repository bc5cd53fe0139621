"""Threats 15 to 17, from every place where people's words stand: no formula, no broken file, no markup."""

import csv
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.export.sheets import FORMULA_STARTS
from handlers.export.whole import export
from storage.db import Database
from storage.models import Nomination
from storage.schema import upgrade
from tests.builders import Ledger, local
from tests.handlers.test_export import ENDINGS, nasty_texts
from tests.town import the_desk

NOW = local("2026-11-23 07:30")
COMMANDS = ("1+1", "cmd|' /C calc'!A0", 'HYPERLINK("https://a.example","x")', "WEBSERVICE(A1)", "IMPORTXML(1)")
MARKUP = (
    "{{7*7}}",
    "{% for x in y %}",
    "</w:t></w:r></w:p>",
    '<w:fldSimple w:instr="DDEAUTO c:\\\\cmd.exe"/>',
    '<w:hyperlink r:id="rId1"/>',
    "<!ENTITY x SYSTEM 'file:///etc/passwd'>",
    "&x; &amp;",
    "A & B <b>đậm</b> ]]>",
    "\\o/ HYPERLINK https://a.example",
    "INCLUDEPICTURE http://a.example/x.png",
)
# What makes a document of Word do something, or fetch something.
ACTIVE = ("fldSimple", "fldChar", "instrText", "hyperlink", "altChunk", "object", "OLEObject", "control", "drawing")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    database = Database(f"sqlite:///{tmp_path / 'town.db'}")
    upgrade(database)
    with database.begin() as session:
        yield Ledger(session)
    database.close()


def tell(ledger: Ledger, text: str) -> Nomination:
    """Store a story that says this wherever people can say something."""
    words = text.encode("utf-8", "ignore").decode()  # a lone surrogate gets no further than JSON
    by, judge = ledger.person(words), ledger.person(words)
    answers = {"results": text, "place": {"typed": text}, "added": [{"question": words, "story": [{"t": text}]}]}
    told = ledger.story(
        "2026-11-17 08:05", by=by, nominee=words, hamlet=words, field=words, texts=[text], answers=answers
    )
    ledger.act(told, "decline", "2026-11-18 08:00", person=judge, target="declined", reason=words)
    return told


def written(ledger: Ledger, path: Path) -> Path:
    ledger.session.flush()
    export(ledger.session, the_desk(), path, now=NOW)
    return path


def sheet_cells(path: Path) -> list[openpyxl.cell.cell.Cell]:
    return [cell for sheet in openpyxl.load_workbook(path).worksheets for row in sheet.iter_rows() for cell in row]


def csv_cells(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row]


def parts(path: Path) -> dict[str, ET.Element]:
    """Return every part of XML in a file of Office, read by a parser that forgives nothing."""
    with zipfile.ZipFile(path) as packed:
        assert packed.testzip() is None
        texts = {name: packed.read(name) for name in packed.namelist() if name.endswith((".xml", ".rels"))}
    return {name: ET.fromstring(text) for name, text in texts.items()}  # noqa: S314 (what we wrote ourselves)


def test_threat_15_nothing_that_people_write_is_a_formula_anywhere(ledger: Ledger, tmp_path: Path) -> None:
    for start in FORMULA_STARTS:
        for command in COMMANDS:
            for before in ("", " ", "\n", "\u200b", "\ufeff"):
                tell(ledger, f"{before}{start}{command}")

    cells = sheet_cells(written(ledger, tmp_path / "x.xlsx"))
    assert len(cells) > 1000
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert {type(cell.value) for cell in cells if cell.data_type == "n"} <= {int, type(None)}, "our own numbers"
    assert not any(cell.hyperlink for cell in cells)
    assert not [cell for cell in csv_cells(written(ledger, tmp_path / "x.csv")) if cell.startswith(FORMULA_STARTS)]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.tuples(st.sampled_from(["", "'", '"', ",", ";", *FORMULA_STARTS]), st.text()), max_size=5))
def test_threat_15_no_text_whatever_is_a_formula(ledger: Ledger, tmp_path: Path, texts: list[tuple[str, str]]) -> None:
    savepoint = ledger.session.begin_nested()
    for start, text in texts:
        tell(ledger, start + text.replace("\x00", ""))
    cells = csv_cells(written(ledger, tmp_path / "x.csv"))
    assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    assert {cell.data_type for cell in sheet_cells(written(ledger, tmp_path / "x.xlsx"))} <= {"s", "d", "n"}
    savepoint.rollback()


def test_threat_16_two_hundred_nasty_names_in_every_place_and_every_file_opens(ledger: Ledger, tmp_path: Path) -> None:
    texts = [*nasty_texts(), *MARKUP, *(f"Hòe{chr(code)}" for code in range(0x2000, 0x2070))]
    assert len(texts) > 200
    for text in texts:
        tell(ledger, text)
    files = {ending: written(ledger, tmp_path / f"x.{ending}") for ending in ENDINGS}

    told = json.loads(files["json"].read_text(encoding="utf-8"))["nominations"]
    rows = list(openpyxl.load_workbook(files["xlsx"]).worksheets[0].iter_rows())
    paper = "\n".join(one.text for one in docx.Document(str(files["docx"])).paragraphs)
    with files["csv"].open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert len(told) == len(rows) - 1 == len(lines) - 1 == paper.count("Tình trạng: ") == len(texts)
    assert {len(line) for line in lines} == {len(rows[0])}
    assert parts(files["xlsx"])
    assert parts(files["docx"])


def test_threat_17_no_words_become_markup_or_reach_out_of_the_paper(ledger: Ledger, tmp_path: Path) -> None:
    for text in MARKUP:
        tell(ledger, text)
    path = written(ledger, tmp_path / "x.docx")

    paper = "\n".join(one.text for one in docx.Document(str(path)).paragraphs)
    assert [text for text in MARKUP if text not in paper] == []
    found = parts(path)
    tags = {element.tag.rpartition("}")[2] for element in found["word/document.xml"].iter()}
    assert tags.isdisjoint(ACTIVE)
    outside = [
        one.attrib for name in found if name.endswith(".rels") for one in found[name] if "TargetMode" in one.attrib
    ]
    assert outside == []
    assert not [name for name in found if "vba" in name.lower() or "embeddings" in name]
