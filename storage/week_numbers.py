"""All the numbers of a week, as of its end: read by its digest, its pictures and its sheet alike."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import acts, as_of, waits
from storage.as_of import Past
from storage.counters import ALL, PILOTING_OR_FURTHER
from storage.models import Event, Nomination, Standing, Status
from storage.tally import Counts, Pace, Tally, Target, by_commune, tally
from storage.waits import Ages, Asked
from storage.weeks import Week

MOST_WEEKS = 53


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened in a week. Decisions are acts; the other three count while the story is still so."""

    received: int = 0
    decided: int = 0
    approved: int = 0
    declined: int = 0
    nurtured: int = 0
    piloted: int = 0
    recognised: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """What came in the week from one kind, field or commune: stories, and new pilots."""

    received: int = 0
    piloted: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """How much waits for a member of the staff, since when, and how much for too long."""

    person: int
    count: int
    since: datetime
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class WeekNumbers:
    """A week and its year as of `at`: the week's end, or the moment of a preview."""

    at: datetime
    tally: Tally  # of the year, by kind and by field, with the targets
    flow: Flow
    before: Flow  # of the week before, as it counts by now
    declined: int  # in the year: decisions that stand
    nurtured: int
    communes: Mapping[str, Counts]  # that have anything, by their codes; "" is elsewhere
    shares: Mapping[str, Mapping[str, Share]]  # of the week: "kind", "field", "commune"
    ages: Ages
    asked: Asked
    days_to_decide: float | None  # from the sending to the decision, the median of the week's
    weeks: Sequence[int]  # received in each week of the year so far, the first one first
    approved_weeks: Sequence[int]  # of the same weeks: approved, and still so
    owed: Sequence[Owed] = field(default_factory=tuple)

    @property
    def iso(self) -> str:
        return self.tally.week.iso

    @property
    def year(self) -> int:
        return self.tally.year

    @property
    def is_finished(self) -> bool:
        """Say whether the year is over."""
        return self.at.astimezone(self.tally.zone).year > self.year

    def pace(self, kind: str) -> Pace:
        return self.tally.pace(kind, self.at)

    def funnel(self) -> Counts:
        """Return the year's steps of both kinds together."""
        kinds = self.tally.kinds.values()
        steps = ("submitted", "approved", "piloting", "recognised", "waiting")
        return Counts(None, **{step: sum(getattr(one, step) for one in kinds) for step in steps})


def count(
    session: Session,
    week: Week,
    *,
    past: Past,
    targets: Target | None,
    communes: Mapping[str, int],
    fields: Sequence[str],
    zone: ZoneInfo,
) -> WeekNumbers:
    """Count a week as of `past`; `targets` and `communes` are the year's aims. Who is owed what comes later."""
    year = week.year
    told = tally(session, year=year, targets=targets, fields=fields, week=week, zone=zone, past=past)
    begin = week.start.replace(year=year, month=1, day=1)
    of_year = acts.standing(session, begin, min(week.end, begin.replace(year=year + 1)), by=week.end)
    decided = acts.decisions(session, week.start, week.end, week.end)
    came = _weeks(session, week, past)
    took = [max(0.0, (one.at - one.submitted_at).total_seconds() / 86_400) for one in decided]
    return WeekNumbers(
        at=past.at,
        tally=told,
        flow=flow(session, week, past, week.end),
        before=flow(session, week.before(), past, week.end),
        declined=of_year.get("decline", 0),
        nurtured=of_year.get("nurture", 0),
        communes=by_commune(session, year, communes, past),
        shares=_shares(session, week, past),
        ages=waits.ages(session, past, zone),
        asked=waits.asked(session, past),
        days_to_decide=round(median(took), 1) if took else None,
        weeks=[received for received, _ in came],
        approved_weeks=[approved for _, approved in came],
    )


def flow(session: Session, week: Week, past: Past, by: datetime) -> Flow:
    """Count what happened in a week, as it stands by a moment, the week's end or later."""
    rows = as_of.standings(session, [week.iso], Standing.commune == ALL, past=past)
    decided = Counter(one.action for one in acts.decisions(session, week.start, week.end, by))
    return Flow(
        received=sum(row.submitted for row in rows),
        decided=decided.total(),
        approved=decided["approve"],
        declined=decided["decline"],
        nurtured=decided["nurture"],
        piloted=sum(row.piloting for row in rows),
        recognised=sum(row.recognised for row in rows),
    )


def _weeks(session: Session, week: Week, past: Past) -> list[tuple[int, int]]:
    """Return what came in each week of the year, up to this one, and what was approved."""
    weeks = [week]
    while len(weeks) < MOST_WEEKS and weeks[-1].before().year == week.year:
        weeks.append(weeks[-1].before())
    names = [one.iso for one in reversed(weeks)]
    rows = as_of.standings(session, names, Standing.commune == ALL, past=past)
    came, approved = Counter[str](), Counter[str]()
    for row in rows:
        came[row.period] += row.submitted
        approved[row.period] += row.approved
    return [(came[name], approved[name]) for name in names]


def _shares(session: Session, week: Week, past: Past) -> dict[str, dict[str, Share]]:
    """Return what each kind, field and commune brought in the week, without the fast lane."""
    what = Nomination.id, Nomination.kind, Nomination.field, Nomination.commune, Nomination.urgent, Nomination.status
    sent = Nomination.submitted_at >= week.start, Nomination.submitted_at < week.end, Nomination.status != Status.DRAFT
    received = [past.changed.get(row.id, row) for row in session.execute(select(*what).where(*sent))]
    begun = Event.action == "pilot", Event.at >= week.start, Event.at < week.end
    pilots = select(*what, Nomination.piloting_at).where(Nomination.id.in_(select(Event.nomination_id).where(*begun)))
    found = [past.changed.get(row.id, row) for row in session.execute(pilots)]
    still = [
        one
        for one in found
        if one.status in PILOTING_OR_FURTHER and one.piloting_at and week.start <= one.piloting_at < week.end
    ]
    shares: dict[str, dict[str, Share]] = {}
    for name in ("kind", "field", "commune"):
        came = Counter(getattr(one, name) or "" for one in received if one.status != Status.DRAFT and not one.urgent)
        built = Counter(getattr(one, name) or "" for one in still if not one.urgent)
        shares[name] = {key: Share(came[key], built[key]) for key in sorted({*came, *built})}
    return shares


def with_owed(numbers: WeekNumbers, owed: Sequence[Owed]) -> WeekNumbers:
    """Add who is waited for: the rules of that are the handlers'."""
    return replace(numbers, owed=tuple(owed))
