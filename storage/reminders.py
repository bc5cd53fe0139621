"""Wishes to be reminded: of one story, or of all that waits; nothing else is said of it until then."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import Nomination, Person, Reminder

_OPEN = Reminder.said_at.is_(None)


def wish(session: Session, person: Person, nomination: Nomination | None, due_at: datetime, now: datetime) -> None:
    """Remember a wish in place of the earlier one about the same story, or about all of them."""
    about = nomination.id if nomination else None
    same = Reminder.nomination_id.is_(None) if about is None else Reminder.nomination_id == about
    session.execute(delete(Reminder).where(_OPEN, Reminder.person_id == person.id, same))
    session.add(Reminder(person_id=person.id, nomination_id=about, due_at=due_at, created_at=now))


def of(session: Session, person: Person) -> Sequence[Reminder]:
    """Return a person's wishes that are still to be said, the next one first."""
    return of_all(session, [person.id])


def of_all(session: Session, people: Collection[int]) -> Sequence[Reminder]:
    """Return the wishes of some people that are still to be said, the next one first."""
    mine = select(Reminder).where(_OPEN, Reminder.person_id.in_(people))
    return session.scalars(mine.order_by(Reminder.due_at, Reminder.id)).all()


def due(session: Session, now: datetime) -> Sequence[Reminder]:
    """Return all wishes whose time has come, the oldest first."""
    rows = select(Reminder).where(_OPEN, Reminder.due_at <= now)
    return session.scalars(rows.order_by(Reminder.due_at, Reminder.id)).all()


def drop(session: Session, person: Person, ref: int) -> bool:
    """Let go of a wish; say False if it is not theirs, or was said."""
    gone = delete(Reminder).where(_OPEN, Reminder.id == ref, Reminder.person_id == person.id).returning(Reminder.id)
    return session.scalar(gone) is not None
