"""The counters behind the tally: they change in the transaction of each move, so that nobody has to count all rows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import WAITING, Nomination, Standing, Status
from storage.weeks import week_of

NOW, ALL = "now", "*"
URGENT = "urgent"  # the kind under which a story of the fast lane is counted: outside the targets of the others
PILOTING_OR_FURTHER = frozenset({Status.PILOTING, Status.RECOGNISED})
APPROVED_OR_FURTHER = frozenset({Status.APPROVED, *PILOTING_OR_FURTHER})

# A step counts where it was taken, in its year and its week, for as long as the story is in one of these states.
STEPS: Mapping[str, frozenset[Status]] = {
    "submitted": frozenset(Status) - {Status.DRAFT},
    "approved": APPROVED_OR_FURTHER,
    "piloting": PILOTING_OR_FURTHER,
    "recognised": frozenset({Status.RECOGNISED}),
}
STOCKS: Mapping[str, frozenset[Status]] = {
    "waiting": frozenset(WAITING),
    "needs_info": frozenset({Status.NEEDS_INFO}),
}

Place = tuple[str, str, str, str]  # period, commune, kind, field: the key of a row
Marks = Counter[tuple[Place, str]]  # how often each number of each row

_ROWS = cast(Table, Standing.__table__)
_KEY = ("period", "commune", "kind", "field")
_NOTHING = dict.fromkeys((*STEPS, *STOCKS), 0)


class Story(Protocol):
    """What is counted of a nomination."""

    @property
    def status(self) -> str: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def urgent(self) -> bool: ...
    @property
    def field(self) -> str | None: ...
    @property
    def commune(self) -> str | None: ...
    @property
    def submitted_at(self) -> datetime | None: ...
    @property
    def approved_at(self) -> datetime | None: ...
    @property
    def piloting_at(self) -> datetime | None: ...
    @property
    def recognised_at(self) -> datetime | None: ...


def count_move(session: Session, nomination: Nomination, source: str, zone: ZoneInfo) -> None:
    """Count that a nomination went from the state `source` to where it is now.

    A moment that the move set must belong to a step that `source` does not count for, as all of `MOVES` do.
    Call it after the record's entry: its lock lets one transaction at a time come here, so that none waits for
    another in a circle.
    """
    change: Marks = Counter(marks(nomination, nomination.status, zone))
    change.subtract(marks(nomination, source, zone))
    _add(session, change)


def count_lane(session: Session, nomination: Nomination, zone: ZoneInfo) -> None:
    """Count a nomination in its other lane, after its `urgent` was changed. Call it after the record's entry."""
    change: Marks = Counter(marks(nomination, nomination.status, zone))
    change.subtract(marks(nomination, nomination.status, zone, urgent=not nomination.urgent))
    _add(session, change)


def recount(session: Session, zone: ZoneInfo) -> None:
    """Count all rows anew, as is needed when the office's time zone changes."""
    found = _counted_anew(session, zone)
    session.execute(delete(Standing))
    _add(session, found)


def agree(session: Session, zone: ZoneInfo) -> bool:
    """Say whether the counters are what the rows come to; reads every row."""
    kept: Marks = Counter()
    for row in session.execute(select(_ROWS)).mappings():
        place = tuple(row[name] for name in _KEY)
        kept.update({(place, number): row[number] for number in _NOTHING})
    return +kept == _counted_anew(session, zone) and min(kept.values(), default=0) >= 0


def marks(story: Story, status: str, zone: ZoneInfo, *, urgent: bool | None = None) -> Iterator[tuple[Place, str]]:
    """Yield each number that a story is part of while it is in a state."""
    fast = story.urgent if urgent is None else urgent
    what = (URGENT if fast else story.kind or "", story.field or "")
    places = ((story.commune or "", *what), (ALL, *what))
    for step, states in STEPS.items():
        at: datetime | None = getattr(story, f"{step}_at")
        if at is not None and status in states:
            yield from (((str(at.astimezone(zone).year), *place), step) for place in places)
            yield (week_of(at, zone).iso, ALL, "", ""), step
    for stock, states in STOCKS.items():
        if status in states:
            yield from (((NOW, *place), stock) for place in places)


def _counted_anew(session: Session, zone: ZoneInfo) -> Marks:
    columns = (Nomination.status, Nomination.kind, Nomination.urgent, Nomination.field, Nomination.commune)
    moments = (getattr(Nomination, f"{step}_at") for step in STEPS)
    rows = select(*columns, *moments).where(Nomination.status != Status.DRAFT)
    found: Marks = Counter()
    for row in session.execute(rows.execution_options(yield_per=10_000)):
        found.update(marks(row, row.status, zone))
    return found


def _add(session: Session, change: Marks) -> None:
    rows: defaultdict[Place, dict[str, Any]] = defaultdict(lambda: dict(_NOTHING))
    for (place, number), times in change.items():
        if times:
            rows[place][number] += times
    if rows:
        values = [{**dict(zip(_KEY, place, strict=True)), **numbers} for place, numbers in sorted(rows.items())]
        dialect = session.get_bind().dialect.name
        # Not by the session: it would look at every object it holds first.
        session.connection().execute(_ADD[dialect], values)


def _adding(insert: Any) -> Any:
    statement = insert(_ROWS)
    sums = {number: _ROWS.c[number] + statement.excluded[number] for number in _NOTHING}
    return statement.on_conflict_do_update(index_elements=_KEY, set_=sums)


_ADD = {"sqlite": _adding(sqlite.insert), "postgresql": _adding(postgresql.insert)}
