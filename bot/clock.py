"""The one clock of the process."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class Clock:
    """Tells the time, in UTC and aware; only the demo ever moves it."""

    def __init__(self) -> None:
        self.offset = timedelta(0)
        self._callbacks: list[Callable[[], None]] = []

    def now(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def move_to(self, moment: datetime) -> None:
        """Make it `moment` (aware) now; raises ValueError for a moment without a zone."""
        if moment.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        self.move_by(moment - self.now())

    def move_by(self, delta: timedelta) -> None:
        self.offset += delta
        for callback in self._callbacks:
            callback()

    def on_move(self, callback: Callable[[], None]) -> None:
        """Call `callback` after each move: timers that sleep must look at the time again."""
        self._callbacks.append(callback)


async def heard(call: asyncio.Event, within: float) -> None:
    """Wait for a call, at most so many seconds, and take it down.

    Not by `asyncio.wait_for`: before Python 3.12 it swallows a cancellation that comes together with the call.
    """
    try:
        async with asyncio.timeout(within):
            await call.wait()
    except TimeoutError:
        return
    call.clear()
