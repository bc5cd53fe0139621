"""The service dies at random moments in the midst of a broadcast: everybody gets it, and a kill doubles one at most."""

import asyncio
import os
import random
import signal
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert, update

from bot.clock import Clock
from bot.config import Settings
from bot.sandbox.server import Sandbox
from handlers import broadcast
from handlers.turn import Voice
from handlers.wording import Html
from storage import broadcasts
from storage.db import Database
from storage.models import OutboxMessage, Person
from storage.schema import upgrade
from tests.bot.conftest import asked, until
from tests.bot.proof.figures import size, tell
from tests.bot.serving import server_for
from tests.town import the_desk

READERS, KILLS = size(300, 10_000), int(os.environ.get("BROADCAST_KILLS", size(3, 20)))
SEED = int(os.environ.get("KILL_SEED", str(random.randrange(10_000))))  # noqa: S311 (dice, not a secret)
PACE = 30  # a second


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def variables(request: pytest.FixtureRequest) -> dict[str, str]:
    if request.param == "SQLite":
        return {}
    return {"DATABASE__URL": request.getfixturevalue("postgres").new_database()}


def begun(database: Database, sandbox: Sandbox) -> list[int]:
    """Write a broadcast to everybody; return the numbers of their chats."""
    now, chats = Clock().now(), []
    for n in range(READERS):
        person = sandbox.world.add_person(f"Người {n}")
        person.started = True
        chats.append(person.id)
    times = dict.fromkeys(("subscribed_at", "created_at", "seen_at"), now)
    rows = [{"external_id": str(chat), "chat_id": str(chat), "name": "Người", **times} for chat in chats]
    with database.begin() as session:
        session.execute(insert(Person), [{**row, "channel": "telegram", "language": "vi"} for row in rows])
        voice = Voice(session, the_desk(), now)
        wording = broadcast.Wording(Html("Tin gửi mọi người"))
        broadcast.begin(voice, "letter:1", "letter", broadcasts.subscribers(session), lambda _: wording)
        session.execute(update(OutboxMessage).values(due_at=now))  # also where this runs at night
    return chats


def sent(database: Database) -> int:
    return int(asked(database, "SELECT COUNT(*) FROM outbox WHERE state = 'sent'")[0][0])


def reached(database: Database, number: int) -> bool:
    return sent(database) >= number


@pytest.mark.timeout(120 + 3 * READERS / PACE + 6 * KILLS)
async def test_killed_in_the_midst_of_a_broadcast_everybody_gets_it_and_a_kill_doubles_one_at_most(
    settings: Settings, sandbox: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database, dice = Database(settings.database.url), random.Random(SEED)  # noqa: S311 (dice, not a secret)
    upgrade(database)
    chats = begun(database, sandbox)
    doubled: list[int] = []
    async with server_for(sandbox, tmp_path) as server:
        for kill in range(KILLS):
            before = sent(database)
            await server.start()
            far = before + dice.randrange(1, max(2, (READERS - before) // (KILLS - kill + 1)))
            await until(partial(reached, database, far), 60 + READERS / PACE)
            await asyncio.sleep(dice.uniform(0, 1 / PACE))
            assert await server.end(signal.SIGKILL) == -signal.SIGKILL
            heard = sum(1 for chat in chats for post in sandbox.world.chats[chat].posts.values() if post.side == "bot")
            doubled.append(heard - sent(database) - sum(doubled))
        await server.start()
        await until(lambda: sent(database) == READERS, 60 + 2 * READERS / PACE)
        await until(lambda: asked(database, "SELECT state FROM broadcast") == [("done",)])
        assert await server.end(signal.SIGTERM) == 0

    heard_by = [sum(post.side == "bot" for post in sandbox.world.chats[chat].posts.values()) for chat in chats]
    assert min(heard_by) == 1, "everybody got it"
    assert sum(heard_by) - READERS == sum(doubled), "twice only what was on its way at a kill"
    assert max(doubled) <= 1, "and of that one message a kill"
    tell(
        capsys,
        f"A broadcast killed on {database.url.get_backend_name()}",
        f"{READERS} receivers, {KILLS} kills (KILL_SEED={SEED}): everybody got it, {sum(doubled)} twice, each being "
        "the one message on its way at a kill",
    )
    database.close()
