"""Three of the service behind one balancer, on one PostgreSQL, and one of them is always dying."""

import asyncio
import os
import random
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import Settings
from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat
from bot.sandbox.zalo.world import ZaloChat
from storage.db import Database
from tests.bot.aftermath import (
    Heights,
    assert_in_order,
    assert_nothing_amiss,
    heard_twice,
    invited,
    measured,
    taken_from,
)
from tests.bot.balancer import balancer
from tests.bot.conftest import ZALO_TOKEN, asked, until
from tests.bot.proof.figures import size, tell
from tests.bot.pushing import free_port
from tests.bot.serving import Server, server_for
from tests.bot.storytellers import Storyteller
from tests.postgres import Cluster

KILLS = int(os.environ.get("REPLICA_KILLS", size(10, 50)))
SEED = int(os.environ.get("KILL_SEED", str(random.randrange(10_000))))  # noqa: S311 (dice, not a secret)
ON_TELEGRAM, ON_ZALO = 15, 5
BETWEEN_KILLS = (0.8, 2.0)  # seconds of load
SETTLED = 60.0  # seconds until all is said and every file is fetched: a dead replica's are left to it for 30


@dataclass
class Replicas:
    servers: list[Server]
    logs: list[Path]
    balancer: str

    async def start(self) -> None:
        await asyncio.gather(*(one.start() for one in self.servers))

    async def stop(self) -> list[int]:
        return [await one.end(signal.SIGTERM) for one in self.servers]

    def logged(self, words: str) -> int:
        return sum(log.read_text(encoding="utf-8").count(words) for log in self.logs)


@asynccontextmanager
async def replicas_for(sandbox: Sandbox, folder: Path, database: str, count: int = 3) -> AsyncIterator[Replicas]:
    front, *ports = (free_port() for _ in range(count + 1))
    common = {
        "DATABASE__URL": database,
        "TELEGRAM__MODE": "webhook",
        "ZALO__MODE": "webhook",
        "ZALO__TOKEN": ZALO_TOKEN,
        "ZALO__API_URL": sandbox.url,
        "ZALO__FILE_HOSTS": '["127.0.0.1"]',
        "WEB__PUBLIC_URL": f"http://127.0.0.1:{front}",
    }
    servers, logs = [], []
    async with AsyncExitStack() as stack:
        for number, port in enumerate(ports):
            place = folder / str(number)
            place.mkdir()
            settings = {f"HOADEP_{name}": value for name, value in {**common, "WEB__PORT": str(port)}.items()}
            servers.append(await stack.enter_async_context(server_for(sandbox, place, settings, sign="setWebhook")))
            logs.append(place / "service.log")
        name = await stack.enter_async_context(balancer(front, ports, folder))
        yield Replicas(servers, logs, name)


def chat_of(sandbox: Sandbox, who: int | str) -> Chat | ZaloChat:
    return sandbox.zalo.chats[who] if isinstance(who, str) else sandbox.world.chats[who]


@pytest.fixture
def database(postgres: Cluster) -> Iterator[Database]:
    """Return an empty one: three replicas that start at once find nothing, and one of them makes the tables."""
    with closing(Database(postgres.new_database("template0"))) as database:
        yield database


@pytest.mark.timeout(180 + 6 * KILLS)
async def test_of_three_replicas_one_is_always_dying_and_no_answer_is_lost_doubled_or_overtaken(
    database: Database, settings: Settings, sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = database.url.render_as_string(hide_password=False)
    async with People(sandbox.url) as client, replicas_for(sandbox, tmp_path, url) as replicas:
        await replicas.start()
        reviewer = await invited(client, database)
        tellers = [await Storyteller.arrives(client, number) for number in range(ON_TELEGRAM)]
        tellers += [await Storyteller.arrives(client, ON_TELEGRAM + number, "zalo") for number in range(ON_ZALO)]
        heights = await live_through(replicas, sandbox, tellers)
        await until(lambda: not asked(database, "SELECT 1 FROM outbox WHERE state IN ('queued', 'errored')"), SETTLED)
        await until(lambda: not asked(database, "SELECT 1 FROM attachment WHERE sha256 IS NULL"), SETTLED)
        assert await replicas.stop() == [0, 0, 0]

    for teller in tellers:
        assert taken_from(database, teller) == [
            (one.code, one.nominee, one.pieces, one.results, one.phone, one.hashes()) for one in teller.stories
        ]
        assert_in_order(database, chat_of(sandbox, teller.person.id))
    twice: Counter[str] = Counter()
    for who in (reviewer, *(teller.person for teller in tellers)):
        twice[who.channel] += len(heard_twice(database, chat_of(sandbox, who.id), heights[who.id]))
    told = sum(len(teller.stories) for teller in tellers)
    tell(
        capsys,
        f"One of three replicas killed, behind {replicas.balancer}",
        f"{KILLS} kills (KILL_SEED={SEED}): {told} stories whole, 0 answers lost, 0 applied twice, none overtaken, "
        f"{twice.total()} messages heard twice, {replicas.logged('DeadlockDetected')} deadlocks broken",
    )
    assert_nothing_amiss(database, told, sum(teller.apologies for teller in tellers))


async def live_through(replicas: Replicas, sandbox: Sandbox, tellers: Sequence[Storyteller]) -> Heights:
    """Let people talk while one replica after the other is killed; return how far each chat was at each kill."""
    dice, enough, heights = random.Random(SEED), asyncio.Event(), Heights()  # noqa: S311 (dice, not a secret)
    async with asyncio.TaskGroup() as talk:
        for teller in tellers:
            talk.create_task(teller.tells_until(enough))
        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(*BETWEEN_KILLS))
            victim = dice.choice(replicas.servers)
            async with measured(sandbox, heights):
                assert await victim.end(signal.SIGKILL) == -signal.SIGKILL
            await victim.start()
        enough.set()
    return heights
