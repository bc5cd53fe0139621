"""What the database can tell of the service's health."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.models import Counter, OutboxMessage, Person
from storage.outbox import GOES_OUT
from storage.updates import RUNNING


class Waiting(NamedTuple):
    """The messages of one channel and lane that wait to be sent."""

    channel: str
    lane: str
    number: int
    oldest: datetime  # when the first of them is due, or was

    def age(self, now: datetime) -> float:
        """Return for how many seconds the oldest has been due, 0 while none is."""
        return max(0.0, (now - self.oldest).total_seconds())


def try_writing(session: Session) -> None:
    """Write a row as it is: a database that is full, read-only or locked raises its own error."""
    session.execute(update(Counter).where(Counter.name == RUNNING).values(value=Counter.value))


def waiting(session: Session) -> Sequence[Waiting]:
    row = OutboxMessage
    lanes = select(row.channel, row.lane, func.count(), func.min(row.due_at)).where(GOES_OUT)
    return [Waiting(*found) for found in session.execute(lanes.group_by(row.channel, row.lane))]


def unreachable(session: Session) -> dict[str, int]:
    """Return by role how many people cannot be written to. It looks at everybody: not to be asked all the time."""
    lost = select(Person.role, func.count()).where(Person.unreachable_at.is_not(None)).group_by(Person.role)
    return dict(session.execute(lost).all())
