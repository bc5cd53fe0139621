"""A bot that is to die, and the stage on which it does: the same scene again and again."""

import asyncio
import contextlib
import os
import shutil
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from bot.clock import Clock
from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from storage.db import Database
from tests.bot.conftest import ROOT, TOKEN, asked, until
from tests.bot.proof import remains
from tests.bot.pushing import free_port
from tests.bot.serving import SETTINGS

DIED = -signal.SIGKILL
UNSETTLED = """
    SELECT 1 FROM outbox WHERE state IN ('queued', 'errored')
    UNION ALL SELECT 1 FROM attachment WHERE sha256 IS NULL
"""


@dataclass
class Run:
    """One performance: what the bot was about to do when it died, and what was left at the end."""

    sandbox: Sandbox
    people: People
    died: asyncio.Event = field(default_factory=asyncio.Event)
    last_words: str = ""
    open_then: Counter[tuple[int, str]] = field(default_factory=Counter)
    chats: remains.Chats = field(default_factory=dict)
    state: remains.State = field(default_factory=dict)


Scene = Callable[[Run], Awaitable[None]]


class Stage:
    """One kind of bot, and a database with which every performance begins."""

    def __init__(self, nursery: Process, folder: Path, port: int, beginning: Path | None) -> None:
        self._nursery, self._folder, self._port, self._beginning = nursery, folder, port, beginning
        self._file, self._pid = folder / "hoadep.db", 0

    async def plays(self, scene: Scene, operations: int = 0) -> Run:
        """Play a scene with a bot that dies before so many operations are done (0: never) and is started again."""
        for old in self._folder.glob("hoadep.db*"):
            old.unlink()
        if self._beginning:
            shutil.copy(self._beginning, self._file)
        sandbox = Sandbox(TOKEN, clock=Clock(), port=self._port)
        await sandbox.start()
        try:
            async with People(sandbox.url) as people:
                run = Run(sandbox, people)
                await self._play(run, scene, operations)
                run.chats = remains.chats(sandbox)
        finally:
            await sandbox.stop()
        if self._beginning:
            run.state = remains.state(self._database())
        return run

    async def _play(self, run: Run, scene: Scene, operations: int) -> None:
        life = asyncio.create_task(self._live(run, operations))
        await scene(run)
        if self._beginning:
            await until(lambda: not asked(self._database(), UNSETTLED))
        while not life.done():
            with contextlib.suppress(ProcessLookupError):  # it just died
                os.kill(self._pid, signal.SIGTERM)
            await asyncio.wait({life}, timeout=1)

    async def _live(self, run: Run, operations: int) -> None:
        self._pid = await self._order(f"start {operations}")
        while await self._order("wait") == DIED:
            run.last_words = (self._folder / "last-words").read_text(encoding="utf-8")
            if self._beginning:
                run.open_then = remains.open_texts(self._database())
            self._pid = await self._order("start 0")
            run.died.set()

    def _database(self) -> Database:
        return Database(f"sqlite:///{self._file}")

    async def _order(self, words: str) -> int:
        assert self._nursery.stdin
        assert self._nursery.stdout
        self._nursery.stdin.write(f"{words}\n".encode())
        return int(await self._nursery.stdout.readline())


@contextlib.asynccontextmanager
async def stage(bot: str, folder: Path, beginning: Path | None = None) -> AsyncIterator[Stage]:
    """Prepare a bot ("hoadep" or "forgetful"); only the product has a database to begin with."""
    port = free_port()
    places = {
        "HOADEP_TELEGRAM__TOKEN": TOKEN,
        "HOADEP_TELEGRAM__API_URL": f"http://127.0.0.1:{port}",
        "HOADEP_DATABASE__URL": f"sqlite:///{folder / 'hoadep.db'}",
        "HOADEP_DATA_DIR": str(folder / "data"),
        "HOADEP_WEB__PORT": "0",
        "CONFIG": str(ROOT / "config.toml"),
        "LAST_WORDS": str(folder / "last-words"),
    }
    with (folder / "service.log").open("wb") as errors:
        nursery = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.bot.proof.mortal", bot),
            cwd=ROOT,
            env={**os.environ, **SETTINGS, **places},
            stdin=PIPE,
            stdout=PIPE,
            stderr=errors,
        )
    assert nursery.stdin
    assert nursery.stdout
    try:
        await nursery.stdout.readline()
        yield Stage(nursery, folder, port, beginning)
    finally:
        nursery.stdin.close()
        await nursery.wait()
