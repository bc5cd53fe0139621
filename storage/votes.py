"""Questions asked of the votes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import or_, select, text, update
from sqlalchemy.orm import Session, aliased

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


def hand_over_recusals(session: Session, before: Person, to: Person) -> None:
    """Let somebody be related to what they were with another account."""
    theirs = aliased(Vote)
    same = theirs.nomination_id == Vote.nomination_id, theirs.level == Vote.level, theirs.round == Vote.round
    voted = select(theirs.id).where(theirs.person_id == to.id, *same).exists()
    declared = Vote.person_id == before.id, Vote.choice == RECUSE
    session.execute(update(Vote).where(*declared, voted).values(round=0))  # of no round, but never forgotten
    session.execute(update(Vote).where(*declared).values(person_id=to.id))


def cast_on_waiting(session: Session, people: Collection[int]) -> set[tuple[int, int]]:
    """Return (person, nomination) of the votes of these people that count in the round of what waits now."""
    rows = (
        select(Vote.person_id, Vote.nomination_id)
        .join(Nomination, Nomination.id == Vote.nomination_id)
        .where(Vote.person_id.in_(people), Vote.round == Nomination.round, _WAITS)
    )
    return {(person, nomination) for person, nomination in session.execute(rows)}


def under_vote(session: Session) -> Sequence[Nomination]:
    """Return what waits and has a vote in its round."""
    voted = select(Vote.nomination_id).where(Vote.round == Nomination.round, Vote.choice != RECUSE)
    rows = select(Nomination).where(_WAITS, Nomination.id.in_(voted.correlate(Nomination)))
    return session.scalars(rows.order_by(Nomination.id)).all()


def cast_before(session: Session, people: Collection[int], at: datetime, refs: Collection[int]) -> set[tuple[int, int]]:
    """Return (person, nomination) of their votes from before a moment, on what waits now and on some others."""
    rows = (
        select(Vote.person_id, Vote.nomination_id)
        .join(Nomination, Nomination.id == Vote.nomination_id)
        .where(Vote.person_id.in_(people), Vote.round == Nomination.round, Vote.at < at)
    )
    found = session.execute(rows.where(or_(_WAITS, Nomination.id.in_(refs))))
    return {(person, nomination) for person, nomination in found}


def by(session: Session, nomination: Nomination, level: str, person: Person) -> Vote | None:
    return next((one for one in of(session, nomination, level) if one.person_id == person.id), None)
