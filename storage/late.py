"""What every step of a conversation writes is written late: in one statement a table for a whole batch of people.

The unit of work of SQLAlchemy would write as much, at five times the CPU. Like its own flush, a late write comes before
any question asked of the database, and before the commit. Who rolls a SAVEPOINT back clears `session.info` and expires
the session: late values stand in memory as if they were committed.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, event, func, insert, update
from sqlalchemy import inspect as object_state
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.attributes import set_committed_value

from storage.models import Account, Delivery, Nomination, OutboxMessage

LATE = "late"
LEASE = timedelta(seconds=60)
LEASE_ENDS = func.clock_timestamp() + LEASE  # of what is claimed: see storage.claims


@dataclass(slots=True, eq=False)
class NewMessage:
    """A row of the outbox that is not written yet; its id comes with the writing."""

    person_id: int
    channel: str
    chat_id: str
    lane: str
    key: str
    text: str
    due_at: datetime
    created_at: datetime
    once: str | None = None
    buttons: list[Any] | None = None
    keyboard: dict[str, Any] | None = None
    picture: str | None = None
    edits: int | None = None
    nomination_id: int | None = None
    attachment_id: int | None = None
    id: int = 0
    attempts: int = 0
    update: str = ""  # the one that it answers; not stored

    def row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _COLUMNS} | {"state": Delivery.QUEUED}


_COLUMNS = tuple(name for name in NewMessage.__slots__ if name not in {"id", "update"})


@dataclass(slots=True)
class Late:
    """What one transaction has still to write."""

    said: list[NewMessage] = field(default_factory=list)
    menus: dict[int, dict[str, Any]] = field(default_factory=dict)
    drafts: dict[int, dict[str, Any]] = field(default_factory=dict)


_SAY = insert(OutboxMessage).returning(OutboxMessage.id, sort_by_parameter_order=True)
_SAY_AND_CLAIM = (
    insert(OutboxMessage).values(claimed_until=LEASE_ENDS).returning(OutboxMessage.id, sort_by_parameter_order=True)
)
_MENU = (
    update(Account)
    .where(Account.id == bindparam("row"))
    .values(menu=bindparam("new_menu"), menu_at=bindparam("new_menu_at"))
)
_DRAFT = (
    update(Nomination)
    .where(Nomination.id == bindparam("row"))
    .values(cursor=bindparam("new_cursor"), draft=bindparam("new_draft"), updated_at=bindparam("new_updated_at"))
)


def say(session: Session, message: NewMessage) -> None:
    """Put something into the outbox."""
    _of(session).said.append(message)


def remember_menu(session: Session, account: Account, menu: list[Any], now: datetime) -> None:
    """Remember the choices that an account was shown."""
    set_committed_value(account, "menu", menu)
    set_committed_value(account, "menu_at", now)
    _of(session).menus[account.id] = {"row": account.id, "new_menu": menu, "new_menu_at": now}


def keep_draft(session: Session, nomination: Nomination, cursor: str, draft: dict[str, Any], now: datetime) -> None:
    """Keep where a conversation stands; a nomination that is new is written as a whole."""
    if not object_state(nomination).persistent:
        nomination.cursor, nomination.draft, nomination.updated_at = cursor, draft, now
        return
    for name, value in (("cursor", cursor), ("draft", draft), ("updated_at", now)):
        set_committed_value(nomination, name, value)
    row = {"row": nomination.id, "new_cursor": cursor, "new_draft": draft, "new_updated_at": now}
    _of(session).drafts[nomination.id] = row


def write(session: Session) -> None:
    """Write what was put off; whatever it refers to is flushed before."""
    late: Late | None = session.info.pop(LATE, None)
    if late is None:
        return
    session.flush()
    connection = session.connection()
    if late.drafts:
        connection.execute(_DRAFT, list(late.drafts.values()))
    if late.menus:
        connection.execute(_MENU, list(late.menus.values()))
    if late.said:
        rows = [one.row() for one in late.said]
        if me := connection.get_execution_options().get("claims"):
            ids = connection.execute(_SAY_AND_CLAIM, [{**row, "claimed_by": me} for row in rows]).scalars()
        else:
            ids = connection.execute(_SAY, rows).scalars()
        for one, number in zip(late.said, ids, strict=True):
            one.id = number


def _of(session: Session) -> Late:
    late: Late = session.info.setdefault(LATE, Late())
    return late


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    write(session)


@event.listens_for(Session, "do_orm_execute")
def _before_a_question(state: ORMExecuteState) -> None:
    write(state.session)
