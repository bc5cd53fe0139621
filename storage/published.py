"""Good examples that the public may read of, each with its own consent."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Nomination, Status

SHOWN = (Status.APPROVED, Status.PILOTING, Status.RECOGNISED)


def between(session: Session, since: datetime, until: datetime) -> Sequence[Nomination]:
    """Return what was published from a moment until (not including) another and still stands, the newest first."""
    then = Nomination.published_at >= since, Nomination.published_at < until, Nomination.status.in_(SHOWN)
    return session.scalars(select(Nomination).where(*then).order_by(Nomination.published_at.desc())).all()


def settle(nomination: Nomination) -> None:
    """Take an example down that is one no more: to show it again needs a new consent."""
    if nomination.published_at and nomination.status not in SHOWN:
        nomination.published_at = nomination.public = None
