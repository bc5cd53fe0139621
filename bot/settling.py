"""What became of messages, from their sending until it is in the database."""

import asyncio

import structlog

from bot.core import Core
from bot.hand import Hand
from storage import outbox
from storage.db import Database
from storage.models import Delivery as State
from storage.outbox import Settled

log = structlog.get_logger(__name__)

MOMENT = 0.02  # seconds that what was sent waits for a batch whose transaction takes it along


class Settling:
    """Notes what became of messages, and writes it down: with the next batch, or after a moment by itself."""

    def __init__(self, core: Core, database: Database, hand: Hand) -> None:
        self._core, self._database, self._hand = core, database, hand
        self._settled: list[Settled] = []
        self._something = asyncio.Event()

    def note(self, result: Settled) -> None:
        self._settled.append(result)
        self._something.set()

    def take(self) -> list[Settled]:
        """Hand over what was sent since the last call, to be written with the next batch; then say `written`."""
        taken, self._settled = self._settled, []
        return taken

    def written(self, settled: list[Settled]) -> None:
        """Let go of rows whose outcome is committed: sooner, a look at the outbox would send them again."""
        self._hand.drop(one.id for one in settled if one.state != State.ERRORED)

    def put_back(self, settled: list[Settled]) -> None:
        self._settled = settled + self._settled
        self._something.set()

    async def run(self) -> None:
        """Write down what no batch took along, until cancelled."""
        while True:
            await self._something.wait()
            await asyncio.sleep(MOMENT)
            self._something.clear()
            if self._settled:
                await self.write_down()

    async def write_down(self) -> None:
        """Write down what was sent, however often it takes, and wait for what a batch has just taken along."""
        while True:
            taken = self.take()
            try:
                await self.write(taken)
            except Exception:
                log.exception("what was sent could not be written down; trying again")
                self.put_back(taken)
                await asyncio.sleep(1)
            else:
                return

    async def write(self, settled: list[Settled]) -> None:
        await self._core.run(self._settle, settled)
        self.written(settled)

    # In the core thread:
    def _settle(self, settled: list[Settled]) -> None:
        if settled:
            with self._database.begin() as session:
                outbox.settle(session, settled)
