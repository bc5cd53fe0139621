"""The outbox: what the bot says, until it has been said."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, case, func, or_, select, text, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.db import UtcDateTime
from storage.late import NewMessage
from storage.many import Many
from storage.models import Account, Attachment, Broadcast, Delivery, Lane, Nomination, OutboxMessage, Person

OPEN = text("outbox.state IN ('queued', 'errored')")
_PAUSED = select(Broadcast.id).where(Broadcast.state == "paused").scalar_subquery()
GOES_OUT = and_(OPEN, or_(OutboxMessage.broadcast_id.is_(None), OutboxMessage.broadcast_id.not_in(_PAUSED)))
AHEAD = timedelta(minutes=10)  # no sending takes so long: the clock was set back since
ON_ITS_WAY = timedelta(seconds=5)  # before it is due: clocks differ, and a batch takes its time
UNREACHABLE, STALE = "unreachable", "stale"
DRAFT_GONE = "reminder.draft_gone"  # said when a draft was deleted
DRAFT_TALK = ("ask.", "form.", "same.", "nomination.resume", "reminder.draft")  # beginnings of keys
CARDS = ("review.card", "review.new_card")  # other messages may be about a nomination too
RANK = {Lane.REPLY: 0, Lane.NOTICE: 1, Lane.REMINDER: 2, Lane.DIGEST: 3}


def urgency(lane: ColumnElement[str] | InstrumentedAttribute[str]) -> ColumnElement[int]:
    return case(RANK, value=lane)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a row at one attempt to send it."""

    id: int
    state: Delivery
    at: datetime
    message_id: str | None = None
    error: str | None = None
    retry_at: datetime | None = None
    counted: bool = True  # an attempt that the channel surely refused for now is not held against the row
    menu: bool = False  # its choices are now the last that were shown, and are answered by typing


def has(session: Session, once: str) -> bool:
    """Say whether a message with this key was ever said."""
    return session.scalar(select(OutboxMessage.id).where(OutboxMessage.once == once)) is not None


def by_key(session: Session, once: str) -> OutboxMessage | None:
    return session.scalar(select(OutboxMessage).where(OutboxMessage.once == once))


def take_back(session: Session, keys: Collection[str], now: datetime) -> bool:
    """Take messages back so that they are never sent; say False if one is out, or may be on its way."""
    held = select(OutboxMessage).where(OutboxMessage.once.in_(keys)).order_by(OutboxMessage.id).with_for_update()
    rows = session.scalars(held.execution_options(populate_existing=True)).all()
    if not rows or not all(_is_unsent(row, now) for row in rows):
        return False
    for row in rows:
        session.delete(row)
    session.flush()
    return True


def _is_unsent(row: OutboxMessage, now: datetime) -> bool:
    if row.state == Delivery.QUEUED:
        return row.due_at > now + ON_ITS_WAY
    return row.state == Delivery.FAILED and row.error == UNREACHABLE


def bring_forward(session: Session, keys: Collection[str], now: datetime, due_at: datetime) -> bool:
    """Let messages that still wait be due sooner; say False if none waits."""
    waits = OutboxMessage.once.in_(keys), OutboxMessage.state == Delivery.QUEUED, OutboxMessage.due_at > now
    sooner = update(OutboxMessage).where(*waits).values(due_at=due_at).returning(OutboxMessage.id)
    return bool(session.scalars(sooner).all())


# What delivery needs of a row. Whole objects, which the session would keep an eye on, take four times as long to load.
OF_A_MESSAGE = [
    getattr(OutboxMessage, name)
    for name in (
        "id", "channel", "chat_id", "lane", "text", "buttons", "keyboard", "picture", "edits", "attachment_id",
        "attempts", "due_at", "broadcast_id",
    )
]  # fmt: skip
# And of its reader, whose hours may be others than when it was said.
OF_A_MESSAGE += [
    select(column).where(Person.id == OutboxMessage.person_id).scalar_subquery().label(column.key)
    for column in (Person.role, Person.notices)
]


