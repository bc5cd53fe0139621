"""Where a model is done likewise: declared by anybody, and counted apart where an officer confirmed it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from storage.models import Replication


@dataclass(frozen=True, slots=True)
class Spread:
    """How many units said that they do the same, and how many of them were confirmed."""

    declared: int = 0
    confirmed: int = 0


_DECLARED = func.count().filter(Replication.refused_at.is_(None))
_CONFIRMED = func.count(Replication.confirmed_at)


def spread(session: Session, refs: Collection[int]) -> dict[int, Spread]:
    """Return the spread of each of some nominations that has any."""
    rows = select(Replication.nomination_id, _DECLARED, _CONFIRMED).where(Replication.nomination_id.in_(refs))
    found = session.execute(rows.group_by(Replication.nomination_id))
    return {ref: Spread(declared, confirmed) for ref, declared, confirmed in found if declared}


def spread_between(session: Session, start: datetime, end: datetime) -> Spread:
    """Count what was declared and not refused by then, and what was confirmed, in a time: each where it was done."""
    told, sure, counted = Replication.declared_at, Replication.confirmed_at, select(func.count())
    refused = Replication.refused_at
    declared = counted.where(told >= start, told < end, or_(refused.is_(None), refused >= end)).scalar_subquery()
    confirmed = counted.where(sure >= start, sure < end).scalar_subquery()
    for row in session.execute(select(declared, confirmed)):
        return Spread(*row)
    return Spread()


def of(session: Session, ref: int) -> Sequence[Replication]:
    """Return what was declared about a nomination and not refused, the first one first."""
    rows = select(Replication).where(Replication.nomination_id == ref, Replication.refused_at.is_(None))
    return session.scalars(rows.order_by(Replication.id)).all()
