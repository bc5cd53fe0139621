"""Our own poll loop: nothing is acknowledged before its commit, and no answer of the server ends it."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

import structlog

from bot.channels import base
from bot.clock import Clock
from bot.core import Core
from bot.delivery import Delivery
from bot.engine import Engine, Processed
from handlers.messages import Input, Toast
from storage.models import Person

log = structlog.get_logger(__name__)

SILENT = 120.0  # seconds without a good answer after which the watchdog speaks
LONGEST = 30.0  # seconds between tries
PAUSES: dict[type[Exception], float] = {base.Conflict: 5.0, base.NotAuthorised: 5.0}


class Intake:
    """Brings updates from one channel to the engine, and what they cause to delivery."""

    def __init__(self, core: Core, engine: Engine, delivery: Delivery, channel: base.Channel, clock: Clock) -> None:
        self._core, self._engine, self._delivery = core, engine, delivery
        self._channel, self._clock = channel, clock
        self._beside: set[asyncio.Task[None]] = set()
        self.last_good = time.monotonic()

    async def run(self) -> None:
        """Poll until cancelled."""
        failures = 0
        while True:
            try:
                batch = await self._channel.receive()
            except Exception as error:  # noqa: BLE001 (an answer that nobody foresaw must not end the polling)
                failures += 1
                await self._wait_after(error, failures)
                continue
            failures, self.last_good = 0, time.monotonic()
            if batch:
                await self._process(batch)
            self._channel.acknowledge()

    async def watch(self, every: float = 30.0) -> None:
        """Report when polling has been silent for too long."""
        while True:
            await asyncio.sleep(every)
            silent = time.monotonic() - self.last_good
            if silent > SILENT:
                log.error("no good answer from the channel", channel=self._channel.name, seconds=round(silent))

    async def stop(self, patience: float = 1.0) -> None:
        """Let courtesies on the way arrive, but never wait for a server that does not answer."""
        if self._beside:
            await asyncio.wait(self._beside, timeout=patience)
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)

    async def _wait_after(self, error: Exception, failures: int) -> None:
        pause = PAUSES.get(type(error), min(LONGEST, 0.5 * 2.0 ** min(failures, 6)))
        if isinstance(error, base.Throttled):
            pause = error.seconds
        reason = str(error) if isinstance(error, base.SendError) else repr(error)
        log.warning("updates could not be fetched; trying again", reason=reason, seconds=round(pause, 1))
        await asyncio.sleep(pause)

    async def _process(self, batch: Sequence[Input]) -> None:
        """Process a batch however often it takes: it is acknowledged only after its commit."""
        failures = 0
        while True:
            settled = self._delivery.settled()
            try:
                done = await self._core.run(self._engine.process, batch, self._clock.now(), settled)
            except Exception:
                log.exception("a batch could not be stored; trying again", updates=len(batch))
                self._delivery.put_back(settled)
                failures += 1
                await asyncio.sleep(min(10.0, 0.2 * 2.0 ** min(failures, 6)))
            else:
                self._delivery.written(settled)
                self._hand_over(done)
                return

    def _hand_over(self, done: Processed) -> None:
        self._delivery.take(done.parcels)
        for toast in done.toasts:
            self._do_beside(self._answer, toast)
        for person in {one.id: one for one in done.menus}.values():
            self._do_beside(self._publish, person)

    def _do_beside(self, act: Callable[..., Awaitable[None]], what: Toast | Person) -> None:
        task = asyncio.ensure_future(self._best_effort(act, what))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _best_effort(self, act: Callable[..., Awaitable[None]], what: Toast | Person) -> None:
        try:
            await act(what)
        except base.SendError as error:
            log.info("a courtesy call failed", call=act.__name__, reason=str(error))

    async def _answer(self, toast: Toast) -> None:
        await self._channel.answer(toast)

    async def _publish(self, person: Person) -> None:
        await self._channel.publish_own_commands([person])
