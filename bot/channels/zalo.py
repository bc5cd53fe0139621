"""Zalo: events to Input, Outgoing to calls of the Zalo Bot Platform. No buttons, no edits, files by address alone."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bot.channels import base, zalo_updates, zalo_words
from bot.channels.http import ANSWER, Connections, may_fetch
from bot.channels.zalo_words import Words
from handlers.clean import clean_line
from handlers.messages import Input, Outgoing, Toast
from storage.models import Attachment, Person

NAME = zalo_updates.NAME
HOLD = 25  # seconds that a long poll is held
LONGEST_PAUSE = 86400  # seconds that an answer may ask us to wait
UNREADABLE = "the answer could not be read"

_REVEALING = re.compile(r"\S{16,}")  # a token, an address or a person's id is longer than any plain word


class Answer(NamedTuple):
    """What the platform said: a result, or the code of a refusal and its words. The HTTP status says nothing."""

    result: Any = None
    code: int = 0
    words: str = ""
    retry_after: float | None = None  # seconds


class Zalo:
    """One bot on Zalo, by long polling or by webhook."""

    name = NAME

    def __init__(
        self,
        token: str,
        api_url: str,
        data_dir: Path,
        file_hosts: Sequence[str],
        picture_url: Callable[[str], str] | None,
    ) -> None:
        """Take what to call and whom to trust; `picture_url` gives a path below `data_dir` a public address."""
        self._connections = Connections()
        self._token, self._api_url, self._data_dir = token, api_url.rstrip("/"), data_dir
        self._file_hosts, self._picture_url = file_hosts, picture_url

    async def start(self) -> None:
        await self._connections.open()

    async def stop(self) -> None:
        await self._connections.close()

    async def get_me(self) -> Mapping[str, Any]:
        me = await self._call("getMe", {})
        if not isinstance(me, dict):
            raise base.Unavailable(UNREADABLE)
        return me

    async def receive(self) -> list[Input]:
        """Wait for an event. What was answered once does not come again: a webhook is safer."""
        answer = await self._ask("getUpdates", {"timeout": HOLD}, HOLD + 10)
        if answer.code == 408:
            return []
        if answer.code in {400, 409}:
            # The only fault of this call, which is always the same, is that a webhook is set.
            await self._call("deleteWebhook", {})
            raise base.Conflict("a webhook took this bot's updates; it was removed")
        result = _result(answer)
        return [given for one in (result if isinstance(result, list) else [result]) for given in self.read(one)]

    def acknowledge(self) -> None:
        """Do nothing: an event that was answered is gone."""

    def read(self, body: Any) -> list[Input]:
        given = zalo_updates.read(body)
        return [] if given is None else [given]

    async def set_webhook(self, url: str, secret: str) -> None:
        await self._call("setWebhook", {"url": url, "secret_token": secret})

    async def send(self, message: Outgoing) -> str:
        """Deliver a message as one or several and return the id of the last; an edit comes as a new message."""
        address, menu = self._address(message), zalo_words.menu(message.buttons)
        if address and (message.picture or (message.media and message.media.kind == "photo")):
            caption, *rest = zalo_words.pieces(message.text, menu) or [Words("")]
            try:
                sent = await self._send_photo(message.chat_id, address, caption)
            except base.Refused:
                pass  # what Zalo cannot show, a browser may: the address goes below the words
            else:
                return await self._send_words(message.chat_id, rest) if rest else sent
        tail = "\n\n".join(part for part in (address, menu) if part)
        return await self._send_words(message.chat_id, zalo_words.pieces(message.text, tail), message.arrived)

    def _address(self, message: Outgoing) -> str:
        """Return the public address of what goes along, "" for nothing; raises Unavailable while it has no copy."""
        if self._picture_url is None or message.picture.endswith(".xlsx"):  # it takes no documents
            return ""
        name = base.copy_of(message.media, self._data_dir) if message.media else message.picture
        if message.picture and not (self._data_dir / name).is_file():
            return ""  # lost: its words remain
        return self._picture_url(name) if name else ""

    async def _send_photo(self, chat_id: str, address: str, caption: Words) -> str:
        data = {"chat_id": chat_id, "photo": address}
        return _id(await self._call("sendPhoto", {**data, "caption": caption.text} if caption.text else data))

    async def _send_words(self, chat_id: str, pieces: Sequence[Words], arrived: int = 0) -> str:
        if not pieces:
            raise base.Refused("the message is empty")
        sent = ""
        for number, (text, styles) in enumerate(pieces[arrived:], arrived):
            looks = {"text_styles": [one._asdict() for one in styles]} if styles else {}
            with base.counting(number):
                sent = _id(await self._call("sendMessage", {"chat_id": chat_id, "text": text, **looks}))
        return sent

    async def answer(self, toast: Toast) -> None:
        """Do nothing: there are no buttons to press."""

    async def types(self, chat_id: str) -> None:
        await self._call("sendChatAction", {"chat_id": chat_id, "action": "typing"})

    async def fetch(self, attachment: Attachment, most: int) -> bytes:
        """Return a file's bytes. Whoever made the address, only Zalo's own hosts are asked."""
        if not may_fetch(attachment.file_id, self._api_url, self._file_hosts):
            raise base.Refused("the file is on no host of Zalo's")
        return await self._connections.download(attachment.file_id, most)

    async def publish_commands(self) -> None:
        """Do nothing: there is no menu of commands."""

    async def publish_own_commands(self, people: Sequence[Person]) -> None:
        """Do nothing: there is no menu of commands."""

    async def _call(self, method: str, data: dict[str, Any]) -> Any:
        return _result(await self._ask(method, data))

    async def _ask(self, method: str, data: dict[str, Any], seconds: float = ANSWER) -> Answer:
        """Call a method of the Bot Platform; raises Unavailable for no answer, or one that is none."""
        return _answer(await self._connections.ask(f"{self._api_url}/bot{self._token}/{method}", data, seconds))


def _id(sent: Any) -> str:
    """Return a message's id, "" if the answer lacks it: the message was delivered all the same."""
    return zalo_updates.identifier(sent.get("message_id")) if isinstance(sent, dict) else ""


def _answer(body: Any) -> Answer:
    """Read an answer; raises Unavailable if it is none."""
    match body:
        case {"ok": True}:
            return Answer(body.get("result"))
        case {"ok": False, "error_code": int(code)} if code:
            return Answer(None, code, _harmless(body.get("description")), _pause(body.get("parameters")))
        case _:
            raise base.Unavailable(UNREADABLE)


def _harmless(description: Any) -> str:
    """Return the server's words without what it may repeat of the call."""
    return _REVEALING.sub("…", clean_line(str(description or "")))[:200]


def _pause(parameters: Any) -> float | None:
    match parameters:
        case {"retry_after": int(seconds) | float(seconds)} if 0 < seconds <= LONGEST_PAUSE:
            return seconds
        case _:
            return None


def _result(answer: Answer) -> Any:
    """Return what was asked for, or raise what a refusal means for a message."""
    said = f"Zalo answered {answer.code}: {answer.words}"
    match answer.code:
        case 0:
            return answer.result
        case 401 | 404:
            raise base.NotAuthorised("the token or the address is not accepted")
        case 403:
            raise base.Unreachable(said)
        case 408:
            raise base.Unavailable(said)
        case 429 if answer.retry_after is not None:
            raise base.Throttled(answer.retry_after)
        case 429:
            raise base.Withheld(said)
        case code if 400 <= code < 500:
            raise base.Refused(said)
        case _:
            raise base.Unavailable(said)
