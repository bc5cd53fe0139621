"""Updates on their way to the bot: kept until acknowledged, handed out by getUpdates or posted to a webhook."""

import asyncio
import secrets
import time
from collections import deque
from dataclasses import dataclass
from itertools import islice
from typing import Any

from bot.sandbox.params import ApiError

Json = dict[str, Any]

MESSAGE_LIFE = 24 * 3600.0
PRESS_LIFE = 150.0
"""Seconds of real time that Telegram keeps an update: a day, but a button press only two and a half minutes."""

_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
_BY_OTHER_POLL = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
_WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class Bell:
    """Wakes everybody who waits at this moment."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()

    async def wait(self, seconds: float) -> None:
        """Return at the next ring, or after so many seconds."""
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            pass
        finally:
            self._waiting.discard(future)


@dataclass(frozen=True, slots=True)
class Waiting:
    update: Json
    dies_at: float


class UpdateQueue:
    """The updates that the bot has not acknowledged; ids are consecutive from a random start."""

    def __init__(self) -> None:
        self._waiting: deque[Waiting] = deque()
        self._last_id = 100_000_000 + secrets.randbelow(100_000_000)
        self._poll: object | None = None
        self.allowed: list[str] = []
        self.webhook_set = False
        self.closed = False
        self.life = {"callback_query": PRESS_LIFE}
        self.arrived = Bell()

    def add(self, kind: str, payload: Json) -> None:
        if kind in _NOT_BY_DEFAULT - set(self.allowed) or (self.allowed and kind not in self.allowed):
            return
        self._last_id += 1
        dies_at = time.monotonic() + self.life.get(kind, MESSAGE_LIFE)
        self._waiting.append(Waiting({"update_id": self._last_id, kind: payload}, dies_at))
        self.arrived.ring()

    def __len__(self) -> int:
        return len(self._waiting)

    def pending(self, limit: int | None = None) -> list[Json]:
        """Return the oldest updates that Telegram would still keep."""
        now = time.monotonic()
        return list(islice((waiting.update for waiting in self._waiting if waiting.dies_at > now), limit))

    def forget(self, offset: int) -> None:
        """Acknowledge every update with a smaller id; a negative offset keeps that many of the newest."""
        while self._waiting and (
            len(self._waiting) > -offset if offset < 0 else self._waiting[0].update["update_id"] < offset
        ):
            self._waiting.popleft()

    def remove(self, update: Json) -> None:
        """Acknowledge one update, if it is still there."""
        self._waiting = deque(waiting for waiting in self._waiting if waiting.update is not update)

    def clear(self) -> None:
        self._waiting.clear()

    async def take(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109 - Telegram's word
        """Answer one getUpdates, held up to `timeout` seconds; raises ApiError 409 for all but the newest poller."""
        if self.webhook_set:
            raise ApiError(409, _WEBHOOK_ACTIVE)
        self.forget(offset)
        self._poll = mine = object()
        self.arrived.ring()
        deadline = time.monotonic() + timeout
        while not (ready := self.pending(limit)) and not self.closed and (left := deadline - time.monotonic()) > 0:
            await self.arrived.wait(left)
            self._must_be_newest(mine)
        return ready

    def close(self) -> None:
        self.closed = True
        self.arrived.ring()

    def _must_be_newest(self, poll: object) -> None:
        if self.webhook_set:
            raise ApiError(409, "Conflict: terminated by setWebhook request")
        if self._poll is not poll:
            raise ApiError(409, _BY_OTHER_POLL)
