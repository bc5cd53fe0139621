"""Three processes on one PostgreSQL through twenty weeks, killed at random: one digest a person and week, no gap."""

import asyncio
import os
import random
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from storage.db import Database
from tests.bot.conftest import ROOT, asked
from tests.bot.proof.figures import size, tell
from tests.bot.weeks import STEP
from tests.postgres import Cluster
from tests.town import Town

WEEKS, KILLS, STAFF = size(4, 20), int(os.environ.get("WEEK_KILLS", size(4, 60))), 6
SEED = int(os.environ.get("KILL_SEED", str(random.randrange(10_000))))  # noqa: S311 (dice, not a secret)
FIRST = datetime(2026, 9, 27, 17, 0, tzinfo=UTC)  # Monday 28 September, midnight in Việt Nam; holidays lie ahead
LAST = FIRST + timedelta(weeks=WEEKS)


@dataclass
class Life:
    """One process after the other, each going on where the one before it died."""

    url: str
    log: Path
    at: datetime = FIRST
    process: Process | None = None

    async def begin(self) -> None:
        arguments = "-m", "tests.bot.weeks", self.url, self.at.isoformat(), LAST.isoformat()
        with self.log.open("ab") as errors:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable, *arguments, cwd=ROOT, env={**os.environ}, stdout=PIPE, stderr=errors
            )

    async def goes_on(self, until: datetime = LAST) -> None:
        """Follow the process to a moment, or to its end."""
        assert self.process
        assert self.process.stdout
        while self.at < until and (line := await self.process.stdout.readline()):
            self.at = datetime.fromisoformat(line.decode().strip())

    async def dies(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def lives(self, dice: random.Random, kills: int) -> None:
        """Be killed at random moments, and live on to the end; a dead hour or two is caught up."""
        for moment in sorted(FIRST + dice.random() * (LAST - FIRST) for _ in range(kills)):
            await self.begin()
            await self.goes_on(moment)
            await asyncio.sleep(dice.uniform(0, 0.05))
            await self.dies()
        await self.begin()
        await self.goes_on()
        assert self.process
        assert await self.process.wait() == 0, self.log.read_text(encoding="utf-8")[-3000:]


@pytest.mark.timeout(120 + 30 * KILLS + 30 * WEEKS)
async def test_three_processes_killed_at_random_say_each_digest_once(
    postgres: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, dice = postgres.new_database(), random.Random(SEED)  # noqa: S311 (dice, not a secret)
    with Town.on(url) as town:
        town.now = FIRST - STEP
        for number in range(STAFF):
            town.reviewer(f"Cán bộ {number}")
    lives = [Life(url, tmp_path / f"{number}.log") for number in range(3)]
    async with asyncio.TaskGroup() as tasks:
        for number, one in enumerate(lives):
            tasks.create_task(one.lives(random.Random(dice.random()), (KILLS + number) // 3))  # noqa: S311

    database = Database(url)
    said = asked(database, "SELECT once, state FROM outbox WHERE once LIKE 'digest:%%' AND once NOT LIKE '%%:%%:%%:%%'")
    weeks = Counter(once.split(":")[1] for once, _ in said)
    mondays = (FIRST.date() + timedelta(days=1 + 7 * number) for number in range(WEEKS))
    told = {_week_before(monday) for monday in mondays}
    assert weeks == dict.fromkeys(told, STAFF), "no gap, and to each once"
    assert {state for _, state in said} <= {"sent", "queued"}
    assert len({once for once, _ in said}) == len(said) == STAFF * WEEKS
    tell(
        capsys,
        "Three processes on one PostgreSQL",
        f"{WEEKS} simulated weeks, {KILLS} kills (KILL_SEED={SEED}): {len(said)} digests to {STAFF} people, each once",
    )
    database.close()


def _week_before(monday: date) -> str:
    year, week, _ = (monday - timedelta(days=1)).isocalendar()
    return f"{year}-W{week:02d}"
