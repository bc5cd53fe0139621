"""Whether the service lives, whether it is ready, and the figures that it keeps: asked often, looked up rarely."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import metrics
from bot.clock import Clock
from bot.core import Core
from bot.delivery import Delivery
from bot.inbox import Inbox
from bot.intake import SILENT, Intake
from bot.schedule import Scheduler
from storage import health, job_health
from storage.db import Database
from storage.health import Waiting

EVERY = 5.0  # seconds for which a look at the database is good
SELDOM = 60.0  # the same for what it has to count at length
PATIENCE = 3.0  # seconds that the database may take
STANDS_STILL = timedelta(minutes=10)  # so long a message has been due and none at all was sent
LATE = 120.0  # seconds without a tick of the scheduler, which ticks every twenty


@dataclass(frozen=True)
class Look:
    """What the database told, or the reason why it did not."""

    at: float = float("-inf")
    waiting: Sequence[Waiting] = ()
    problem: str = ""


class Health:
    """Tells of the parts of the service. However many ask, the database is asked every few seconds at most."""

    def __init__(
        self,
        core: Core,
        database: Database,
        clock: Clock,
        channels: Mapping[str, Intake | None],  # None where the platform pushes
        inbox: Inbox,
        delivery: Delivery,
        scheduler: Scheduler,
    ) -> None:
        self._core, self._database, self._clock = core, database, clock
        self._channels, self._inbox, self._delivery, self._scheduler = channels, inbox, delivery, scheduler
        self.announced: set[str] = set()  # channels whose platform has heard where we are
        self._turn, self._look, self._counted_at = asyncio.Lock(), Look(), float("-inf")

    def silences(self) -> dict[str, float | None]:
        """Return each channel's seconds since its last good answer, None where it is pushed to us."""
        return {name: intake.silent() if intake else None for name, intake in self._channels.items()}

    def troubles(self) -> dict[str, str]:
        """Return in words why a polled channel gives no updates just now; nothing when all do."""
        return {name: intake.trouble for name, intake in self._channels.items() if intake and intake.trouble}

    async def problems(self) -> dict[str, str]:
        """Return in words why the service is not ready, by part; nothing when it is."""
        look = await self._looked()
        return dict([*self._channel_problems(), *self._database_problems(look), *self._scheduler_problems()])

    async def page(self) -> bytes:
        """Return all figures, those of the database as far as it answers."""
        metrics.READY.set(not await self.problems())
        if not self._look.problem:
            metrics.show_waiting(self._look.waiting, self._clock.now())
            await self._count_seldom()
        return metrics.page()

    async def _count_seldom(self) -> None:
        if time.monotonic() - self._counted_at >= SELDOM:
            self._counted_at = time.monotonic()
            await asyncio.to_thread(self._count)

    def _channel_problems(self) -> Iterator[tuple[str, str]]:
        for name, silent in self.silences().items():
            if silent is None and name not in self.announced:
                yield name, "the platform has not taken the address of the webhook yet"
            elif silent is not None and silent > SILENT:
                yield name, f"no good answer for {silent:.0f} s"

    def _database_problems(self, look: Look) -> Iterator[tuple[str, str]]:
        if self._inbox.trouble:  # on a full disk a small look may pass where people's words do not
            yield "inbox", f"what came in cannot be stored: {self._inbox.trouble}"
        if look.problem:
            yield "database", look.problem
        now = self._clock.now()
        oldest = min((one.oldest for one in look.waiting if one.channel in self._channels), default=now)
        if now - max(oldest, self._delivery.last_sent) > STANDS_STILL:
            yield "outbox", f"due for {(now - oldest).total_seconds():.0f} s, and nothing was sent meanwhile"

    def _scheduler_problems(self) -> Iterator[tuple[str, str]]:
        late = time.monotonic() - self._scheduler.last_tick
        if late > LATE:
            yield "scheduler", f"no tick for {late:.0f} s"

    async def _looked(self) -> Look:
        async with self._turn:  # one looks for all who ask meanwhile
            if time.monotonic() - self._look.at >= EVERY:
                waiting, problem = await self._ask()
                self._look = Look(time.monotonic(), waiting, problem)
            return self._look

    async def _ask(self) -> tuple[Sequence[Waiting], str]:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._core.run(self._write)
                return await asyncio.to_thread(self._read), ""
        except TimeoutError:
            return (), f"no answer within {PATIENCE:.0f} s"
        except Exception as error:  # noqa: BLE001 (whatever it is, it is the answer)
            return (), f"cannot be used: {type(error).__name__}"

    # In the core thread, where everything is written:
    def _write(self) -> None:
        with self._database.begin() as session:
            health.try_writing(session)

    # In any other, where it keeps nobody's answer waiting:
    def _read(self) -> Sequence[Waiting]:
        with self._database.read() as session:
            return health.waiting(session)

    def _count(self) -> None:
        with self._database.read() as session:
            metrics.show_jobs(job_health.of_all(session).values())
            metrics.show(metrics.UNREACHABLE, health.unreachable(session))
