"""The sandbox's state: one bot, its people, their chats and messages."""

import secrets
import time
from typing import Any

from bot.clock import Clock
from bot.sandbox.chats import ChatLog, Post
from bot.sandbox.files import Files
from bot.sandbox.params import ApiError, Params, as_id, bad_request
from bot.sandbox.polling import UpdateQueue
from bot.sandbox.webhook import Webhook

Json = dict[str, Any]

FIRST_PERSON = 5_000_000_001
"""Telegram's newer ids no longer fit 32 bits; neither do ours, so that a column too narrow shows up early."""
CALLBACK_LIFE = 150.0
"""Seconds of real time."""


class Person:
    def __init__(self, number: int, first_name: str, last_name: str, username: str, language_code: str) -> None:
        self.id = number
        self.blocked = False
        self.started = False
        self.language_code = language_code
        named = {"first_name": first_name, "last_name": last_name, "username": username}
        self.names = {field: value for field, value in named.items() if value}
        self.user: Json = {"id": number, "is_bot": False, **self.names, "language_code": language_code}


class Chat(ChatLog):
    """A private chat."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        self.id = person.id
        self.type = "private"
        self.person = person
        self.instance = str(secrets.randbits(62))
        self.shape: Json = {"id": self.id, "type": self.type, **person.names}
        self.keyboard: Json | None = None
        self.toasts: list[tuple[int, Json]] = []
        self.answered: list[tuple[int, str]] = []


class World:
    def __init__(self, token: str, clock: Clock) -> None:
        self.clock = clock
        number = token.partition(":")[0]
        self.bot: Json = {
            "id": int(number) if number.isdecimal() else 7_000_000_001,
            "is_bot": True,
            "first_name": "Hoa Đẹp",
            "username": "hoadep_sandbox_bot",
        }
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.files = Files()
        self.updates = UpdateQueue()
        self.webhook = Webhook(self.updates)
        self.commands: dict[tuple[str, int | None, str], list[Json]] = {}
        self.about: dict[tuple[str, str], str] = {}
        self.callback_life = CALLBACK_LIFE
        self._callbacks: dict[str, tuple[Chat, float]] = {}

    def now(self) -> int:
        return int(self.clock.now().timestamp())

    def add_person(self, first_name: str, last_name: str = "", username: str = "", language_code: str = "vi") -> Person:
        person = Person(FIRST_PERSON + len(self.people), first_name, last_name, username, language_code)
        self.people[person.id] = person
        self.chats[person.id] = Chat(person)
        return person

    def chat_of(self, given: Params) -> Chat:
        """Return the chat that `chat_id` names and the bot may write to; raises ApiError 400 and 403."""
        raw = given.raw("chat_id")
        if raw is None or raw == "":
            bad_request("chat_id is empty")
        chat = self.chats.get(as_id(raw) or 0)
        if chat is None:
            bad_request("chat not found")
        if not chat.person.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        if chat.person.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        return chat

    def post(self, chat: Chat, side: str, content: Json) -> Post:
        """Put a message into the chat, by the "bot" or the "person"."""
        sender = self.bot if side == "bot" else chat.person.user
        number = chat.next_id()
        head = {"message_id": number, "from": sender, "chat": chat.shape, "date": self.now()}
        post = Post({**head, **content}, side)
        chat.add(post)
        return post

    def call_back(self, chat: Chat) -> str:
        """Return the id of a new callback query, to be answered within `callback_life`."""
        number = str(secrets.randbits(62))
        self._callbacks[number] = (chat, time.monotonic() + self.callback_life)
        return number

    def answer_callback(self, number: str) -> Chat | None:
        """Return the chat that waits for this answer, once; None where none waits (any longer)."""
        chat, dies_at = self._callbacks.pop(number, (None, 0.0))
        return chat if dies_at > time.monotonic() else None

    async def close(self) -> None:
        """Let go of everybody who waits."""
        await self.webhook.remove()
        self.updates.close()
        for chat in self.chats.values():
            chat.changed.ring()
