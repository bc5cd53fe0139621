"""Pictures for a job, drawn in a process of their own: a live reply never waits for them, nor does a text."""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import structlog

from bot.core import Core
from handlers.desk import Desk
from handlers.pictures.sketch import FIRST, Sketch
from handlers.turn import Voice
from storage.db import Database

log = structlog.get_logger(__name__)

Plan = Callable[[Voice, datetime], Mapping[str, Sketch]]  # sketches by the paths of the pictures, below data_dir
PATIENCE = 120.0  # seconds, after which a text goes without its pictures: the painter gives way to everything else


class Studio:
    """Draws what a job shows, into the folder of pictures."""

    def __init__(self, core: Core, database: Database, desk: Desk, pictures: Path, patience: float = PATIENCE) -> None:
        self._core, self._database, self._desk = core, database, desk
        self._pictures, self._patience = pictures, patience

    async def draw(self, plan: Plan, due: datetime, now: datetime) -> dict[str, str]:
        """Draw what a job shows, outside of any transaction; return its first picture's path for each language.

        Whatever goes wrong is logged, and nothing is returned: the texts go without.
        """
        try:
            if not (sketches := await self._core.run(self._sketched, plan, due, now)):
                return {}
            await asyncio.to_thread(self._pictures.mkdir, mode=0o700, parents=True, exist_ok=True)
            orders = {self._pictures.parent / path: sketch for path, sketch in sketches.items()}
            await self._paint(pickle.dumps(orders))
        except Exception:
            log.exception("the pictures could not be drawn; the text goes without them")
            return {}
        return {sketch.language: path for path, sketch in sketches.items() if sketch.what == FIRST}

    async def _paint(self, orders: bytes) -> None:
        """Let a process draw; raises TimeoutError, having ended it, and ChildProcessError."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.painter", stdin=PIPE, stdout=DEVNULL, stderr=PIPE, env=_harmless()
        )
        try:
            async with asyncio.timeout(self._patience):
                _, said = await process.communicate(orders)
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            raise ChildProcessError(said.decode(errors="replace").strip().rpartition("\n")[2][:200])

    # In the core thread:
    def _sketched(self, plan: Plan, due: datetime, now: datetime) -> Mapping[str, Sketch]:
        with self._database.read() as session:
            return plan(Voice(session, self._desk, now), due)


def _harmless() -> dict[str, str]:
    """Return the environment without our settings: the secrets in them are no business of a picture."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HOADEP_")}
