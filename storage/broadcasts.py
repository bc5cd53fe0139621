"""One thing said to many: rows of the outbox that belong together, held back, let go on or given up by one word.

A broadcast's state is one row, so that a pause of ten thousand messages is one write, in force at once for every
process: rows of a paused broadcast are not taken (`outbox.GOES_OUT`), and those in a process's hand are asked about
one by one before they are sent. They keep their state and their time; a resumed broadcast goes on where it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session

from storage.late import NewMessage
from storage.models import Broadcast, Delivery, OutboxMessage, Person
from storage.outbox import OPEN, UNREACHABLE

CANCELLED = "cancelled"  # the error of a message that was given up with its broadcast
AT_ONCE = 1000  # rows of one statement


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    CANCELLED = "cancelled"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a broadcast's messages are out, and what became of the others."""

    total: int
    sent: int
    failed: int
    unreachable: int
    cancelled: int
    waiting: int

    @property
    def settled(self) -> int:
        return self.total - self.waiting

    @property
    def percent(self) -> int:
        return 100 * self.settled // self.total if self.total else 100


def begin(
    session: Session, once: str, messages: Iterable[NewMessage], now: datetime, started_by: int | None = None
) -> Broadcast | None:
    """Put a broadcast and all its messages into the outbox; return None, having done nothing, if that was done before.

    Each message is keyed by the broadcast and its reader. Nobody has them in hand: every process may take some.
    """
    if by_key(session, once):
        return None
    broadcast = Broadcast(once=once, started_by=started_by, state=State.RUNNING, total=0, created_at=now)
    session.add(broadcast)
    session.flush()
    rows = [one.row() | {"once": f"{once}:{one.person_id}", "broadcast_id": broadcast.id} for one in messages]
    broadcast.total = len(rows)
    for first in range(0, len(rows), AT_ONCE):
        session.connection().execute(insert(OutboxMessage), rows[first : first + AT_ONCE])
    return broadcast


def by_key(session: Session, once: str) -> Broadcast | None:
    return session.scalar(select(Broadcast).where(Broadcast.once == once))


def underway(session: Session) -> Sequence[Broadcast]:
    """Return the broadcasts of which the end was not told yet, the oldest first."""
    return session.scalars(select(Broadcast).where(Broadcast.ended_at.is_(None)).order_by(Broadcast.id)).all()


def to_report(session: Session) -> Sequence[Broadcast]:
    """Return the same for whoever reports on them: of several processes one, and nobody while an admin acts."""
    open_ = select(Broadcast).where(Broadcast.ended_at.is_(None)).order_by(Broadcast.id)
    return session.scalars(open_.with_for_update(skip_locked=True)).all()


def subscribers(session: Session) -> Sequence[Person]:
    """Return everybody who asked for news and can be written to: people, groups and channels."""
    return session.scalars(_subscribed(select(Person)).order_by(Person.id)).all()


def count_subscribers(session: Session) -> int:
    return session.scalar(_subscribed(select(func.count()).select_from(Person))) or 0


def _subscribed(question: Select[Any]) -> Select[Any]:
    reached = Person.unreachable_at.is_(None), Person.merged_into.is_(None)
    return question.where(Person.subscribed_at.is_not(None), *reached)


def state_of(session: Session, broadcast_id: int) -> str | None:
    return session.scalar(select(Broadcast.state).where(Broadcast.id == broadcast_id))


def lock(session: Session, broadcast_id: int) -> Broadcast | None:
    """Return a broadcast as it is now; another process may change it only after this transaction."""
    return session.get(Broadcast, broadcast_id, with_for_update=True, populate_existing=True)


def pause(broadcast: Broadcast) -> bool:
    """Hold back what is not out yet; say False if there is nothing to hold."""
    return _change(broadcast, State.RUNNING, State.PAUSED)


def resume(broadcast: Broadcast) -> bool:
    return _change(broadcast, State.PAUSED, State.RUNNING)


def cancel(session: Session, broadcast: Broadcast) -> bool:
    """Give up what is not out yet; a message on its way at this moment may still arrive."""
    if not (_change(broadcast, State.RUNNING, State.CANCELLED) or _change(broadcast, State.PAUSED, State.CANCELLED)):
        return False
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.broadcast_id == broadcast.id, OPEN)
        .values(state=Delivery.FAILED, error=CANCELLED)
        .execution_options(synchronize_session=False)
    )
    return True


def _change(broadcast: Broadcast, before: State, after: State) -> bool:
    if broadcast.state != before:
        return False
    broadcast.state = after
    return True


def progress(session: Session, broadcast: Broadcast) -> Progress:
    """Count a broadcast's messages; one that is gone was said again elsewhere, at its reader's return."""
    row = OutboxMessage
    counted = select(row.state, func.count()).where(row.broadcast_id == broadcast.id).group_by(row.state)
    found = dict(session.execute(counted).all())
    lost = select(row.error, func.count()).where(row.broadcast_id == broadcast.id, row.state == Delivery.FAILED)
    why = dict(session.execute(lost.group_by(row.error)).all()) if Delivery.FAILED in found else {}
    waiting = found.get(Delivery.QUEUED, 0) + found.get(Delivery.ERRORED, 0)
    failed = found.get(Delivery.FAILED, 0)
    unreachable, cancelled = why.get(UNREACHABLE, 0), why.get(CANCELLED, 0)
    return Progress(
        total=broadcast.total,
        sent=broadcast.total - waiting - failed,
        failed=failed - unreachable - cancelled,
        unreachable=unreachable,
        cancelled=cancelled,
        waiting=waiting,
    )


def end(broadcast: Broadcast, now: datetime) -> None:
    """Note that nothing is left to send, and that whoever began it was told."""
    broadcast.ended_at = now
    if broadcast.state != State.CANCELLED:
        broadcast.state = State.DONE
