"""What every step of a conversation writes is written late: in one statement a table for a whole batch of people.

The unit of work of SQLAlchemy would write as much, at five times the CPU. Like its own flush, a late write comes before
any question asked of the database, and before the commit; a question that asks for nothing of what is written late says
so (`BESIDE`). Who rolls a SAVEPOINT back clears `session.info` and expires the session: late values stand in memory as
if they were committed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, event, func, insert, select, update
from sqlalchemy import inspect as object_state
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.attributes import set_committed_value

from storage.many import Many
from storage.models import Account, Base, Delivery, Nomination, OutboxMessage

LATE = "late"
# Options of questions that no late row, cursor, draft or menu could answer otherwise. The second kind asks for nothing
# that is changed in memory either, or looks at that as well.
BESIDE: Mapping[str, Any] = {"beside": True}
APART: Mapping[str, Any] = {"beside": True, "autoflush": False}
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
    broadcast_id: int | None = None
    id: int = 0
    attempts: int = 0
    # Not stored: the update that it answers, and what delivery needs to know of its reader's hours.
    update: str = ""
    role: str = ""
    notices: dict[str, Any] | None = None

    def row(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _COLUMNS} | {"state": Delivery.QUEUED}


_COLUMNS = tuple(name for name in NewMessage.__slots__ if name not in {"id", "update", "role", "notices"})


@dataclass(slots=True)
class Late:
    """What one transaction has still to write."""

    said: list[NewMessage] = field(default_factory=list)
    menus: dict[int, dict[str, Any]] = field(default_factory=dict)
    drafts: dict[int, dict[str, Any]] = field(default_factory=dict)
    added: dict[type[Base], list[dict[str, Any]]] = field(default_factory=dict)


_LAST = select(func.coalesce(func.max(OutboxMessage.id), 0))
_SAY = insert(OutboxMessage)
_SAY_AND_TELL = _SAY.returning(OutboxMessage.id, sort_by_parameter_order=True)
_SAY_AND_CLAIM = _SAY_AND_TELL.values(claimed_until=LEASE_ENDS)
_SAY_MANY = Many(_SAY)
_MENU = Many(
    update(Account)
    .where(Account.id == bindparam("row"))
    .values(menu=bindparam("new_menu"), menu_at=bindparam("new_menu_at"))
)
_DRAFT = Many(
    update(Nomination)
    .where(Nomination.id == bindparam("row"))
    .values(cursor=bindparam("new_cursor"), draft=bindparam("new_draft"), updated_at=bindparam("new_updated_at"))
)


def say(session: Session, message: NewMessage) -> None:
    """Put something into the outbox."""
    _of(session).said.append(message)


def add(session: Session, table: type[Base], row: dict[str, Any]) -> None:
    """Append a row to a table that is only ever appended to."""
    _of(session).added.setdefault(table, []).append(row)


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
        _DRAFT.execute(connection, list(late.drafts.values()))
    if late.menus:
        _MENU.execute(connection, list(late.menus.values()))
    for table, rows in late.added.items():
        connection.execute(insert(table), rows)
    if late.said:
        for one, number in zip(late.said, _say(connection, [one.row() for one in late.said]), strict=True):
            one.id = number


def _say(connection: Connection, rows: list[dict[str, Any]]) -> Sequence[int]:
    """Write messages; return their numbers."""
    if connection.dialect.name == "sqlite":
        # There is one writer: it can give the numbers that SQLite would give, one at a time, and tell one at a time.
        last = connection.execute(_LAST).scalar_one()
        numbers = range(last + 1, last + 1 + len(rows))
        _SAY_MANY.execute(connection, [{**row, "id": number} for row, number in zip(rows, numbers, strict=True)])
        return numbers
    if me := connection.get_execution_options().get("claims"):
        return connection.execute(_SAY_AND_CLAIM, [{**row, "claimed_by": me} for row in rows]).scalars().all()
    return connection.execute(_SAY_AND_TELL, rows).scalars().all()


def _of(session: Session) -> Late:
    late: Late = session.info.get(LATE) or session.info.setdefault(LATE, Late())
    return late


@event.listens_for(Session, "before_commit")
def _before_commit(session: Session) -> None:
    write(session)


@event.listens_for(Session, "do_orm_execute")
def _before_a_question(state: ORMExecuteState) -> None:
    if "beside" not in state.execution_options:
        write(state.session)
