"""The Zalo side of the sandbox: one bot, its people, their chats and messages."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.sandbox.chats import ChatLog, Post
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files, StoredFile
from bot.sandbox.params import ApiError, Params, bad_request
from bot.sandbox.zalo.reach import Reach
from bot.sandbox.zalo.updates import ZaloUpdates
from bot.sandbox.zalo.webhook import ZaloWebhook

Json = dict[str, Any]

MEDIA_LIFE = timedelta(hours=1)
"""For how long, by the sandbox's clock, the address of a picture or voice works. The platform does not say how long."""


class ZaloPerson:
    """Somebody on Zalo, who shows the bot an id of 20 hex characters and one name."""

    def __init__(self, name: str, language_code: str) -> None:
        self.id = secrets.token_hex(10)
        self.name = name
        self.language_code = language_code
        self.reach = Reach()


class ZaloPost(Post):
    """A message as the chat page sees it, shaped like Telegram's; the platform knows it by `platform_id`."""

    def __init__(self, message: Json, side: str, milliseconds: int) -> None:
        self.platform_id = secrets.token_hex(10)
        self.milliseconds = milliseconds
        super().__init__({**message, "platform_id": self.platform_id, "date": milliseconds // 1000}, side)


class ZaloChat(ChatLog):
    def __init__(self, person: ZaloPerson) -> None:
        super().__init__()
        self.id = person.id
        self.person = person


class ZaloWorld:
    """Without a token there is no bot on Zalo (`has_bot`), and nobody to write to it.

    `address` is where the sandbox itself is reached: it serves what people send from there.
    """

    def __init__(self, token: str, clock: Clock, files: Files, faults: Faults) -> None:
        self.has_bot = token != ""
        self.clock = clock
        self.files = files
        self.address = ""
        number = token.partition(":")[0]
        self.id = number if number.isdecimal() else "1459232241454765289"
        self.account_name, self.name = "bot.hoadep", "Hoa Đẹp"
        self.chats: dict[str, ZaloChat] = {}
        self.updates = ZaloUpdates(faults)
        self.webhook = ZaloWebhook(self.updates)
        self._media: dict[str, tuple[StoredFile, datetime]] = {}

    def milliseconds(self) -> int:
        return int(self.clock.now().timestamp() * 1000)

    def add_person(self, name: str, language_code: str = "vi") -> ZaloPerson:
        person = ZaloPerson(name, language_code)
        self.chats[person.id] = ZaloChat(person)
        return person

    def chat_of(self, given: Params) -> ZaloChat:
        """Return the chat that `chat_id` names and the bot may write to now; raises ApiError 400, 403 and 429."""
        chat = self.chats.get(given.text("chat_id"))
        if chat is None:
            bad_request("chat_id is empty" if not given.text("chat_id") else "chat not found")
        chat.person.reach.must_be_open(self.clock.now())
        return chat

    def post(self, chat: ZaloChat, side: str, content: Json) -> ZaloPost:
        """Put a message into the chat, by the "bot" or the "person"."""
        person = {"id": chat.id, "first_name": chat.person.name, "is_bot": False}
        bot = {"id": self.id, "first_name": self.name, "is_bot": True}
        head = {"message_id": chat.next_id(), "from": bot if side == "bot" else person}
        where = {"chat": {"id": chat.id, "type": "private"}}
        post = ZaloPost({**head, **where, **content}, side, self.milliseconds())
        chat.add(post)
        return post

    def publish(self, stored: StoredFile, ending: str) -> str:
        """Return an address that serves the file for MEDIA_LIFE."""
        name = f"{secrets.token_hex(16)}.{ending}"
        self._media[name] = (stored, self.clock.now() + MEDIA_LIFE)
        return f"{self.address}/zalo/media/{name}"

    def published(self, name: str) -> StoredFile:
        """Return what was published under this name; raises ApiError 404 and, when its time is over, 403."""
        if name not in self._media:
            raise ApiError(404, "Not Found")
        stored, ends = self._media[name]
        if ends <= self.clock.now():
            raise ApiError(403, "URL signature expired")
        return stored

    async def close(self) -> None:
        """Let go of everybody who waits."""
        await self.webhook.remove()
        self.updates.close()
        for chat in self.chats.values():
            chat.changed.ring()
