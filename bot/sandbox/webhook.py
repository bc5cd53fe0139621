"""Updates posted to the bot's own web address, in order, one at a time, until it answers 200."""

import asyncio
import json
from typing import Any

import aiohttp

from bot.sandbox.polling import UpdateQueue

Json = dict[str, Any]

FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
"""Seconds between attempts, doubled each time."""


class Webhook:
    """The push side of an UpdateQueue; idle until a URL is set."""

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._task: asyncio.Task[None] | None = None
        self.info: Json = {"url": "", "has_custom_certificate": False}

    async def set(self, url: str, secret: str, max_connections: int) -> None:
        await self.remove()
        self.info = {"url": url, "has_custom_certificate": False, "max_connections": max_connections}
        self._updates.webhook_set = True
        self._updates.arrived.ring()
        self._task = asyncio.create_task(self._push(url, secret))

    async def remove(self) -> None:
        self._updates.webhook_set = False
        self.info = {"url": "", "has_custom_certificate": False}
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def _push(self, url: str, secret: str) -> None:
        headers = {"Content-Type": "application/json"}
        if secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = secret
        timeout = aiohttp.ClientTimeout(total=60)
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            while True:
                await self._push_pending(session, url)
                await self._updates.arrived.wait(60)

    async def _push_pending(self, session: aiohttp.ClientSession, url: str) -> None:
        pause = FIRST_PAUSE
        while ready := self._updates.pending(1):
            if await self._delivered(session, url, ready[0]):
                self._updates.forget(ready[0]["update_id"] + 1)
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _delivered(self, session: aiohttp.ClientSession, url: str, update: Json) -> bool:
        try:
            async with session.post(url, data=json.dumps(update)) as answer:
                if answer.status == 200:
                    return True
                why = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            why = f"Connection failed: {type(error).__name__}"
        self.info["last_error_message"] = why
        return False
