"""Who is away on a day, and who acts in their place."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.models import Absence, Person


def on(session: Session, day: date, people: Collection[int]) -> dict[int, int | None]:
    """Return those of the people who are away on a day, each with their deputy."""
    if not people:
        return {}
    rows = select(Absence.person_id, Absence.deputy_id).where(
        Absence.person_id.in_(people), Absence.begins <= day, Absence.ends >= day
    )
    return {person: deputy for person, deputy in session.execute(rows.order_by(Absence.id))}  # noqa: C416 (a Row is not a pair to mypy)


def last_deputies(session: Session, people: Collection[int]) -> dict[int, int]:
    """Return for each of the people whom they named last to act in their place, whenever that was to be."""
    if not people:
        return {}
    named = select(Absence).where(Absence.person_id.in_(people), Absence.deputy_id.is_not(None))
    rows = session.scalars(named.order_by(Absence.id))
    return {one.person_id: one.deputy_id for one in rows if one.deputy_id is not None}


def coming(session: Session, person: Person, day: date) -> Sequence[Absence]:
    """Return a person's absences that have not ended before a day, the earliest first."""
    rows = select(Absence).where(Absence.person_id == person.id, Absence.ends >= day)
    return session.scalars(rows.order_by(Absence.begins, Absence.id)).all()


def deputised_by(session: Session, person: Person, day: date) -> Sequence[Absence]:
    """Return the absences, from a day on, in which somebody was to act for others."""
    rows = select(Absence).where(Absence.deputy_id == person.id, Absence.ends >= day)
    return session.scalars(rows.order_by(Absence.id)).all()


def end(session: Session, person: Person, day: date) -> None:
    """End what lasts until a day or longer: it was until the day before, or will not be at all."""
    mine = Absence.person_id == person.id
    session.execute(delete(Absence).where(mine, Absence.begins >= day))
    for one in coming(session, person, day):
        one.ends = day - timedelta(days=1)
