"""The list as a spreadsheet (.xlsx, with the tally on its second sheet) and as plain .csv."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import xlsxwriter

from handlers.export.records import Record
from handlers.export.table import COLUMNS, Cell, Words
from storage.tally import Tally

MOST_ROWS = 1_048_575  # below the heading of a sheet of Excel; XlsxWriter leaves out further ones without a word
MOST_UNITS = 32_767  # UTF-16 units in a cell of Excel
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# A name that begins with "=" is a name: nothing typed by people may become a formula or a link.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "use_zip64": True,  # a sheet may become larger than 4 GB; a smaller one is packed as ever
}


def write_xlsx(path: Path, records: Iterable[Record], tally: Tally, words: Words, now: datetime) -> None:
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        book.set_properties({"title": words.say("export.title"), "author": words.office, "created": now})
        _list(book, records, words)
        _tally(book, tally, words)


def write_csv(path: Path, records: Iterable[Record], words: Words) -> None:
    """Write UTF-8 with a byte order mark, without which Excel misreads Vietnamese."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(words.headings())
        for record in records:
            writer.writerow([_harmless(cell) for cell in words.row(record)])


def _list(book: xlsxwriter.Workbook, records: Iterable[Record], words: Words) -> None:
    """Write the list, on as many sheets as it takes."""
    title = words.say("export.sheet_list")
    top = book.add_format({"valign": "top", "text_wrap": True})
    moment = book.add_format({"valign": "top", "align": "left", "num_format": "dd/mm/yyyy hh:mm"})
    sheet, last = _list_sheet(book, title, words), 0
    for record in records:
        if last == MOST_ROWS:
            sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
            sheet = _list_sheet(book, f"{title} {len(book.worksheets()) + 1}", words)
        last = last % MOST_ROWS + 1
        for place, cell in enumerate(words.row(record)):
            if isinstance(cell, datetime):
                sheet.write_datetime(last, place, cell, moment)
            else:
                sheet.write_string(last, place, fit(str(cell or "")), top)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)


def _list_sheet(book: xlsxwriter.Workbook, title: str, words: Words) -> xlsxwriter.worksheet.Worksheet:
    sheet = book.add_worksheet(title)
    for place, width in enumerate(COLUMNS.values()):
        sheet.set_column(place, place, width)
    _heading(book, sheet, words.headings())
    return sheet


def _tally(book: xlsxwriter.Workbook, tally: Tally, words: Words) -> None:
    sheet = book.add_worksheet(words.say("export.sheet_tally", year=str(tally.year)))
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, 6, 16)
    _heading(book, sheet, words.funnel_headings())
    for row, (name, *numbers) in enumerate(words.funnel(tally), start=1):
        sheet.write_string(row, 0, str(name))
        for place, number in enumerate(numbers, start=1):
            if number is not None:
                sheet.write_number(row, place, number)


def _heading(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, names: list[str]) -> None:
    style = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#F6CBD3", "bottom": 1})
    for place, name in enumerate(names):
        sheet.write_string(0, place, name, style)
    sheet.freeze_panes(1, 0)


def fit(text: str) -> str:
    """Cut a text that Excel's cell cannot hold, and show that it was cut."""
    units = text.encode("utf-16-le")
    return text if len(units) <= 2 * MOST_UNITS else units[: 2 * MOST_UNITS - 2].decode("utf-16-le", "ignore") + "…"


def _harmless(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}"
    text = str(cell or "")
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
