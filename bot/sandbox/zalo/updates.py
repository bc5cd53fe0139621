"""Events on their way to the bot: an answered one is gone, there is no acknowledgement."""

import time
from collections import deque
from collections.abc import Callable
from typing import Any

from bot.sandbox.faults import Faults
from bot.sandbox.params import ApiError, bad_request
from bot.sandbox.polling import Bell

Json = dict[str, Any]


class ZaloUpdates:
    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self.waiting: deque[Json] = deque()
        self.webhook_set = False
        self.closed = False
        self.arrived = Bell()

    def add(self, event: Json) -> None:
        """Queue an event; one that a fault doubles comes twice, with the same message_id."""
        self.waiting += self._faults.disturb([event], "zalo.update")
        self.arrived.ring()

    def __len__(self) -> int:
        return len(self.waiting)

    def forget_first(self, event: Json) -> None:
        """Let go of an event once: one that a fault doubled is still to come a second time."""
        if event in self.waiting:
            self.waiting.remove(event)

    async def take(self, timeout: float, is_gone: Callable[[], bool]) -> Json:  # noqa: ASYNC109 - Zalo's word
        """Hand out one event, for good, held up to `timeout` seconds; raises ApiError 400 and 408.

        A caller who hung up while being held gets nothing: a bot that was restarted loses no event to its old poll.
        """
        deadline = time.monotonic() + timeout
        while True:
            if self.webhook_set:
                bad_request("getUpdates does not work while a webhook is set, use deleteWebhook first")
            left = deadline - time.monotonic()
            if is_gone() or self.closed or (not self.waiting and left <= 0):
                raise ApiError(408, "Request timeout")
            if self.waiting:
                return self.waiting.popleft()
            await self.arrived.wait(left)

    def close(self) -> None:
        self.closed = True
        self.arrived.ring()