def due(session: Session, now: datetime, limit: int) -> Sequence[Row[Any]]:
    """Return rows that may be sent now, the most urgent first: an answer never waits behind a long digest."""
    rows = select(*OF_A_MESSAGE).where(GOES_OUT, OutboxMessage.due_at <= now)
    return session.execute(rows.order_by(urgency(OutboxMessage.lane), OutboxMessage.id).limit(limit)).all()


def settle(session: Session, results: Sequence[Settled]) -> None:
    """Write down what became of rows; those that are gone meanwhile are passed over."""
    if not results:
        return
    changes = [
        {
            "row": one.id,
            "new_state": one.state,
            "new_message_id": one.message_id,
            "new_error": one.error,
            "new_sent_at": one.at if one.state == Delivery.SENT else None,
            "new_due_at": one.retry_at,
            "tries": int(one.counted),
        }
        for one in results
    ]
    # Not by the session: it insists that every row is still there.
    _SETTLE.execute(session.connection(), changes)
    shown = {one.id: one.at for one in results if one.menu}
    if shown:
        _remember_menus(session, shown)


_SETTLE = Many(
    update(OutboxMessage)
    .where(OutboxMessage.id == bindparam("row"))
    .values(
        state=bindparam("new_state"),
        message_id=bindparam("new_message_id"),
        error=bindparam("new_error"),
        sent_at=bindparam("new_sent_at"),
        due_at=func.coalesce(bindparam("new_due_at", type_=UtcDateTime()), OutboxMessage.due_at),
        attempts=OutboxMessage.attempts + bindparam("tries"),
    )
)


def _remember_menus(session: Session, shown: Mapping[int, datetime]) -> None:
    """Let numbers that people type mean the choices that reached them last, or are about to.

    An answer that comes a second time after a kill may have been answered already: the next one has its choices.
    """
    for row in session.scalars(select(OutboxMessage).where(OutboxMessage.id.in_(shown)).order_by(OutboxMessage.id)):
        if row.lane == Lane.REPLY and _was_answered(session, row):
            continue
        menu = [[label, data, *(more or (None, True))] for line in row.buttons or () for label, data, _, *more in line]
        seen = shown[row.id]
        older = or_(Account.menu_at.is_(None), Account.menu_at <= seen, Account.menu_at > seen + AHEAD)
        session.execute(
            update(Account)
            .where(Account.channel == row.channel, Account.chat_id == row.chat_id, older)
            .values(menu=menu, menu_at=seen)
        )


def _was_answered(session: Session, row: OutboxMessage) -> bool:
    newer = OutboxMessage.id > row.id, OutboxMessage.lane == Lane.REPLY, OutboxMessage.buttons.is_not(None)
    here = OutboxMessage.channel == row.channel, OutboxMessage.chat_id == row.chat_id
    return session.scalar(select(OutboxMessage.id).where(OPEN, *here, *newer).limit(1)) is not None


def reword(session: Session, message: NewMessage) -> None:
    """Change the words of a message that was said in this very transaction."""
    if message.id:
        session.execute(update(OutboxMessage).where(OutboxMessage.id == message.id).values(text=message.text))


def cards_of(session: Session, nomination: Nomination, person: Person | None = None) -> Sequence[OutboxMessage]:
    """Return the cards that show a nomination, the newest first."""
    cards = select(OutboxMessage).where(
        OutboxMessage.nomination_id == nomination.id,
        OutboxMessage.edits.is_(None),
        OutboxMessage.attachment_id.is_(None),
        OutboxMessage.key.in_(CARDS),
    )
    if person is not None:
        cards = cards.where(OutboxMessage.person_id == person.id)
    return session.scalars(cards.order_by(OutboxMessage.id.desc())).all()


