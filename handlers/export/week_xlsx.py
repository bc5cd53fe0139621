"""The week as a spreadsheet for a report: what came in the week and in the year so far, beside the targets."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from handlers.calendar import date_words
from handlers.clean import clean, fold
from handlers.desk import Desk
from handlers.export.table import Words
from storage.models import Kind
from storage.tally import Counts
from storage.week_numbers import Share, WeekNumbers
from storage.weeks import Week

if TYPE_CHECKING:
    import xlsxwriter

COLUMNS: Mapping[str, int] = {"what": 52, "week": 12, "total": 12, "target": 12, "percent": 12, "left": 16}
LAST = len(COLUMNS) - 1
FONT = {"font_name": "Times New Roman", "font_size": 12}
EMPTY = Share()


@dataclass(frozen=True)
class Row:
    """A line of the sheet: what there was in the week, in the year so far, and what is aimed at."""

    what: str
    week: int | None
    total: int | None
    target: int | None = None


def file_name(week: Week) -> str:
    return f"Hoa-Dep-tuan-{week.iso[-2:]}-{week.year}.xlsx"


def week_sheet(desk: Desk, numbers: WeekNumbers, week: Week) -> bytes:
    """Return the spreadsheet; the same numbers give the same cells."""
    import xlsxwriter  # noqa: PLC0415 (only who writes a sheet pays for it)

    from handlers.export.sheets import OPTIONS  # noqa: PLC0415 (as above)

    file = BytesIO()
    with xlsxwriter.Workbook(file, {**OPTIONS, "constant_memory": False, "in_memory": True}) as book:
        paper = _Paper(book, desk, week)
        book.set_properties({"title": paper.title, "author": paper.words.office, "created": numbers.at})
        paper.sheet("general", _general(paper.words, numbers), numbers)
        paper.sheet("fields", _fields(paper.words, numbers), numbers)
        paper.sheet("communes", _communes(desk, paper.words, numbers), numbers)
    return file.getvalue()


def _general(words: Words, numbers: WeekNumbers) -> Iterator[Row | str]:
    """Yield what happened altogether, then each kind beside its target."""
    flow, year, fast = numbers.flow, numbers.funnel(), numbers.tally.urgent
    targets = [counts.target for counts in numbers.tally.kinds.values() if counts.target is not None]
    yield words.say("sheet.altogether")
    yield Row(words.say("sheet.received"), flow.received, year.submitted + fast.submitted)
    yield Row(words.say("sheet.decided"), flow.decided, None)
    yield Row(words.say("sheet.approved"), flow.approved, year.approved + fast.approved)
    yield Row(words.say("sheet.declined"), flow.declined, numbers.declined)
    yield Row(words.say("sheet.nurtured"), flow.nurtured, numbers.nurtured)
    yield Row(words.say("sheet.piloting"), flow.piloted, year.piloting, sum(targets) if targets else None)
    yield Row(words.say("sheet.recognised"), flow.recognised, year.recognised + fast.recognised)
    yield Row(words.say("sheet.waiting"), None, numbers.tally.week.waiting)
    yield Row(words.say("sheet.needs_info"), None, numbers.tally.week.needs_info)
    names = {kind.value: words.kind(kind) for kind in (Kind.COLLECTIVE, Kind.INDIVIDUAL)}
    yield from _steps(words, names, numbers.tally.kinds, numbers.shares["kind"])


def _fields(words: Words, numbers: WeekNumbers) -> Iterator[Row | str]:
    names = {slug: words.field(slug) for slug in numbers.tally.fields}
    yield from _steps(words, names, numbers.tally.fields, numbers.shares["field"])


def _communes(desk: Desk, words: Words, numbers: WeekNumbers) -> Iterator[Row | str]:
    """Yield every commune of the province, also where there is nothing yet, and elsewhere last."""
    names = {code: clean(desk.place_name(code)) for code in desk.gazetteer.by_code}
    others = sorted({*numbers.communes, *numbers.shares["commune"]} - set(names))
    names = dict(sorted(names.items(), key=lambda one: fold(one[1]))) | {
        code: words.say("sheet.elsewhere") for code in others
    }
    yield from _steps(words, names, numbers.communes, numbers.shares["commune"])


def _steps(
    words: Words, names: Mapping[str, str], counts: Mapping[str, Counts], shares: Mapping[str, Share]
) -> Iterator[Row | str]:
    """Yield what came from each, then what became a pilot, where there is or should be one."""
    nothing = Counts()
    yield words.say("sheet.received")
    for key, name in names.items():
        yield Row(name, shares.get(key, EMPTY).received, counts.get(key, nothing).submitted)
    yield words.say("sheet.piloting")
    for key, name in names.items():
        of = counts.get(key, nothing)
        if of.piloting or of.target is not None or len(names) < 50:
            yield Row(name, shares.get(key, EMPTY).piloted, of.piloting, of.target)


class _Paper:
    """A workbook in the style of the office's papers."""

    def __init__(self, book: "xlsxwriter.Workbook", desk: Desk, week: Week) -> None:
        self._book, self._desk, self.words, self._week = book, desk, Words(desk), week
        dates = {"since": date_words(week.monday), "until": date_words(week.sunday)}
        self.title = self.words.say("sheet.title", week=week.iso[-2:], year=str(week.year), **dates)
        over, left, reached = (self.words.say(f"sheet.{name}") for name in ("over", "left", "reached"))
        looks: dict[str, dict[str, Any]] = {
            "plain": {"text_wrap": True, "valign": "vcenter", "border": 1},
            "number": {"valign": "vcenter", "border": 1, "num_format": "#,##0"},
            "percent": {"valign": "vcenter", "border": 1, "num_format": "0%"},
            "left": {
                "valign": "vcenter",
                "border": 1,
                "align": "right",
                "num_format": f'"{over} "0;"{left} "0;"{reached}"',
            },
            "heading": {"bold": True, "text_wrap": True, "align": "center", "border": 1, "bg_color": "#F6CBD3"},
            "section": {"bold": True, "border": 1, "bg_color": "#FFFBF4"},
            "body": {"bold": True, "align": "center", "text_wrap": True, "valign": "top"},
            "place": {"italic": True, "align": "right"},
            "title": {"bold": True, "font_size": 14, "align": "center", "text_wrap": True, "valign": "vcenter"},
        }
        self._looks = {name: book.add_format({**FONT, **look}) for name, look in looks.items()}

    def sheet(self, name: str, rows: Iterable[Row | str], numbers: WeekNumbers) -> None:
        sheet = self._book.add_worksheet(self.words.say(f"sheet.{name}"))
        for place, width in enumerate(COLUMNS.values()):
            sheet.set_column(place, place, width)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        at = self._title(sheet, numbers)
        for place, column in enumerate(COLUMNS):
            self._text(sheet, at, place, self.words.say(f"sheet.column_{column}"), "heading")
        sheet.repeat_rows(at)
        for number, row in enumerate(rows, at + 1):
            self._row(sheet, number, row)

    def _title(self, sheet: Any, numbers: WeekNumbers) -> int:
        """Write the letterhead, place and date, and the title; return the row below."""
        head = self._desk.office.office.letterhead
        for number in range(max(len(head.left), len(head.right))):
            self._across(sheet, number, 0, 1, _at(head.left, number), "body")
            self._across(sheet, number, 2, LAST, _at(head.right, number), "body")
        row = max(len(head.left), len(head.right))
        day = self._desk.calendar.local(numbers.at)
        told = self.words.say("sheet.dated", day=f"{day:%d}", month=f"{day:%m}", year=f"{day:%Y}")
        self._across(sheet, row, 2, LAST, f"{head.place}, {told}" if head.place else told, "place")
        sheet.set_row(row + 1, 36)
        self._across(sheet, row + 1, 0, LAST, self.title, "title")
        return row + 3

    def _row(self, sheet: Any, number: int, row: Row | str) -> None:
        if isinstance(row, str):
            self._across(sheet, number, 0, LAST, row, "section")
            return
        share = row.total / row.target if row.target and row.total is not None else None
        over = row.total - row.target if row.target is not None and row.total is not None else None
        self._text(sheet, number, 0, row.what, "plain")
        values = (row.week, "number"), (row.total, "number"), (row.target, "number"), (share, "percent"), (over, "left")
        for place, (value, look) in enumerate(values, 1):
            if value is None:
                sheet.write_blank(number, place, None, self._looks[look])
            else:
                sheet.write_number(number, place, value, self._looks[look])

    def _text(self, sheet: Any, row: int, place: int, text: str, look: str) -> None:
        sheet.write_string(row, place, text, self._looks[look])

    def _across(self, sheet: Any, row: int, first: int, last: int, text: str, look: str) -> None:
        sheet.merge_range(row, first, row, last, "", self._looks[look])
        self._text(sheet, row, first, text, look)  # as text, whatever it begins with


def _at(lines: tuple[str, ...], number: int) -> str:
    return clean(lines[number]) if number < len(lines) else ""
