"""A row of the outbox, ready for the road: everything delivery needs, without a session."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from handlers import menus, wishes
from handlers.calendar import Reader
from handlers.messages import Keyboard, Media, Outgoing
from storage.late import NewMessage
from storage.models import Attachment, Lane, OutboxMessage
from storage.outbox import RANK


@dataclass(slots=True)
class Parcel:
    """One message on its way to one chat."""

    id: int
    channel: str
    lane: Lane
    attempts: int
    due_at: datetime
    reader: Reader
    message: Outgoing
    edits: int | None = None  # the row whose message it replaces; the channel's id may not be known yet
    broadcast: int | None = None  # to which it belongs
    update: str = ""  # which it answers, for the log; not known after a restart
    after: set[int] = field(default_factory=set)  # rows that another process may still have to send before it
    wait: float = 0.0  # seconds until the next look at them

    def __lt__(self, other: "Parcel") -> bool:
        return (RANK[self.lane], self.id) < (RANK[other.lane], other.id)


def parcel(
    session: Session,
    row: NewMessage | Row[Any],
    update: str = "",
    after: AbstractSet[int] | None = None,
) -> Parcel:
    """Take a row along, which update it answers, and which rows come first."""
    earlier = session.get(OutboxMessage, row.edits) if row.edits else None
    return Parcel(
        id=row.id,
        channel=row.channel,
        lane=Lane(row.lane),
        attempts=row.attempts,
        due_at=row.due_at,
        reader=wishes.reader(row.role, row.notices),
        edits=row.edits,
        broadcast=row.broadcast_id,
        update=update,
        after=set(after or ()),
        message=Outgoing(
            chat_id=row.chat_id,
            text=row.text,
            buttons=menus.from_json(row.buttons),
            keyboard=_keyboard(row),
            picture=row.picture or "",
            media=media_of(session, row),
            edits=(earlier.message_id or "") if earlier else "",
        ),
    )


def _keyboard(row: NewMessage | Row[Any]) -> Keyboard | None:
    if row.keyboard is None:
        return None
    return Keyboard(row.keyboard["share_phone"], tuple(row.keyboard["labels"]), remove=row.keyboard["remove"])


def media_of(session: Session, row: OutboxMessage | NewMessage | Row[Any]) -> Media | None:
    """Return a row's file as it is known now."""
    file = session.get(Attachment, row.attachment_id) if row.attachment_id else None
    if file is None:
        return None
    return Media(
        kind=file.kind,
        file_id=file.file_id,
        file_unique_id=file.file_unique_id,
        channel=file.channel,
        sha256=file.sha256 or "",
        lost=file.sha256 is None and file.retry_at is None,
    )
