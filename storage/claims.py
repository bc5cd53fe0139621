"""Who sends what, where several processes share one PostgreSQL: a row of the outbox is claimed for a while.

A claim ends with its time, by the database's clock, or with the process that made it: each holds an advisory lock for
as long as it lives, and the server lets go of it together with the connection. SQLite has one process and no claims.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, or_, select, text, update
from sqlalchemy.orm import Session, aliased

from storage.late import LEASE_ENDS
from storage.models import OutboxMessage
from storage.outbox import GOES_OUT, OF_A_MESSAGE, OPEN, urgency

LIVING = 4_815_163  # the class of the advisory locks that processes hold
ASKEW = timedelta(seconds=5)  # how far the clocks of two machines may be apart

_THE_LIVING = text(
    "SELECT CAST(objid AS bigint) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2"
    " AND classid = :living AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
).bindparams(living=LIVING)


def live(connection: Connection, me: int) -> None:
    """Let others see that a process lives, for as long as this connection does. Said twice, it counts once."""
    held = text("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND objsubid = 2 AND classid = :living")
    if not connection.scalar(held, {"living": LIVING}):
        connection.execute(select(func.pg_advisory_lock(LIVING, me)))


def take_due(
    session: Session, me: int, now: datetime, channels: Collection[str], limit: int, in_hand: Collection[int]
) -> Sequence[Row[Any]]:
    """Claim rows that may be sent now and that nobody has in hand, the most urgent first."""
    rows = _free(me, in_hand).where(OutboxMessage.due_at <= now, OutboxMessage.channel.in_(channels))
    taken = session.execute(
        rows.order_by(urgency(OutboxMessage.lane), OutboxMessage.id).limit(limit).with_for_update(skip_locked=True)
    ).all()
    renew(session, me, [row.id for row in taken])
    return taken


def _free(me: int, in_hand: Collection[int]) -> Select[Any]:
    dropped = and_(OutboxMessage.claimed_by == me, OutboxMessage.id.not_in(in_hand))
    orphaned = OutboxMessage.claimed_by.not_in(_THE_LIVING.columns(OutboxMessage.claimed_by).scalar_subquery())
    nobodys = or_(OutboxMessage.claimed_by.is_(None), OutboxMessage.claimed_until <= func.clock_timestamp())
    return select(*OF_A_MESSAGE).where(GOES_OUT, or_(nobodys, dropped, orphaned))


def renew(session: Session, me: int, ids: Collection[int]) -> None:
    """Claim rows anew from this moment on."""
    if ids:
        mine = update(OutboxMessage).where(OutboxMessage.id.in_(ids)).values(claimed_by=me, claimed_until=LEASE_ENDS)
        session.execute(mine, execution_options={"synchronize_session": False})


def let_go(session: Session, ids: Collection[int]) -> None:
    """Leave rows to whoever looks next."""
    session.execute(update(OutboxMessage).where(OutboxMessage.id.in_(ids), OPEN).values(claimed_by=None))


def ahead_of(session: Session, ids: Collection[int], now: datetime) -> dict[int, set[int]]:
    """Return by row what its chat must hear before it: older, no less urgent, due, open and not held back."""
    if not ids:
        return {}
    mine = aliased(OutboxMessage)
    before: ColumnElement[bool] = and_(
        OutboxMessage.channel == mine.channel,
        OutboxMessage.chat_id == mine.chat_id,
        OutboxMessage.id < mine.id,
        OutboxMessage.due_at <= now + ASKEW,
        urgency(OutboxMessage.lane) <= urgency(mine.lane),
        GOES_OUT,
    )
    found: dict[int, set[int]] = {}
    for row, older in session.execute(
        select(mine.id, OutboxMessage.id).join(OutboxMessage, before).where(mine.id.in_(ids))
    ):
        found.setdefault(row, set()).add(older)
    return found


def still_open(session: Session, ids: Collection[int]) -> set[int]:
    """Return those of the rows that are neither sent nor given up nor held back."""
    return set(session.scalars(select(OutboxMessage.id).where(OutboxMessage.id.in_(ids), GOES_OUT)))
