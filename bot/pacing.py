"""How fast messages may go out."""

import asyncio
import time
from collections import OrderedDict

Chat = tuple[str, str, bool]


class Pace:
    """At most so many broadcasts a second overall, and one a second to a chat."""

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0
        self._chats: OrderedDict[Chat, float] = OrderedDict()

    async def turn(self, chat: Chat, freeze: "Freeze") -> None:
        """Wait for this chat's turn. What a freeze held back takes turns after it, or it would come in a burst."""
        await freeze.passed()
        await self._turn(chat)
        while await freeze.passed():
            await self._turn(chat)

    async def _turn(self, chat: Chat) -> None:
        await _until(self._chats.get(chat, 0.0))
        self._next = at = max(time.monotonic(), self._next) + self._gap
        self._chats[chat] = at + 1.0
        self._chats.move_to_end(chat)
        while next(iter(self._chats.values())) < time.monotonic():
            self._chats.popitem(last=False)
        await _until(at - self._gap)


class Freeze:
    """A pause that a channel asked for; everything waits for its end."""

    def __init__(self) -> None:
        self._until = 0.0

    def until(self, seconds: float) -> None:
        self._until = max(self._until, time.monotonic() + seconds)

    async def passed(self) -> bool:
        """Wait for the end; say whether there was anything to wait for."""
        began = time.monotonic()
        while time.monotonic() < self._until:  # it may have grown meanwhile
            await _until(self._until)
        return began < self._until


async def _until(moment: float) -> None:
    if (left := moment - time.monotonic()) > 0:
        await asyncio.sleep(left)
