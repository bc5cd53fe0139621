"""PostgreSQL is restarted, or crashes, while people tell their stories: the service waits for it and goes on."""

import asyncio
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import Settings
from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from storage.db import Database
from storage.schema import upgrade
from tests.bot.aftermath import accounts, all_settled, invited
from tests.bot.conftest import until
from tests.bot.proof.figures import size, tell
from tests.bot.serving import server_for
from tests.bot.storytellers import Storyteller
from tests.postgres import DURABLE, Cluster, programs

RESTARTS = size(2, 20)
TELLERS = 6


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL is installed here (initdb and pg_ctl were not found)")
    cluster = Cluster(found, DURABLE)
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def variables(cluster: Cluster) -> dict[str, str]:
    return {"DATABASE__URL": cluster.new_database()}


async def one_more_story(teller: Storyteller) -> None:
    told = len(teller.stories)
    await until(lambda: len(teller.stories) > told, 60)


@pytest.mark.timeout(120 + 20 * RESTARTS)
async def test_a_database_restarted_in_mid_load_costs_nobody_an_answer(
    settings: Settings, sandbox: Sandbox, cluster: Cluster, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, enough = Database(settings.database.url), asyncio.Event()
    upgrade(database)
    async with People(sandbox.url) as client, server_for(sandbox, tmp_path) as server:
        reviewer = await invited(client, database)
        tellers = [await Storyteller.arrives(client, number) for number in range(TELLERS)]
        await server.start()
        async with asyncio.TaskGroup() as talk:
            for teller in tellers:
                talk.create_task(teller.tells_until(enough))
            for number in range(RESTARTS):
                await one_more_story(tellers[number % TELLERS])
                await asyncio.to_thread(cluster.restart, "fast" if number % 2 else "immediate")
            enough.set()
        await all_settled(database)
        assert await server.end(signal.SIGTERM) == 0

    stories, twice = accounts(database, sandbox, reviewer, tellers, {})
    assert twice == []
    assert sum(teller.apologies for teller in tellers) == 0
    tell(
        capsys,
        "PostgreSQL restarted in mid-load",
        f"{RESTARTS} times, every other one a crash: {stories} stories whole, 0 lost, 0 doubled, no message twice",
    )
    database.close()
