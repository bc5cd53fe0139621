"""Our own poll loop: nothing is acknowledged before its commit, and no answer of the server ends it."""

import asyncio
import time

import structlog

from bot.channels import base
from bot.inbox import Inbox

log = structlog.get_logger(__name__)

SILENT = 120.0  # seconds without a good answer after which the watchdog speaks
LONGEST = 30.0  # seconds between tries
PAUSES: dict[type[Exception], float] = {base.Conflict: 5.0, base.NotAuthorised: 5.0}


class Intake:
    """Brings updates from one polled channel to the inbox."""

    def __init__(self, inbox: Inbox, channel: base.Channel) -> None:
        self._inbox, self._channel = inbox, channel
        self.last_good, self.trouble = time.monotonic(), ""

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
            if failures:
                log.info("updates are fetched again", channel=self._channel.name, tries=failures + 1)
            failures, self.last_good, self.trouble = 0, time.monotonic(), ""
            await self._inbox.put(batch)
            self._channel.acknowledge()

    async def watch(self, every: float = 30.0) -> None:
        """Report when polling has been silent for too long."""
        while True:
            await asyncio.sleep(every)
            if self.silent() > SILENT:
                log.error("no good answer from the channel", channel=self._channel.name, seconds=round(self.silent()))

    def silent(self) -> float:
        """Return the seconds since the channel gave its last good answer."""
        return time.monotonic() - self.last_good

    async def _wait_after(self, error: Exception, failures: int) -> None:
        pause = PAUSES.get(type(error), min(LONGEST, 0.5 * 2.0 ** min(failures, 6)))
        if isinstance(error, base.Throttled):
            pause = error.seconds
        self.trouble = str(error) if isinstance(error, base.SendError) else type(error).__name__
        log.warning(
            "updates could not be fetched; trying again",
            channel=self._channel.name,
            reason=self.trouble,
            seconds=round(pause, 1),
        )
        await asyncio.sleep(pause)
