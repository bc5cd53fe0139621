"""Drafts that were left: whose silence has lasted, and what is said of them before they go."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from storage.models import Nomination, Person, Status

AT_ONCE = 200  # the next run takes the rest: people who write meanwhile must not wait
# Only a draft has no code: that is in an index.
_DRAFTS = select(Nomination).where(Nomination.code.is_(None), Nomination.status == Status.DRAFT)


def to_warn(session: Session, before: datetime) -> Sequence[Nomination]:
    """Return drafts untouched since a moment whose citizens have not heard since that they will go."""
    unwarned = or_(Nomination.warned_at.is_(None), Nomination.warned_at < Nomination.updated_at)
    rows = _DRAFTS.where(Nomination.updated_at <= before, unwarned)
    return session.scalars(rows.order_by(Nomination.id).limit(AT_ONCE)).all()


def to_end(session: Session, untouched: datetime, warned: datetime) -> Sequence[Nomination]:
    """Return drafts untouched since a moment whose citizens were warned before another, with rows and people locked.

    The people are locked first, as whoever hears them does: nobody waits in a circle, or loses what they just wrote.
    """
    silent = _DRAFTS.where(
        Nomination.updated_at <= untouched,
        Nomination.warned_at >= Nomination.updated_at,
        Nomination.warned_at <= warned,
    ).order_by(Nomination.id)
    owners = {one.nominator_id for one in session.scalars(silent.limit(AT_ONCE))}
    locked = select(Person).where(Person.id.in_(owners)).order_by(Person.id).with_for_update(key_share=True)
    session.scalars(locked.execution_options(populate_existing=True)).all()
    theirs = silent.where(Nomination.nominator_id.in_(owners)).limit(AT_ONCE).with_for_update()
    return session.scalars(theirs.execution_options(populate_existing=True)).all()
