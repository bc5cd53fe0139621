"""The real `hoadep run`, in its own process, as often as a test wants it killed."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.sandbox.server import Sandbox
from tests.bot.conftest import ROOT, until

NEVER = 1_000_000_000
# The real clock of these processes may stand at night or on a day off; nobody is flooded away; every line counts.
SETTINGS = {
    "HOADEP_SCHEDULE__QUIET_FROM": "00:00:00",
    "HOADEP_SCHEDULE__QUIET_UNTIL": "00:00:00",
    "HOADEP_SCHEDULE__WORKING_DAYS": '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]',
    "HOADEP_SCHEDULE__PUBLIC_HOLIDAYS": "false",
    "HOADEP_REVIEW__UNDO_MINUTES": "0",
    "HOADEP_LIMITS__MESSAGES_PER_MINUTE": "1000000",
}


class Server:
    """Starts and ends the service of one sandbox."""

    def __init__(self, nursery: Process, sandbox: Sandbox, log: Path, sign: str) -> None:
        self._nursery, self.log = nursery, log
        self._signs = sandbox.faults.add(sign, "502", at=NEVER)  # never strikes; it counts

    async def start(self) -> None:
        """Start the service and wait until it asks for updates, or for their being brought."""
        before = self._signs.seen
        await self._order("start")
        await until(lambda: self._signs.seen > before)

    async def end(self, sign: signal.Signals) -> int:
        """Send a signal and return the exit code, once the process is gone."""
        return await self._order(sign.name)

    async def _order(self, word: str) -> int:
        assert self._nursery.stdin
        assert self._nursery.stdout
        self._nursery.stdin.write(f"{word}\n".encode())
        return int(await self._nursery.stdout.readline())


@asynccontextmanager
async def server_for(
    sandbox: Sandbox, folder: Path, environment: Mapping[str, str] | None = None, sign: str = "getUpdates"
) -> AsyncIterator[Server]:
    """Prepare the service with the shipped settings; its token and places are in the environment already."""
    log = folder / "service.log"
    variables = {**os.environ, **SETTINGS, "CONFIG": str(ROOT / "config.toml"), **(environment or {})}
    with log.open("wb") as errors:
        nursery = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.bot.nursery", cwd=ROOT, env=variables, stdin=PIPE, stdout=PIPE, stderr=errors
        )
    assert nursery.stdin
    assert nursery.stdout
    try:
        await nursery.stdout.readline()
        yield Server(nursery, sandbox, log, sign)
    finally:
        nursery.stdin.close()
        await nursery.wait()
