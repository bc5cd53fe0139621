"""What waits for whom as of a moment: for a reviewer's decision, and for a citizen's answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from storage.as_of import Past
from storage.models import IS_ASKED, IS_WAITING, WAITING, Nomination, Status

_WAITS, _ASKED = text(f"nomination.{IS_WAITING}"), text(f"nomination.{IS_ASKED}")


@dataclass(frozen=True, slots=True)
class Ages:
    """How many midnights ago what waits was sent: the median and the oldest, None where nothing waits."""

    median: float | None = None
    oldest: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """How many stories wait for their citizen's answer, and since when the first one does."""

    count: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pile:
    """Stories that wait and that the same people are asked about: of one state, place and field."""

    status: str
    commune: str | None
    field: str | None
    count: int
    since: datetime  # the one that has been in this state for longest
    overdue: int  # that have been in it since before the moment that was asked for


def ages(session: Session, past: Past, zone: ZoneInfo) -> Ages:
    rows = session.execute(select(Nomination.id, Nomination.submitted_at).where(_WAITS))
    sent = [at for ref, at in rows if at and ref not in past.changed]
    sent += [one.submitted_at for one in past.changed.values() if one.status in WAITING and one.submitted_at]
    today = past.at.astimezone(zone).date()
    days = [max(0, (today - at.astimezone(zone).date()).days) for at in sent]
    return Ages(median(days), max(days)) if days else Ages()


def asked(session: Session, past: Past) -> Asked:
    rows = session.execute(select(Nomination.id, Nomination.status_at).where(_ASKED))
    since = [at for ref, at in rows if ref not in past.changed]
    since += [one.status_at for one in past.changed.values() if one.status == Status.NEEDS_INFO]
    return Asked(len(since), min(since, default=None))


def piles(session: Session, before: datetime, but: Collection[int]) -> list[Pile]:
    """Return all that waits now, but for some stories, in as few piles as those who decide can tell apart."""
    rows = session.execute(_PILED)
    found: dict[tuple[str, str | None, str | None], tuple[int, datetime, int]] = {}
    for ref, since, status, commune, field in rows:
        if ref not in but:
            place = status, commune, field
            count, first, overdue = found.get(place, (0, since, 0))
            found[place] = (count + 1, min(first, since), overdue + (since < before))
    return [Pile(*place, *what) for place, what in found.items()]


_PILED = select(Nomination.id, Nomination.status_at, Nomination.status, Nomination.commune, Nomination.field).where(
    _WAITS
)
