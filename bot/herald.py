"""Tells how broadcasts go: to the admins who began them, and in the log."""

import asyncio

import structlog

from bot.clock import Clock, heard
from bot.core import Core
from bot.delivery import Delivery
from handlers import underway
from handlers.desk import Desk
from handlers.turn import Voice
from storage import broadcasts
from storage.broadcasts import Progress, State
from storage.db import Database

log = structlog.get_logger(__name__)

EVERY = 3.0  # seconds between looks: a chat may be written to once a second, and nobody reads faster
STEP = 10  # percent between lines of the log

Found = tuple[int, str, Progress]


class Herald:
    """Looks every few seconds at what is going out; of several processes one at a time."""

    def __init__(self, core: Core, database: Database, desk: Desk, delivery: Delivery, clock: Clock) -> None:
        self._core, self._database, self._desk = core, database, desk
        self._delivery, self._clock = delivery, clock
        self._logged: dict[int, tuple[str, int]] = {}
        self._look_now = asyncio.Event()
        clock.on_move(self._look_now.set)

    async def run(self) -> None:
        """Report until cancelled."""
        while True:
            try:
                for found in await self._core.run(self._report):
                    self._tell(*found)
            except Exception:
                log.exception("it could not be told how broadcasts go; trying again")
            await heard(self._look_now, EVERY)

    def _tell(self, number: int, state: str, progress: Progress) -> None:
        stands = state, progress.percent // STEP
        if self._logged.get(number) != stands:
            self._logged[number] = stands
            figures = {name: getattr(progress, name) for name in ("total", "sent", "failed", "unreachable")}
            log.info("a broadcast", broadcast=number, state=state, percent=progress.percent, **figures)
            self._delivery.look()
        if state in {State.DONE, State.CANCELLED}:
            del self._logged[number]

    # In the core thread:
    def _report(self) -> list[Found]:
        with self._database.read() as session:
            if not broadcasts.underway(session):
                return []
        with self._database.begin() as session:
            voice = Voice(session, self._desk, self._clock.now())
            return [(one.id, one.state, progress) for one, progress in underway.report(voice)]
