"""The service dies at random moments while people tell their stories: nothing is lost, nothing counts twice."""

import asyncio
import os
import random
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from bot.clock import Clock
from bot.config import Settings
from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import Sandbox
from storage import invites
from storage.db import Database
from storage.models import Role
from storage.schema import upgrade
from tests.bot.aftermath import assert_nothing_amiss, heard_twice, taken_from
from tests.bot.conftest import asked, until
from tests.bot.serving import Server, server_for
from tests.bot.storytellers import Storyteller

KILLS = int(os.environ.get("KILLS", "50"))
SEED = int(os.environ.get("KILL_SEED", str(random.randrange(10_000))))  # noqa: S311 (dice, not a secret)
TELLERS = 8
ONE_LIFE = (0.02, 0.9)  # seconds of load between a start and the next kill

Heights = dict[int | str, list[int]]  # per chat: the newest message's number at each kill


@pytest.mark.timeout(120 + 6 * KILLS)
async def test_killed_at_random_moments_no_answer_is_lost_and_none_applied_twice(
    settings: Settings, sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(settings.database.url)
    upgrade(database)
    async with People(sandbox.url) as client, server_for(sandbox, tmp_path) as server:
        reviewer = await invited(client, database)
        tellers = [await Storyteller.arrives(client, number) for number in range(TELLERS)]
        heights = await live_through(server, sandbox, tellers)
        await until(lambda: not asked(database, "SELECT 1 FROM outbox WHERE state IN ('queued', 'errored')"))
        await until(lambda: not asked(database, "SELECT 1 FROM attachment WHERE sha256 IS NULL"))
        assert await server.end(signal.SIGTERM) == 0

    for teller in tellers:
        assert taken_from(database, teller) == [
            (one.code, one.nominee, one.pieces, one.results, one.phone, one.hashes()) for one in teller.stories
        ]
    everybody = [reviewer, *(teller.person for teller in tellers)]
    twice = [text for who in everybody for text in heard_twice(database, sandbox.world.chats[who.id], heights[who.id])]
    told = sum(len(teller.stories) for teller in tellers)
    with capsys.disabled():
        print(f"\n{KILLS} kills (KILL_SEED={SEED}): {told} stories whole, {len(twice)} messages heard twice")  # noqa: T201
    assert_nothing_amiss(database, told, sum(teller.apologies for teller in tellers))
    database.close()


async def invited(client: People, database: Database) -> SimulatedPerson:
    with database.begin() as session:
        token = invites.invite(session, Role.REVIEWER, Clock().now(), timedelta(hours=1)).token
    reviewer = await client.add("Cán bộ")
    await reviewer.starts(f"i_{token}")
    return reviewer


async def live_through(server: Server, sandbox: Sandbox, tellers: list[Storyteller]) -> Heights:
    """Let the people talk while the service is killed and started; return how far each chat was at each kill."""
    dice, enough, heights = random.Random(SEED), asyncio.Event(), Heights()  # noqa: S311 (dice, not a secret)
    async with asyncio.TaskGroup() as talk:
        for teller in tellers:
            talk.create_task(teller.tells_until(enough))
        for _ in range(KILLS):
            await server.start()
            await asyncio.sleep(dice.uniform(*ONE_LIFE))
            assert await server.end(signal.SIGKILL) == -signal.SIGKILL
            for chat in sandbox.world.chats.values():
                heights.setdefault(chat.id, []).append(max(chat.posts, default=0))
        await server.start()
        enough.set()
    return heights
