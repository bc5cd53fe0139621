"""Updates posted to the bot's own web address until it answers 200: each person's in order, many people's at once."""

import asyncio
import json
from abc import ABC, abstractmethod
from typing import Any, Protocol

import aiohttp

from bot.sandbox.polling import Bell, UpdateQueue

Json = dict[str, Any]

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
"""Seconds between attempts, doubled each time."""


class Queue(Protocol):
    webhook_set: bool
    arrived: Bell


class Pusher(ABC):
    """The push side of a queue of updates; idle until a URL is set."""

    secret_header: str

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self._task: asyncio.Task[None] | None = None
        self.url = ""
        self.last_error = ""
        self.max_connections = 40
        self._busy = set[str]()
        self._changing = asyncio.Lock()  # several replicas say where they are at once

    @abstractmethod
    def lines(self) -> set[str]:
        """Return the people from whom updates wait."""

    @abstractmethod
    def next_update(self, line: str) -> Json | None:
        """Return a person's oldest update, None where there is none."""

    @abstractmethod
    def forget(self, update: Json) -> None:
        """Let go of an update that was taken."""

    def body_of(self, update: Json) -> Json:
        return update

    async def set(self, url: str, secret: str) -> None:
        async with self._changing:
            await self._remove()
            self.url = url
            self._queue.webhook_set = True
            self._queue.arrived.ring()
            self._task = asyncio.create_task(self._push(secret))

    async def remove(self) -> None:
        async with self._changing:
            await self._remove()

    async def _remove(self) -> None:
        self._queue.webhook_set = False
        self.url = self.last_error = ""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _push(self, secret: str) -> None:
        headers = {"Content-Type": "application/json", **({self.secret_header: secret} if secret else {})}
        timeout = aiohttp.ClientTimeout(total=60)
        connections = aiohttp.TCPConnector(limit=self.max_connections)
        async with (
            aiohttp.ClientSession(headers=headers, timeout=timeout, connector=connections) as session,
            asyncio.TaskGroup() as tasks,
        ):
            self._busy.clear()
            while True:
                for line in self.lines() - self._busy:
                    self._busy.add(line)
                    tasks.create_task(self._push_line(session, line))
                await self._queue.arrived.wait(60)

    async def _push_line(self, session: aiohttp.ClientSession, line: str) -> None:
        pause = FIRST_PAUSE
        while update := self.next_update(line):
            if await self._delivered(session, self.body_of(update)):
                self.forget(update)
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        self._busy.discard(line)

    async def _delivered(self, session: aiohttp.ClientSession, body: Json) -> bool:
        try:
            async with session.post(self.url, data=json.dumps(body)) as answer:
                if answer.status == 200:
                    return True
                why = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            why = f"Connection failed: {type(error).__name__}"
        self.last_error = why
        return False


class Webhook(Pusher):
    """Telegram's webhook."""

    secret_header = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

    def __init__(self, updates: UpdateQueue) -> None:
        super().__init__(updates)
        self._updates = updates

    @property
    def info(self) -> Json:
        known: Json = {"url": self.url, "has_custom_certificate": False}
        known |= {"max_connections": self.max_connections} if self.url else {}
        return known | ({"last_error_message": self.last_error} if self.last_error else {})

    def lines(self) -> set[str]:
        return {_sender(update) for update in self._updates.pending()}

    def next_update(self, line: str) -> Json | None:
        return next((update for update in self._updates.pending() if _sender(update) == line), None)

    def forget(self, update: Json) -> None:
        self._updates.remove(update)


def _sender(update: Json) -> str:
    return next(str(what["from"]["id"]) for what in update.values() if isinstance(what, dict))
