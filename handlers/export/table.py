"""What the spreadsheets and the paper show, in the office's language. Phones are never among it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from handlers.clean import clean
from handlers.desk import Desk
from handlers.export.records import Act, Record
from storage.audit import UNDO
from storage.models import Status
from storage.tally import Counts, Tally

# The columns of the list with their widths in characters.
COLUMNS: Mapping[str, int] = {
    "code": 13,
    "kind": 18,
    "field": 28,
    "nominee": 28,
    "place": 24,
    "hamlet": 18,
    "story": 70,
    "results": 40,
    "status": 18,
    "nominator": 22,
    "submitted_at": 17,
    "last_decision": 36,
}
FUNNEL = ("target", "piloting", "recognised", "approved", "waiting", "submitted")

# States that the nominator brings about; all others are somebody's decision.
NOT_DECIDED = {None, Status.DRAFT, Status.SUBMITTED, Status.WITHDRAWN}

Cell = str | datetime | int | None


class Words:
    """The office's words for everything in a file."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._language = desk, desk.office.office.language

    def say(self, key: str, **values: str) -> str:
        return clean(self._desk.texts.plain(self._language, key, **values))

    @property
    def office(self) -> str:
        return clean(self._desk.office.office.name.in_(self._language))

    def headings(self) -> list[str]:
        return [self.say(f"export.{column}") for column in COLUMNS]

    def row(self, record: Record) -> list[Cell]:
        """Return the cells of COLUMNS; times are local and without a zone, as spreadsheets have them."""
        return [
            record.code,
            self.kind(record.kind),
            self.field(record.field),
            record.nominee,
            self.place(record),
            record.hamlet,
            record.story,
            record.results,
            self.status(record.status),
            record.nominator.name,
            self._local(record.submitted_at),
            self.last_decision(record),
        ]

    def kind(self, kind: str | None) -> str:
        return self.say(f"export.kind_{kind}") if kind else ""

    def field(self, slug: str | None) -> str:
        return clean(self._desk.field_name(slug, self._language) or slug or "")

    def place(self, record: Record) -> str:
        return self._desk.place_name(record.commune) or record.typed_place

    def status(self, status: str) -> str:
        return self.say(f"state.{status}")

    def last_decision(self, record: Record) -> str:
        """Return what was decided last, when, and why: "Đã duyệt, 23/11/2026: …"."""
        decided = _decisions(record)
        if not decided:
            return ""
        last = decided[-1]
        when = f"{self.status(last.target or '')}, {self.day(last.at)}"
        return f"{when}: {last.reason}" if last.reason else when

    def day(self, moment: datetime | None) -> str:
        return f"{self._local(moment):%d/%m/%Y}" if moment else ""

    def funnel_headings(self) -> list[str]:
        return ["", *(self.say(f"export.tally_{step}") for step in FUNNEL)]

    def funnel(self, tally: Tally) -> Iterator[list[Cell]]:
        """Yield a row for each kind, one for the fast lane if anything is in it, then one for each field."""
        for kind, counts in tally.kinds.items():
            yield [self.kind(kind), *_numbers(counts)]
        if tally.urgent.submitted:
            yield [self.say("export.urgent"), *_numbers(tally.urgent)]
        for slug, counts in tally.fields.items():
            yield [self.field(slug), *_numbers(counts)]

    def _local(self, moment: datetime | None) -> datetime | None:
        return self._desk.calendar.local(moment).replace(tzinfo=None) if moment else None


def _decisions(record: Record) -> list[Act]:
    """Return what was decided and not taken back."""
    decided: list[Act] = []
    for act in record.history:
        if act.action == UNDO:  # its reason names what was undone
            decided = decided if act.reason == "reopen" else decided[:-1]
        elif act.target not in NOT_DECIDED and act.action != "unmerge":
            decided.append(act)
    if record.status == Status.MERGED:
        return decided
    return [act for act in decided if act.target != Status.MERGED]  # merged by mistake, and parted again


def _numbers(counts: Counts) -> list[int | None]:
    return [getattr(counts, step) for step in FUNNEL]