def shown_as(session: Session, nomination: Nomination, person: Person, message_id: str) -> OutboxMessage | None:
    """Return the message about a nomination that a person has under this number in their chat."""
    about = OutboxMessage.nomination_id == nomination.id, OutboxMessage.person_id == person.id
    found = select(OutboxMessage).where(*about, OutboxMessage.message_id == message_id, OutboxMessage.edits.is_(None))
    return session.scalar(found.order_by(OutboxMessage.id.desc()).limit(1)) if message_id else None


def file_of(session: Session, row: OutboxMessage) -> Attachment | None:
    return session.get(Attachment, row.attachment_id) if row.attachment_id else None


def message_id_of(session: Session, row_id: int) -> str | None:
    return session.scalar(select(OutboxMessage.message_id).where(OutboxMessage.id == row_id))


def move_chat(session: Session, channel: str, old: str, new: str) -> None:
    """Follow a chat that became another one."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.channel == channel, OutboxMessage.chat_id == old, OPEN)
        .values(chat_id=new)
    )
    for table in (Person, Account):
        session.execute(update(table).where(table.channel == channel, table.chat_id == old).values(chat_id=new))


def give_up_on(session: Session, channel: str, chat_id: str, error: str) -> None:
    """Fail everything that still waits for a chat that cannot be reached."""
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.channel == channel, OutboxMessage.chat_id == chat_id, OPEN)
        .values(state=Delivery.FAILED, error=error)
    )


def counts(session: Session) -> dict[str, int]:
    """Return how many rows are queued, sent, errored and failed."""
    found = dict(session.execute(select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)).all())
    return {state.value: found.get(state.value, 0) for state in Delivery}


def held_for(session: Session, person: Person) -> Sequence[OutboxMessage]:
    """Return what could not reach a person, the newest first."""
    held = select(OutboxMessage).where(
        OutboxMessage.person_id == person.id,
        OutboxMessage.state == Delivery.FAILED,
        OutboxMessage.error == UNREACHABLE,
    )
    return session.scalars(held.order_by(OutboxMessage.id.desc())).all()


def mark_unreachable(session: Session, channel: str, chat_id: str, now: datetime) -> None:
    """Note that a chat cannot be written to, and stop trying.

    Somebody who is elsewhere by now, and for whom something still waited here, is to hear it there.
    """
    here = and_(Person.channel == channel, Person.chat_id == chat_id)
    missed = select(OutboxMessage.person_id).where(
        OutboxMessage.channel == channel, OutboxMessage.chat_id == chat_id, OPEN
    )
    session.execute(update(Person).where(or_(here, Person.id.in_(missed))).values(unreachable_at=now))
    give_up_on(session, channel, chat_id, UNREACHABLE)


def blank_old(session: Session, before: datetime) -> None:
    """Blank what was said long ago: the words of people are not kept where nobody looks for them."""
    failed = and_(OutboxMessage.state == Delivery.FAILED, OutboxMessage.created_at < before)
    session.execute(
        update(OutboxMessage)
        .where(or_(OutboxMessage.sent_at < before, failed), OutboxMessage.text != "")
        .values(text="", buttons=None)
    )


def blank_deleted_drafts(session: Session, since: datetime) -> None:
    """Blank what was said to people about drafts that were deleted since a moment: their own words were in it.

    Reads the whole table: for the night.
    """
    gone = select(OutboxMessage.person_id).where(OutboxMessage.key == DRAFT_GONE, OutboxMessage.created_at >= since)
    of_drafts = or_(*(OutboxMessage.key.startswith(one, autoescape=True) for one in DRAFT_TALK))
    over = OutboxMessage.state.in_([Delivery.SENT, Delivery.FAILED]), OutboxMessage.nomination_id.is_(None)
    theirs = OutboxMessage.person_id.in_(gone), OutboxMessage.text != "", OutboxMessage.key != DRAFT_GONE
    said = update(OutboxMessage).where(*theirs, *over, of_drafts).values(text="", buttons=None)
    session.execute(said, execution_options={"synchronize_session": False})
