"""Counting decisions: what was decided in a time, as far as it was not taken back by a moment."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from storage.audit import UNDO
from storage.models import Event, Nomination

DECISIONS = ("approve", "decline", "nurture")


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that stands, and when its story had come."""

    nomination: int
    action: str
    at: datetime
    submitted_at: datetime


def standing(
    session: Session, start: datetime, end: datetime, actions: Collection[str] = DECISIONS, by: datetime | None = None
) -> dict[str, int]:
    """Count acts of a time by kind, without those that were taken back by a moment, the time's end unless told."""
    counted = select(Event.action, func.count()).where(_within(start, end, actions)).group_by(Event.action)
    found: Counter[str] = Counter({action: times for action, times in session.execute(counted)})  # noqa: C416 (a Row is not a pair to mypy)
    found.subtract(one.action for one in _undone(session, start, end, actions, by or end))
    return {action: times for action, times in found.items() if times}


def decisions(session: Session, start: datetime, end: datetime, by: datetime) -> list[Decision]:
    """Return the decisions of a time that stand as of a later moment.

    One that was undone by then does not, nor the last one on a story that was opened anew after the time's end.
    """
    undone = {one.id for one in _undone(session, start, end, DECISIONS, by)}
    rows = (
        select(Event.id, Event.nomination_id, Event.action, Event.at, Nomination.submitted_at)
        .join(Nomination, Nomination.id == Event.nomination_id)
        .where(_within(start, end, DECISIONS))
        .order_by(Event.id)
    )
    found = [row for row in session.execute(rows) if row.id not in undone]
    opened = {one.nomination_id for one in _reopened(session, end, by)}
    last = {row.nomination_id: row.id for row in found if row.nomination_id in opened}
    return [
        Decision(row.nomination_id, row.action, row.at, row.submitted_at or row.at)
        for row in found
        if row.id != last.get(row.nomination_id)
    ]


def _within(start: datetime, end: datetime, actions: Collection[str]) -> Any:
    return Event.action.in_(actions) & (Event.at >= start) & (Event.at < end)


def _undone(session: Session, start: datetime, end: datetime, actions: Collection[str], by: datetime) -> Sequence[Any]:
    """Return the acts of a time that were taken back by a moment: an undo is the very next change of a row."""
    undo = aliased(Event)
    follows = (undo.nomination_id == Event.nomination_id) & (undo.version == Event.version + 1)
    rows = select(Event.id, Event.action, Event.nomination_id).join(undo, follows)
    taken_back = _within(start, end, actions), undo.action == UNDO, undo.at >= start, undo.at < by
    return session.execute(rows.where(*taken_back)).all()


def _reopened(session: Session, start: datetime, end: datetime) -> Sequence[Any]:
    if start >= end:
        return []
    undone = {one.id for one in _undone(session, start, end, ["reopen"], end)}
    rows = session.execute(select(Event.id, Event.nomination_id).where(_within(start, end, ["reopen"])))
    return [row for row in rows if row.id not in undone]
