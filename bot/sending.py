"""One message to its channel, with what it needs from the database: which message it edits, where its file is now."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

import structlog

from bot.channels import base
from bot.core import Core
from bot.parcels import Parcel, media_of
from handlers.messages import Media, Outgoing
from storage import outbox
from storage.db import Database
from storage.models import OutboxMessage

log = structlog.get_logger(__name__)

REMEMBERED = 20_000  # message ids kept at hand for edits


class NothingToEdit(Exception):
    """The message that was to be changed never arrived."""


class Sender:
    """Hands messages to their channels, and keeps in the database what a channel says of a chat."""

    def __init__(self, core: Core, database: Database, channels: Mapping[str, base.Channel]) -> None:
        self._core, self._database, self._channels = core, database, channels
        self._message_ids: OrderedDict[int, str] = OrderedDict()

    async def send(self, one: Parcel) -> str:
        """Send a message; return its id on the channel. Raises SendError, or NothingToEdit."""
        message = await self._ready(one)
        try:
            message_id = await self._channels[one.channel].send(message)
        except base.SendError:
            raise
        except Exception:
            log.exception("a message could not be handed to its channel", row=one.id)
            raise base.Unavailable("a bug; see the log") from None
        self._message_ids[one.id] = message_id
        if len(self._message_ids) > REMEMBERED:
            self._message_ids.popitem(last=False)
        return message_id

    async def move(self, channel: str, old: str, new: str) -> None:
        """Let a chat have the number that its channel gave it."""
        await self._core.run(self._move, channel, old, new)

    async def mark_unreachable(self, one: Parcel, now: datetime) -> None:
        await self._core.run(self._mark_unreachable, one, now)

    async def _ready(self, one: Parcel) -> Outgoing:
        message = one.message
        if one.edits is not None and not message.edits:
            target = self._message_ids.get(one.edits) or await self._core.run(self._message_id, one.edits)
            if not target:
                raise NothingToEdit("nothing to edit")
            message = replace(message, edits=target)
        if message.media and not message.media.sha256 and message.media.channel != one.channel:
            message = replace(message, media=await self._core.run(self._media, one.id))
        return message

    # In the core thread:
    def _message_id(self, row_id: int) -> str | None:
        with self._database.read() as session:
            return outbox.message_id_of(session, row_id)

    def _media(self, row_id: int) -> Media | None:
        """Read a file anew: its copy may have come since the row was taken."""
        with self._database.read() as session:
            return media_of(session, session.get_one(OutboxMessage, row_id))

    def _move(self, channel: str, old: str, new: str) -> None:
        with self._database.begin() as session:
            outbox.move_chat(session, channel, old, new)

    def _mark_unreachable(self, one: Parcel, now: datetime) -> None:
        with self._database.begin() as session:
            outbox.mark_unreachable(session, one.channel, one.message.chat_id, now)
