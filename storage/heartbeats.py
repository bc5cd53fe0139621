"""The half-yearly questions about recognised models, and their answers."""

from collections.abc import Collection, Sequence
from datetime import datetime
from itertools import groupby, islice

from sqlalchemy import select, text
from sqlalchemy.orm import Session, defer

from storage.models import IS_BUILT, Heartbeat, Nomination, Status

SILENCES = 2  # in a row, after which a model is marked
_BUILT = text(f"nomination.{IS_BUILT}")


def due(session: Session, now: datetime) -> Sequence[Nomination]:
    """Return the recognised models whose time to be asked about has come."""
    rows = select(Nomination).where(_BUILT, Nomination.status == Status.RECOGNISED, Nomination.next_at <= now)
    return session.scalars(rows.order_by(Nomination.next_at, Nomination.id).options(defer(Nomination.draft))).all()


def undated(session: Session) -> Sequence[Nomination]:
    """Return what is built, recognised or nurtured without a date, as from before there were dates."""
    rows = select(Nomination).where(_BUILT, Nomination.next_at.is_(None))
    return session.scalars(rows.order_by(Nomination.id).options(defer(Nomination.draft))).all()


def last_answered(session: Session, ref: int) -> Heartbeat | None:
    """Return the newest question about a nomination that was answered."""
    rows = select(Heartbeat).where(Heartbeat.nomination_id == ref, Heartbeat.answered_at.is_not(None))
    return session.scalar(rows.order_by(Heartbeat.due_at.desc()).limit(1))


def unanswered(session: Session, ref: int) -> Heartbeat | None:
    """Return the newest question about a nomination, if it is still open."""
    rows = select(Heartbeat).where(Heartbeat.nomination_id == ref)
    newest = session.scalar(rows.order_by(Heartbeat.due_at.desc()).limit(1))
    return newest if newest and newest.answered_at is None else None


def silent(session: Session, refs: Collection[int], before: datetime) -> set[int]:
    """Return those of some nominations whose last two questions, both from before a moment, got no answer."""
    rows = select(Heartbeat.nomination_id, Heartbeat.answered_at).where(
        Heartbeat.nomination_id.in_(refs), Heartbeat.due_at <= before
    )
    found = session.execute(rows.order_by(Heartbeat.nomination_id, Heartbeat.due_at.desc())).all()
    answers = {
        ref: [at for _, at in islice(group, SILENCES)] for ref, group in groupby(found, key=lambda row: int(row[0]))
    }
    return {ref for ref, last in answers.items() if last == [None] * SILENCES}
