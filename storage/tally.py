"""How far the programme is: the one place where nominations are counted.

The chat, the digest, `hoadep tally` and the exports all read these numbers, so that they never disagree.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from storage import acts
from storage.as_of import Numbers, Past, standings
from storage.counters import ALL, NOW, URGENT
from storage.models import IS_WAITING, WAITING, Kind, Nomination, Standing
from storage.replications import Spread, spread_between
from storage.weeks import Week

STEPS = ("piloting", "recognised", "approved", "waiting", "submitted")
DAYS_BEFORE_A_FORECAST = 28

Span = tuple[datetime, datetime]


class Target(Protocol):
    """A year's targets: models and exemplars chosen to be built as pilots; a field may have one of its own."""

    @property
    def collective(self) -> int: ...
    @property
    def individual(self) -> int: ...
    @property
    def fields(self) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True)
class Counts:
    """A year's funnel for one kind or one field; `piloting` is what counts toward the target."""

    target: int | None = None
    piloting: int = 0
    recognised: int = 0
    approved: int = 0
    waiting: int = 0
    submitted: int = 0

    @property
    def percent(self) -> int | None:
        """Return how much of the target is reached, in whole percent; it may exceed 100."""
        return round(100 * self.piloting / self.target) if self.target else None

    @property
    def left(self) -> int:
        return max((self.target or 0) - self.piloting, 0)

    @property
    def over(self) -> int:
        return 0 if self.target is None else max(self.piloting - self.target, 0)


