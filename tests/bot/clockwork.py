"""A scheduler with a connection and a clock of its own, as another process has them; as a script, that process."""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.core import Core
from bot.delivery import Delivery
from bot.schedule import Scheduler
from storage.db import Database
from tests.town import the_desk

NOWHERE = Path("/dev/null/pictures")


class Still(Clock):
    """Shows a moment until it is moved: on a slow machine no later than on a quick one."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self._begin = moment

    def now(self) -> datetime:
        return self._begin + self.offset


@contextmanager
def scheduler(url: str, now: datetime, pictures: Path = NOWHERE) -> Iterator[tuple[Scheduler, Clock]]:
    core, clock, database = Core(), Still(now), Database(url)
    delivery = Delivery(core, database, {}, clock, the_desk().calendar)
    try:
        yield Scheduler(core, database, the_desk(), delivery, clock, pictures), clock
    finally:
        core.close()
        database.close()


async def look(url: str, now: datetime, pictures: Path = NOWHERE) -> None:
    """Look once for what is due, and do it."""
    with scheduler(url, now, pictures) as (clockwork, _):
        await clockwork._look()


if __name__ == "__main__":
    the_desk()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()  # so that several begin together
    asyncio.run(look(sys.argv[1], datetime.fromisoformat(sys.argv[2])))
