"""A process that lives through weeks of simulated time, looking for due jobs four times a day, until it is killed.

As a script: `python -m tests.bot.weeks URL FIRST LAST`; it says how far it is, a moment a line, and starts where told.
"""

import asyncio
import sys
from datetime import datetime, timedelta
from itertools import count

import structlog

from bot.clock import Clock
from bot.core import Core
from bot.delivery import Delivery
from bot.schedule import Scheduler
from handlers.messages import Outgoing
from storage.db import Database
from tests.bot.clockwork import NOWHERE
from tests.town import the_desk

STEP = timedelta(hours=6)
SLEPT = 0.02  # seconds between steps, so that several processes meet at each


class Printer:
    """A channel that says on the standard output to whom what was sent."""

    name = "telegram"

    def __init__(self) -> None:
        self._numbers = count(1)

    async def send(self, message: Outgoing) -> str:
        return str(next(self._numbers))


async def live(url: str, first: datetime, last: datetime) -> None:
    """Look at each step for what is due; what was said is sent by a real delivery."""
    core, clock, database = Core(), Clock(), Database(url)
    clock.move_to(first)
    delivery = Delivery(core, database, {"telegram": Printer()}, clock, the_desk().calendar)  # type: ignore[dict-item]
    clockwork = Scheduler(core, database, the_desk(), delivery, clock, NOWHERE)
    await core.run(delivery.hand.live)
    sending = asyncio.create_task(delivery.run())
    moment = first
    while moment <= last:
        clock.move_to(moment)
        await clockwork._look()
        sys.stdout.write(f"{moment.isoformat()}\n")
        sys.stdout.flush()
        await asyncio.sleep(SLEPT)
        moment += STEP
    sending.cancel()
    await delivery.stop()
    core.close()
    database.close()


if __name__ == "__main__":
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    asyncio.run(live(sys.argv[1], datetime.fromisoformat(sys.argv[2]), datetime.fromisoformat(sys.argv[3])))