@dataclass(frozen=True, slots=True)
class WeekCounts:
    """What happened in the week; `waiting` and `needs_info` are the stock now."""

    iso: str
    received: int
    approved: int
    waiting: int
    needs_info: int
    declined: int
    decided: int
    piloted: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that waits for a reviewer."""

    code: str
    submitted_at: datetime

    def days(self, now: datetime) -> int:
        return max((now - self.submitted_at).days, 0)


@dataclass(frozen=True, slots=True)
class Pace:
    """Where an even pace through the year would be today (one decimal), and where the pace so far leads by its end.

    The pace so far is what was reached since the year, or the first story ever, began. `forecast` is None while that
    is less than four weeks, and while there is nothing yet.
    """

    expected: float | None
    forecast: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """All the numbers of one year and one week."""

    year: int
    kinds: Mapping[str, Counts]
    fields: Mapping[str, Counts]
    week: WeekCounts
    oldest: Waiting | None
    zone: ZoneInfo
    spread: Spread = field(default_factory=Spread)
    urgent: Counts = Counts()  # the fast lane, which is in none of the kinds and fields
    begun: datetime | None = None  # when the first story ever came

    def pace(self, kind: str, now: datetime) -> Pace:
        """Compare a kind with an even pace through the year; a finished year is compared with its end."""
        counts = self.kinds[kind]
        begin, end = _year(self.year, self.zone)
        passed = min(max(now - begin, timedelta()), end - begin)
        expected = None if counts.target is None else round(counts.target * (passed / (end - begin)), 1)
        told = min(now, end) - max(begin, self.begun or begin)
        if told < timedelta(days=DAYS_BEFORE_A_FORECAST) or not counts.piloting:
            return Pace(expected, None)
        return Pace(expected, round(counts.piloting * ((end - min(now, end) + told) / told)))

    def as_json(self) -> dict[str, Any]:
        """Return the contract of `tally --json`; the fast lane is in it once anything is in that lane."""
        week = asdict(self.week)
        fast = {"urgent": asdict(self.urgent)} if self.urgent.submitted else {}
        return {
            "year": self.year,
            "kinds": {kind: asdict(counts) for kind, counts in self.kinds.items()},
            "fields": {slug: asdict(counts) for slug, counts in self.fields.items()},
            **fast,
            "week": {key: week[key] for key in ("iso", "received", "approved", "waiting", "needs_info")},
        }


def tally(
    session: Session,
    *,
    year: int,
    targets: Target | None,
    fields: Sequence[str],
    week: Week,
    zone: ZoneInfo,
    past: Past | None = None,
) -> Tally:
    """Count a year as a funnel, and a week beside it.

    A step belongs to the local year (or week) in which it was taken:
    submitted: `submitted_at` in the year, whatever became of it;
    approved: `approved_at` in the year, and still approved or gone on from there;
    piloting: `piloting_at` in the year, and still piloting or recognised since: this counts toward the target;
    recognised: `recognised_at` in the year, and still so;
    waiting: submitted or verified at this moment, of all years.
    "Still" and "at this moment" are as of `past`, where it is given: the week's end.
    The week's approved, declined and decided are acts; one story approved, reopened and approved again is two.
    spread: units that were declared to do as a model does, and that were confirmed, in the year.
    Stories of the fast lane are in `urgent` and in the week, not in the kinds and fields.
    `fields` keep their order; one that is no longer in the settings follows while it still has numbers.
    """
    of_moment = past or Past(week.end)
    rows = _all_communes(session, [str(year), NOW, week.iso], of_moment)
    kinds, slugs = _added_up(rows, "kind"), _added_up([row for row in rows if row.kind != URGENT], "field")
    begin, end = _year(year, zone)
    return Tally(
        year=year,
        kinds={
            Kind.COLLECTIVE.value: Counts(targets.collective if targets else None, **kinds[Kind.COLLECTIVE]),
            Kind.INDIVIDUAL.value: Counts(targets.individual if targets else None, **kinds[Kind.INDIVIDUAL]),
        },
        fields={
            slug: Counts(targets.fields.get(slug) if targets else None, **slugs[slug])
            for slug in dict.fromkeys([*fields, *_still_counted(slugs)])
        },
        urgent=Counts(**kinds[URGENT]),
        week=_week_counts(week, rows, acts.standing(session, week.start, week.end)),
        oldest=_oldest(session, of_moment),
        spread=spread_between(session, begin, min(end, past.at) if past else end),
        zone=zone,
        begun=_begun(session),
    )


def by_commune(
    session: Session, year: int, targets: Mapping[str, int] | None = None, past: Past | None = None
) -> Mapping[str, Counts]:
    """Return a year's funnel of each commune that has numbers or a target, by its code.

    "" is for places outside or unknown.
    """
    aims = targets or {}
    sums = (func.sum(getattr(Standing, step)).label(step) for step in STEPS)
    rows = select(Standing.commune, *sums).where(
        Standing.period.in_([str(year), NOW]), Standing.commune != ALL, Standing.kind != URGENT
    )
    sums_of = _added_up(session.execute(rows.group_by(Standing.commune).order_by(Standing.commune)), "commune")
    for ((period, commune, kind, _), number), times in (past.marks if past else Counter[Any]()).items():
        if period in {str(year), NOW} and commune != ALL and kind != URGENT and number in STEPS:
            sums_of[commune][number] += times
    told = [code for code in {**sums_of, **aims} if sums_of[code].total() or code in aims]
    return {code: Counts(aims.get(code), **sums_of[code]) for code in told}


def _year(year: int, zone: ZoneInfo) -> Span:
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def _all_communes(session: Session, periods: Sequence[str], past: Past) -> list[Numbers]:
    """Return the numbers of a year and of now by kind and field, and the one row of a week."""
    return [row for row in standings(session, periods, Standing.commune == ALL, past=past) if row.commune == ALL]


def _added_up(rows: Iterable[Any], column: str) -> defaultdict[str, Counter[str]]:
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        sums[getattr(row, column)].update({step: getattr(row, step) for step in STEPS})
    return sums


def _still_counted(slugs: Mapping[str, Counter[str]]) -> list[str]:
    return sorted(slug for slug, counts in slugs.items() if slug and counts.total())


def _week_counts(week: Week, rows: Sequence[Numbers], decided: Mapping[str, int]) -> WeekCounts:
    steps = [row for row in rows if row.period == week.iso]
    return WeekCounts(
        iso=week.iso,
        received=sum(row.submitted for row in steps),
        approved=decided.get("approve", 0),
        waiting=sum(row.waiting for row in rows),
        needs_info=sum(row.needs_info for row in rows),
        declined=decided.get("decline", 0),
        decided=sum(decided.values()),
        piloted=sum(row.piloting for row in steps),
    )


def _oldest(session: Session, past: Past) -> Waiting | None:
    waits = select(Nomination.id, Nomination.code, Nomination.submitted_at).where(text(f"nomination.{IS_WAITING}"))
    queue = waits.order_by(Nomination.submitted_at, Nomination.id).limit(1 + len(past.changed))
    before = [(one.submitted_at, one.id, one.code) for one in past.changed.values() if one.status in WAITING]
    still = [(at, ref, code) for ref, code, at in session.execute(queue) if ref not in past.changed]
    known = [(at, ref, code) for at, ref, code in (*before, *still) if at and code]
    return Waiting(min(known)[2], min(known)[0]) if known else None


def _begun(session: Session) -> datetime | None:
    sent = select(Nomination.submitted_at).where(Nomination.submitted_at.is_not(None))
    return session.scalar(sent.order_by(Nomination.submitted_at).limit(1))
