"""Telegram: updates to Input, Outgoing to calls of the Bot API."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

os.environ.setdefault("PTB_TIMEDELTA", "1")  # python-telegram-bot's own switch: durations as timedelta

from telegram import Bot, InputFile
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.error import Conflict as PollConflict
from telegram.request import RequestData

from bot.channels import base, telegram_updates
from bot.channels.http import AiohttpRequest, Form
from bot.channels.telegram_words import commands_for, is_formatting_problem, keyboard_of, plain, same_message
from handlers import markup
from handlers.messages import Input, Media, Outgoing, Toast
from handlers.wording import LANGUAGES, Texts
from storage.models import Attachment, Person, Role

NAME = "telegram"
TEXT, CAPTION = 4096, 1024  # characters after parsing; Bot API, sendMessage and sendPhoto
HOLD = 25  # seconds that a long poll is held
ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]
SEND = {"photo": "sendPhoto", "video": "sendVideo", "voice": "sendVoice", "document": "sendDocument"}
# How a file of another channel goes: as what, and under which name. Zalo's voice is AAC, which sendVoice does not take.
UPLOAD = {
    "photo": ("photo", "photo.jpg"),
    "video": ("video", "video.mp4"),
    "voice": ("document", "voice.aac"),
    "document": ("document", "file"),
}


class RawBot(Bot):
    """A Bot whose answers stay plain JSON: most calls need no more than a message id."""

    async def call(self, method: str, data: dict[str, Any], *, read_timeout: float | None = None) -> Any:
        """Call a method of the Bot API; raises this package's SendError."""
        request = self._request[0 if method == "getUpdates" else 1]
        try:
            if any(isinstance(value, InputFile) for value in data.values()):
                return await self._post(method, data, read_timeout=read_timeout)
            form = cast("RequestData", Form(data))  # the library only hands it on to our own request
            return await request.post(f"{self.base_url}/{method}", form, read_timeout=read_timeout)
        except TelegramError as error:
            raise _as_send_error(error) from None


