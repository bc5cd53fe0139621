"""How fast messages may go out."""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Mapping

from bot.core import Core
from storage import pace
from storage.db import Database

Chat = tuple[str, str, bool]

IN_A_GROUP, MINUTE = 20, 60.0  # so many messages of whatever kind, in so many seconds
DEBT = 1.0  # seconds: however many answers went out, broadcasts wait no longer for their turns
AT_ONCE = 5  # turns that a process takes at one time where several share a database


def is_group(chat: Chat) -> bool:
    """Say whether many read a chat: Telegram's groups and channels have numbers below zero."""
    return chat[0] == "telegram" and chat[1].startswith("-")


class Pace:
    """At most so many messages a second overall, one broadcast a second to a chat, twenty messages a minute to a group.

    An answer never waits for the others: it takes a turn away from the broadcasts.
    """

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._next = 0.0
        self._chats: OrderedDict[Chat, float] = OrderedDict()
        self._groups: dict[tuple[str, str], deque[float]] = {}  # when the last messages to each went out

    def begin(self, chat: Chat) -> None:
        """Begin to serve a chat, or go on after others may have written to it."""

    def sent(self, chat: Chat) -> None:
        """Count a message that went out."""
        if is_group(chat):
            self._groups.setdefault(chat[:2], deque(maxlen=IN_A_GROUP)).append(time.monotonic())
        if not chat[2]:
            self._spend()

    def _spend(self) -> None:
        now = time.monotonic()
        self._next = min(max(self._next, now) + self._gap, max(self._next, now + DEBT))

    async def room(self, chat: Chat) -> None:
        """Wait until a group may be written to again."""
        sent = self._groups.get(chat[:2])
        if sent and len(sent) == IN_A_GROUP:
            await _until(sent[0] + MINUTE)

    async def tell_others(self, channel: str, seconds: float) -> None:
        """Let other processes leave a channel alone as well."""

    async def turn(self, chat: Chat, freeze: "Freeze") -> None:
        """Wait for this chat's turn. What a freeze held back takes turns after it, or it would come in a burst."""
        await freeze.passed()
        await self._turn(chat)
        while await freeze.passed():
            await self._turn(chat)

    async def _turn(self, chat: Chat) -> None:
        await _until(self._chats.get(chat, 0.0))
        at = await self._next_turn()
        self._chats[chat] = at + 1.0
        self._chats.move_to_end(chat)
        while next(iter(self._chats.values())) < time.monotonic():
            self._chats.popitem(last=False)
        await _until(at)

    async def _next_turn(self) -> float:
        at = max(time.monotonic(), self._next)
        self._next = at + self._gap
        return at


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


class SharedPace(Pace):
    """The same for all processes on one PostgreSQL together: each takes its turns there, a few at a time."""

    def __init__(self, per_second: float, freezes: Mapping[str, Freeze], core: Core, database: Database) -> None:
        super().__init__(per_second)
        self._freezes, self._core, self._database = freezes, core, database
        self._turns: deque[float] = deque()
        self._one_asks, self._spent = asyncio.Lock(), 0

    def begin(self, chat: Chat) -> None:
        """Another process may have written to this chat a moment ago; it was settled by now."""
        self._chats[chat] = time.monotonic() + (MINUTE / IN_A_GROUP if is_group(chat) else 1.0)
        self._chats.move_to_end(chat)

    async def tell_others(self, channel: str, seconds: float) -> None:
        await self._core.run(self._freeze, channel, round(seconds * 1000))

    def _spend(self) -> None:
        self._spent = min(self._spent + 1, round(DEBT / self._gap))

    async def _next_turn(self) -> float:
        async with self._one_asks:
            while self._spent and self._turns:
                self._turns.popleft()
                self._spent -= 1
            while self._turns and self._turns[0] < time.monotonic() - self._gap:
                self._turns.popleft()  # nobody took it in time: sent now, it would be one too many
            if not self._turns:
                wait, frozen = await self._core.run(self._take)
                first = time.monotonic() + wait / 1000
                self._turns.extend(first + number * self._gap for number in range(AT_ONCE))
                for channel, left in frozen.items():
                    if channel in self._freezes:
                        self._freezes[channel].until(left / 1000)
            return self._turns.popleft()

    # In the core thread:
    def _take(self) -> tuple[int, Mapping[str, int]]:
        with self._database.begin() as session:
            return pace.take_turns(session, round(AT_ONCE * self._gap * 1000)), pace.frozen(session)

    def _freeze(self, channel: str, milliseconds: int) -> None:
        with self._database.begin() as session:
            pace.freeze(session, channel, milliseconds)


async def _until(moment: float) -> None:
    if (left := moment - time.monotonic()) > 0:
        await asyncio.sleep(left)
