"""The service dies at random moments while people tell their stories: nothing is lost, nothing counts twice."""

import asyncio
import os
import random
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.config import Settings
from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from storage.db import Database
from storage.schema import upgrade
from tests.bot.aftermath import Heights, accounts, all_settled, invited, measured
from tests.bot.conftest import asked, until
from tests.bot.proof.figures import size, tell
from tests.bot.serving import Server, server_for
from tests.bot.storytellers import Storyteller

KILLS = int(os.environ.get("KILLS", size(10, 200)))
TELLERS = size(8, 50)
SEED = int(os.environ.get("KILL_SEED", str(random.randrange(10_000))))  # noqa: S311 (dice, not a secret)
ONE_LIFE = (0.02, 0.9)  # seconds of load between a start and the next kill


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def variables(request: pytest.FixtureRequest) -> dict[str, str]:
    if request.param == "SQLite":
        return {}
    return {"DATABASE__URL": request.getfixturevalue("postgres").new_database()}


@pytest.fixture
def database(settings: Settings) -> Iterator[Database]:
    with closing(Database(settings.database.url)) as database:
        upgrade(database)
        yield database


@pytest.mark.timeout(120 + 6 * KILLS + 6 * TELLERS)
async def test_killed_at_random_moments_no_answer_is_lost_and_none_applied_twice(
    database: Database, sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with People(sandbox.url) as client, server_for(sandbox, tmp_path) as server:
        reviewer = await invited(client, database)
        tellers = [await Storyteller.arrives(client, number) for number in range(TELLERS)]
        heights = await live_through(server, database, sandbox, tellers)
        await all_settled(database)
        assert await server.end(signal.SIGTERM) == 0

    told, twice = accounts(database, sandbox, reviewer, tellers, heights)
    tell(
        capsys,
        f"Killed at random on {database.url.get_backend_name()}",
        f"{KILLS} kills (KILL_SEED={SEED}) under {TELLERS} people: {told} stories whole, 0 answers lost, 0 applied "
        f"twice, {len(twice)} messages heard twice, each on its way at a kill",
    )


async def live_through(server: Server, database: Database, sandbox: Sandbox, tellers: list[Storyteller]) -> Heights:
    """Let the people talk while the service is killed and started; return how far each chat was at each kill.

    It is not killed a third time over one update: it would take that update for the killer, and set it aside.
    """
    dice, enough, heights = random.Random(SEED), asyncio.Event(), Heights()  # noqa: S311 (dice, not a secret)
    async with asyncio.TaskGroup() as talk:
        for teller in tellers:
            talk.create_task(teller.tells_until(enough))
        for _ in range(KILLS):
            await server.start()
            await asyncio.sleep(dice.uniform(*ONE_LIFE))
            await until(lambda: not asked(database, "SELECT 1 FROM update_attempt WHERE attempts > 1"), 60)
            async with measured(sandbox, heights):
                assert await server.end(signal.SIGKILL) == -signal.SIGKILL
        await server.start()
        enough.set()
    return heights