class Telegram:
    """One bot on Telegram, by long polling or by webhook."""

    name = NAME

    def __init__(self, token: str, api_url: str, texts: Texts, data_dir: Path) -> None:
        self._requests = AiohttpRequest(), AiohttpRequest(connections=2)
        self._bot = RawBot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=self._requests[0],
            get_updates_request=self._requests[1],
        )
        self._files = f"{api_url}/file/bot{token}/"
        self._texts, self._data_dir = texts, data_dir
        self._received, self._offset = 0, 0
        self._uploaded: dict[str, str] = {}  # pictures that Telegram has already

    async def start(self) -> None:
        for request in self._requests:
            await request.initialize()

    async def stop(self) -> None:
        for request in self._requests:
            await request.shutdown()

    async def get_me(self) -> Mapping[str, Any]:
        me: Mapping[str, Any] = await self._bot.call("getMe", {}, read_timeout=10)
        return me

    async def receive(self) -> list[Input]:
        data = {"timeout": HOLD, "limit": 100, "offset": self._offset, "allowed_updates": ALLOWED}
        try:
            updates = await self._bot.call("getUpdates", data, read_timeout=HOLD + 10)
        except base.Conflict as conflict:
            if "webhook" in str(conflict):
                await self._bot.call("deleteWebhook", {})
            raise
        self._received = max((update["update_id"] + 1 for update in updates), default=self._offset)
        return [given for one in updates if (given := telegram_updates.read(one, self._bot)) is not None]

    def acknowledge(self) -> None:
        self._offset = self._received

    def read(self, body: Any) -> list[Input]:
        if not isinstance(body, dict) or type(body.get("update_id")) is not int or base.too_deep(body):
            return []
        given = telegram_updates.read(body, self._bot)
        return [] if given is None else [given]

    async def set_webhook(self, url: str, secret: str) -> None:
        await self._bot.call("setWebhook", {"url": url, "secret_token": secret, "allowed_updates": ALLOWED})

    async def send(self, message: Outgoing) -> str:
        try:
            return await self._deliver(message)
        except base.Refused as refusal:
            if same_message(refusal):
                return message.edits
            if is_formatting_problem(refusal):
                return await self._deliver(plain(message))
            raise

    async def _deliver(self, message: Outgoing) -> str:
        if message.edits:
            return await self._edit(message)
        if message.picture and (self._data_dir / message.picture).is_file():  # lost, its words remain
            return await self._send_picture(message)
        if message.media and (kind_and_file := self._attached(message.media)):
            kind, file = kind_and_file
            data = {"chat_id": message.chat_id, kind: file, **_caption(message)}
            return _id(await self._bot.call(SEND[kind], data))
        *before, last = markup.split(message.text, TEXT)
        for number, piece in enumerate(before[message.arrived :], message.arrived):
            with base.counting(number):
                await self._bot.call("sendMessage", {"chat_id": message.chat_id, **_words(piece)})
        data = {"chat_id": message.chat_id, **_words(last), **keyboard_of(message)}
        with base.counting(len(before)):
            return _id(await self._bot.call("sendMessage", data))

    def _attached(self, media: Media) -> tuple[str, str | InputFile] | None:
        """Return as what a file goes, and the file, which another channel's name for it does not find.

        None if it is lost; raises Unavailable while it has no copy.
        """
        if media.channel in {"", NAME}:
            return media.kind, media.file_id
        copy = base.copy_of(media, self._data_dir)
        kind, name = UPLOAD[media.kind]
        return (kind, InputFile((self._data_dir / copy).read_bytes(), name)) if copy else None

    async def _edit(self, message: Outgoing) -> str:
        data = {
            "chat_id": message.chat_id,
            "message_id": int(message.edits),
            **_words(markup.split(message.text, TEXT)[0]),
        }
        await self._bot.call("editMessageText", {**data, **keyboard_of(message)})
        return message.edits

    async def _send_picture(self, message: Outgoing) -> str:
        """Send a file of our own making: a picture, or a sheet, which keeps its name."""
        path = self._data_dir / message.picture
        kind, name = ("photo", "hoadep.png") if path.suffix == ".png" else ("document", path.name)
        file = self._uploaded.get(message.picture) or InputFile(path.read_bytes(), name)
        sent = await self._bot.call(SEND[kind], {"chat_id": message.chat_id, kind: file, **_caption(message)})
        self._uploaded[message.picture] = (sent[kind][-1] if kind == "photo" else sent[kind])["file_id"]
        return _id(sent)

    async def answer(self, toast: Toast) -> None:
        data = {"callback_query_id": toast.callback_id, "text": toast.text or None, "show_alert": toast.alert or None}
        await self._bot.call("answerCallbackQuery", data)

    async def types(self, chat_id: str) -> None:
        await self._bot.call("sendChatAction", {"chat_id": chat_id, "action": "typing"})

    async def fetch(self, attachment: Attachment, most: int) -> bytes:
        """Return a file's bytes. The server's word on where it lies is not trusted."""
        found = await self._bot.call("getFile", {"file_id": attachment.file_id})
        path = str(found.get("file_path", ""))
        if not path or path.startswith("/") or "://" in path or ".." in path.split("/"):
            raise base.Refused("the file has no usable path")
        return await self._requests[0].download(self._files + quote(path), most)

    async def publish_commands(self) -> None:
        for language in (*LANGUAGES, ""):
            commands = commands_for(self._texts, Role.CITIZEN, language or "vi")
            await self._bot.call("setMyCommands", {"commands": commands, "language_code": language or None})

    async def publish_own_commands(self, people: Sequence[Person]) -> None:
        for person in people:
            commands = commands_for(self._texts, Role(person.role), person.language)
            scope = {"type": "chat", "chat_id": int(person.chat_id)}
            await self._bot.call("setMyCommands", {"commands": commands, "scope": scope})


def _words(text: str) -> dict[str, Any]:
    return {"text": text, "parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


def _caption(message: Outgoing) -> dict[str, Any]:
    return {"caption": markup.split(message.text, CAPTION)[0], "parse_mode": "HTML", **keyboard_of(message)}


def _id(sent: Mapping[str, Any]) -> str:
    return str(sent["message_id"])


def _as_send_error(error: TelegramError) -> base.SendError:
    """Say what an answer of the Bot API means for a message. The texts of NetworkError may hold the address."""
    match error:
        case RetryAfter():
            seconds = error.retry_after
            return base.Throttled(seconds if isinstance(seconds, (int, float)) else seconds.total_seconds())
        case ChatMigrated():
            return base.Moved(str(error.new_chat_id))
        case Forbidden():
            return base.Unreachable(error.message)
        case InvalidToken() | EndPointNotFound():
            return base.NotAuthorised("the token or the address is not accepted")
        case PollConflict():
            return base.Conflict(error.message)
        case BadRequest():  # a subclass of NetworkError: it must come first
            return base.Refused(error.message)
        case NetworkError():
            return base.Unavailable(f"no usable answer ({type(error).__name__})")
        case _:
            return base.Unavailable("the answer could not be read")
