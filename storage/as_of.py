"""Counting as of an earlier moment: the few stories that changed since are put back, by the record of acts.

The counters tell of now. A week that is over is counted later, and again, and must come out the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from storage.audit import UNDO
from storage.counters import Marks, marks
from storage.models import Event, Nomination, Standing, Status

# Whatever changes where a story is; a test holds them against the rules.
MOVING = (
    "submit", "resubmit", "verify", "ask_more", "approve", "decline", "pilot", "recognise", "nurture", "discontinue",
    "reopen", "go_on", "testify", "merge", "unmerge", "withdraw", UNDO,
)  # fmt: skip
LANES = {"urgent": False, "not_urgent": True}  # an act, and whether a story was in the fast lane before it


@dataclass(frozen=True, slots=True)
class Then:
    """A story as it was at a moment."""

    id: int
    code: str | None
    kind: str | None
    field: str | None
    commune: str | None
    urgent: bool
    status: str
    status_at: datetime
    submitted_at: datetime | None
    approved_at: datetime | None
    piloting_at: datetime | None
    recognised_at: datetime | None


@dataclass(frozen=True, slots=True)
class Past:
    """A moment, the stories that changed since as they were at it, and what that makes of the counters."""

    at: datetime
    changed: Mapping[int, Then] = field(default_factory=dict)
    marks: Marks = field(default_factory=Counter)


class Numbers(NamedTuple):
    """A row of the counters."""

    period: str
    commune: str
    kind: str
    field: str
    submitted: int = 0
    approved: int = 0
    piloting: int = 0
    recognised: int = 0
    waiting: int = 0
    needs_info: int = 0


def past(session: Session, at: datetime, zone: ZoneInfo) -> Past:
    """Find out what has changed since a moment; as of now that is nothing, and two quick questions."""
    since: list[Row[Any]] = [*session.execute(_ACTS.where(Event.action.in_((*MOVING, *LANES)), Event.at >= at))]
    if not since:
        return Past(at)
    now, before = _rows(session, at), _before(session, at)
    changed, difference = dict[int, Then](), Counter[Any]()
    for ref, later in _by_story(since).items():
        if ref in now:
            changed[ref] = _then(now[ref], before.get(ref, ()), later)
            difference.update(marks(changed[ref], changed[ref].status, zone))
            difference.subtract(marks(now[ref], now[ref].status, zone))
    return Past(at, changed, difference)


def standings(session: Session, periods: Sequence[str], *rules: ColumnElement[bool], past: Past) -> list[Numbers]:
    """Return the counters of some periods as of a moment; `rules` must hold for whole rows, as must `past`'s marks."""
    rows = select(*(getattr(Standing, name) for name in Numbers._fields)).where(Standing.period.in_(periods), *rules)
    found = {row[:4]: Numbers(*row) for row in session.execute(rows)}
    wanted = frozenset(periods)
    for (place, number), times in past.marks.items():
        if times and place[0] in wanted:
            row = found.get(place) or Numbers(*place)
            found[place] = row._replace(**{number: getattr(row, number) + times})
    return list(found.values())


_ACTS = select(Event.id, Event.nomination_id, Event.action, Event.at, Event.source, Event.target)
_WHAT = tuple(Then.__dataclass_fields__)
_ROW = select(*(getattr(Nomination, name) for name in _WHAT))


def _since(at: datetime) -> Any:
    """Ask for the stories that changed since; in SQL, so that there may be any number of them."""
    return select(Event.nomination_id).where(Event.action.in_((*MOVING, *LANES)), Event.at >= at)


def _rows(session: Session, at: datetime) -> dict[int, Row[Any]]:
    """Return the stories that changed since, as they are now. One that was deleted is in no count any more."""
    found = session.execute(_ROW.where(Nomination.id.in_(_since(at))))
    return {row.id: row for row in found if row.status != Status.DRAFT}


def _before(session: Session, at: datetime) -> Mapping[int, Sequence[Row[Any]]]:
    """Return what had happened until then to the stories that changed since."""
    acts = _ACTS.where(Event.nomination_id.in_(_since(at)), Event.at < at, Event.target.is_not(None))
    return _by_story(session.execute(acts.order_by(Event.id)))


def _by_story(acts: Iterable[Row[Any]]) -> Mapping[int, Sequence[Row[Any]]]:
    found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for one in sorted(acts, key=lambda act: act.id):
        found[one.nomination_id].append(one)
    return found


def _then(row: Row[Any], before: Sequence[Row[Any]], later: Sequence[Row[Any]]) -> Then:
    """Put a story back to where it was before what happened later."""
    now = Then(**dict(zip(_WHAT, row, strict=True)))
    lane = next((LANES[one.action] for one in later if one.action in LANES), now.urgent)
    moved = next((one for one in later if one.target), None)
    if moved is None:
        return replace(now, urgent=lane)
    lived = _lived(now, before, moved.at)
    return replace(lived, status=moved.source or lived.status, urgent=lane)


def _lived(now: Then, acts: Sequence[Row[Any]], until: datetime) -> Then:
    """Let a story live again through what had happened to it; an undo puts all back that the act before it changed."""
    story = replace(
        now,
        status=Status.SUBMITTED,
        status_at=now.submitted_at or now.status_at,
        approved_at=_kept(now.approved_at, until),
        piloting_at=_kept(now.piloting_at, until),
        recognised_at=_kept(now.recognised_at, until),
    )
    undone = story
    for act in acts:
        if act.action == UNDO:
            story = undone
            continue
        undone, story = story, replace(story, status=act.target, status_at=act.at)
        if act.action == "approve" or (act.action == "pilot" and act.source == Status.NURTURING):
            story = replace(story, approved_at=act.at)
        if act.action == "pilot":
            story = replace(story, piloting_at=act.at)
        if act.action == "recognise":
            story = replace(story, recognised_at=act.at)
    return story


def _kept(moment: datetime | None, until: datetime) -> datetime | None:
    """Return a moment that the record does not tell of, if it was before: old rows may have no acts."""
    return moment if moment is not None and moment < until else None
