"""Questions asked of the votes."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from storage.models import IS_WAITING, Nomination, Person, Vote

RECUSE = "recuse"
_WAITS = text(f"nomination.{IS_WAITING}")


def of(session: Session, nomination: Nomination, level: str) -> Sequence[Vote]:
    """Return what was said on a nomination at a level in this round, the first vote first."""
    rows = select(Vote).where(Vote.nomination_id == nomination.id, Vote.level == level, Vote.round == nomination.round)
    return session.scalars(rows.order_by(Vote.id)).all()


def recusals(session: Session, people: Collection[int]) -> list[tuple[int, int]]:
    """Return (person, nomination) for all that people declared to be related to, at whatever level, in any round."""
    rows = select(Vote.person_id, Vote.nomination_id).where(Vote.person_id.in_(people), Vote.choice == RECUSE)
    return [(person, nomination) for person, nomination in session.execute(rows)]


def cast_on_waiting(session: Session, people: Collection[int]) -> set[tuple[int, int]]:
    """Return (person, nomination) of the votes of these people that count in the round of what waits now."""
    rows = (
        select(Vote.person_id, Vote.nomination_id)
        .join(Nomination, Nomination.id == Vote.nomination_id)
        .where(Vote.person_id.in_(people), Vote.round == Nomination.round, _WAITS)
    )
    return {(person, nomination) for person, nomination in session.execute(rows)}


def by(session: Session, nomination: Nomination, level: str, person: Person) -> Vote | None:
    return next((one for one in of(session, nomination, level) if one.person_id == person.id), None)
