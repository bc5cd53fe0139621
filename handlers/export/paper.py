"""The report as a Word paper: the tally first, then each nomination."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from handlers.export.records import Record
from handlers.export.table import Cell, Words
from storage.tally import Tally

FONT = "Times New Roman"  # what Vietnamese offices write in
RED, GREY = RGBColor(0xA6, 0x1B, 0x2B), RGBColor(0x76, 0x62, 0x5C)


def write_docx(path: Path, records: Iterable[Record], tally: Tally, words: Words, now: datetime) -> None:
    """Write the paper; Word's format has no way to be written piece by piece, so it takes memory for all of it."""
    paper = docx.Document()
    _set_page(paper, words, now)
    _title(paper, words, now)
    _tally(paper, tally, words)
    for record in records:
        _nomination(paper, record, words)
    paper.save(str(path))


def _set_page(paper: Any, words: Words, now: datetime) -> None:
    properties, page = paper.core_properties, paper.sections[0]
    properties.author, properties.title, properties.comments = words.office[:255], words.say("export.title")[:255], ""
    properties.created = properties.modified = now
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Cm(3), Cm(2), Cm(2), Cm(2)
    paper.styles["Normal"].font.name, paper.styles["Normal"].font.size = FONT, Pt(13)


def _title(paper: Any, words: Words, now: datetime) -> None:
    _line(paper, words.office, size=12, centred=True)
    _line(paper, words.say("export.title"), size=18, bold=True, color=RED, centred=True)
    _line(paper, words.say("export.as_of", date=words.day(now)), size=12, color=GREY, centred=True)


def _tally(paper: Any, tally: Tally, words: Words) -> None:
    _line(paper, words.say("export.tally_title", year=str(tally.year)), size=14, bold=True, color=RED)
    rows: list[Sequence[Cell]] = [words.funnel_headings(), *words.funnel(tally)]
    table = paper.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    # Fetched once: python-docx walks the whole table for every single cell asked for.
    for row, texts in zip(table.rows, rows, strict=True):
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Cm(5.2 if place == 0 else 1.8)
            _write(cell.paragraphs[0], "" if text is None else str(text), size=10, bold=texts is rows[0])


def _nomination(paper: Any, record: Record, words: Words) -> None:
    heading = _line(paper, f"{record.code}. {record.nominee or ''}", size=14, bold=True, color=RED)
    heading.paragraph_format.keep_with_next = True
    heading.paragraph_format.space_before = Pt(14)
    place = ", ".join(filter(None, (record.hamlet, words.place(record))))
    facts = (words.kind(record.kind), words.field(record.field), place)
    _line(paper, " · ".join(filter(None, facts)), size=12, color=GREY)
    for paragraph in record.story.split("\n"):
        _line(paper, paragraph)
    for key, text in (
        ("export.results", record.results),
        ("export.status", words.last_decision(record) or words.status(record.status)),
        ("export.nominator", record.nominator.name),
        ("export.submitted_at", words.day(record.submitted_at)),
    ):
        if text:
            _fact(paper, words.say(key), text)


def _fact(paper: Any, name: str, text: str) -> None:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(2)
    _write(paragraph, f"{name}: ", size=12, bold=True)
    _write(paragraph, text, size=12)


def _line(
    paper: Any,
    text: str,
    *,
    size: int = 13,
    bold: bool = False,
    color: RGBColor | None = None,
    centred: bool = False,
) -> Any:
    paragraph = paper.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paragraph, text, size=size, bold=bold, color=color)
    return paragraph


def _write(paragraph: Any, text: str, *, size: int, bold: bool = False, color: RGBColor | None = None) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    if color is not None:
        run.font.color.rgb = color
