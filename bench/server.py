"""A Bot API stand-in that does as little as can be done: the measuring device, not the sandbox.

HTTP/1.1 on one port of this machine, in bytes: bodies are form fields with a Content-Length, as every Bot API library
sends them. Decoded text is remembered, because the same story is told again and again. `rtt` (seconds) is the simulated
distance: half of it passes before a call takes effect, half before its answer is back.
"""

import asyncio
import json
import re
import time
from collections import deque
from collections.abc import Callable
from functools import lru_cache
from typing import cast
from urllib.parse import unquote_plus

from bench.people import Crowd, Heard, Person

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" + b'{"ok":true,"result":%b}'
_ME = b'"id":%d,"is_bot":true,"first_name":"Bench","username":"bench_bot"'

Form = dict[bytes, bytes]


class BotApi:
    """The server; it serves one bot at a time, with the people who talk to it."""

    def __init__(self) -> None:
        self.rtt, self.calls = 0.0, 0
        self._server: asyncio.Server | None = None
        self.enter("0:none", doubles=False)

    async def start(self) -> str:
        """Listen on a free port; return the address."""
        self._server = await asyncio.get_running_loop().create_server(lambda: Connection(self), "127.0.0.1", 0)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    def stop(self) -> None:
        if self._server:
            self._server.close()

    def enter(self, token: str, *, doubles: bool) -> None:
        """Forget everything and await the bot with this token."""
        self._path = f"/bot{token}/".encode()
        self._me = _ME % int(token.partition(":")[0])
        self._doubles, self._number = doubles, 1
        self._people: dict[bytes, Person] = {}
        self._updates: deque[tuple[int, bytes]] = deque()
        self._held: Connection | None = None
        self._patience: asyncio.TimerHandle | None = None
        self.polled = asyncio.Event()

    def crowd(self, people: int) -> tuple[Crowd, list[Person]]:
        """Return newcomers who have never talked to this bot."""
        crowd = Crowd(self._post, self._next, self._doubles)
        numbers = [900_000_001 + len(self._people) + one for one in range(people)]
        members = {b"%d" % number: Person(crowd, number) for number in numbers}
        self._people.update(members)
        return crowd, list(members.values())

    def call(self, connection: "Connection", path: bytes, body: bytes) -> None:
        """Take a call of the Bot API."""
        self._after(lambda: self._act(connection, path, body))

    def leave(self, connection: "Connection") -> None:
        if self._held is connection:
            self._held = None

    def _act(self, connection: "Connection", path: bytes, body: bytes) -> None:
        if not path.startswith(self._path):
            return  # the bot before this one, on its way out
        method, form = path[len(self._path) :].lower(), form_of(body)
        if method == b"getupdates":
            self._poll(connection, form)
            return
        self.calls += 1
        if method in {b"sendmessage", b"editmessagetext"}:
            self._hear(connection, form)
        elif method == b"getme":
            self._answer(connection, b"{%b}" % self._me)
        else:
            self._answer(connection, b"true")

    def _answer(self, connection: "Connection", result: bytes) -> None:
        self._after(lambda: connection.write(_OK % (len(result) + 21, result)))

    def _after(self, act: Callable[[], None]) -> None:
        """Act when half of a round trip has passed."""
        if self.rtt:
            asyncio.get_running_loop().call_later(self.rtt / 2, act)
        else:
            act()

    def _hear(self, connection: "Connection", form: Form) -> None:
        person, buttons = self._people[form[b"chat_id"]], _inline(form.get(b"reply_markup", b""))
        number, text = int(form.get(b"message_id", 0)) or self._next(), _text(form[b"text"])
        message = b'{"message_id":%d,"from":{%b},%b,"date":%d,"text":%b%b}' % (
            number,
            self._me,
            person.chat,
            time.time(),
            text,
            b',"reply_markup":%b' % buttons if buttons else b"",
        )
        self._answer(connection, message)
        person.hear(Heard(text, message, buttons))

    def _poll(self, connection: "Connection", form: Form) -> None:
        offset = int(form.get(b"offset", 0))
        while self._updates and self._updates[0][0] < offset:
            self._updates.popleft()
        self._held = connection
        self.polled.set()
        if self._patience:
            self._patience.cancel()
            self._patience = None
        patience = float(form.get(b"timeout", 0))
        if self._updates or not patience:
            self._hand_over()
        else:
            self._patience = asyncio.get_running_loop().call_later(patience, self._hand_over)

    def _hand_over(self) -> None:
        """Answer the poll that waits, with up to 100 updates; they come again until the next poll's offset says so."""
        if self._held:
            connection, self._held = self._held, None
            batch = b",".join(self._updates[one][1] for one in range(min(100, len(self._updates))))
            self._answer(connection, b"[%b]" % batch)

    def _post(self, given: bytes) -> None:
        number = self._next()
        self._updates.append((number, b'{"update_id":%d,%b}' % (number, given)))
        self._hand_over()

    def _next(self) -> int:
        self._number += 1
        return self._number


class Connection(asyncio.Protocol):
    """One connection of a bot."""

    def __init__(self, api: BotApi) -> None:
        self._api, self._buffer = api, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.WriteTransport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        self._api.leave(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[end + 4 : whole], self._buffer[whole:]
            self._api.call(self, head.split(b" ", 2)[1], body)

    def write(self, data: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(data)


def form_of(body: bytes) -> Form:
    """Return the fields of a form, still quoted: most are never looked at."""
    return dict(field.split(b"=", 1) for field in body.split(b"&")) if body else {}


@lru_cache(maxsize=4096)
def _text(quoted: bytes) -> bytes:
    return json.dumps(unquote_plus(quoted.decode())).encode()


@lru_cache(maxsize=4096)
def _inline(quoted: bytes) -> bytes:
    """Return a message's inline keyboard as JSON; a reply keyboard is not part of the message."""
    return unquote_plus(quoted.decode()).encode() if b"inline_keyboard" in quoted else b""
