"""Questions asked of what is looked after: pilots, recognised models, nurtured stories, and what is due."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session, defer

from storage.models import IS_BUILT, Nomination, Person, Status
from storage.nominations import in_scope

_BUILT = text(f"nomination.{IS_BUILT}")


def count(session: Session, reader: Person) -> int:
    rows = select(func.count()).select_from(Nomination).where(_BUILT, *in_scope(reader))
    return session.scalar(rows) or 0


def page(session: Session, reader: Person, start: int, size: int) -> Sequence[Nomination]:
    """Return pilots, recognised and nurtured in a reviewer's scope, the longest due first; first what has no date."""
    rows = select(Nomination).where(_BUILT, *in_scope(reader)).options(defer(Nomination.draft))
    return session.scalars(
        rows.order_by(Nomination.next_at.nulls_first(), Nomination.id).offset(start).limit(size)
    ).all()


def due(session: Session, now: datetime) -> Sequence[Nomination]:
    """Return what is to be looked at again, of which nobody was reminded yet, the longest due first."""
    rows = select(Nomination).where(
        Nomination.next_at <= now, Nomination.nudged_at.is_(None), Nomination.status != Status.RECOGNISED
    )
    return session.scalars(rows.order_by(Nomination.next_at, Nomination.id).options(defer(Nomination.draft))).all()
