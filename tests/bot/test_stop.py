"""The end of the service: in time, whole, and only one at a time."""

import asyncio
import signal
import time
from pathlib import Path

import pytest

from bot.config import Settings
from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from storage.db import Database
from tests.bot.conftest import asked, until
from tests.bot.serving import Server, server_for
from tests.bot.storytellers import Storyteller

FIVE_SECONDS = 5.0  # what an office's machine grants before it kills


async def ends(server: Server) -> float:
    """Ask the service to stop; return how long it took to do so well."""
    asked_at = time.monotonic()
    assert await server.end(signal.SIGTERM) == 0
    return time.monotonic() - asked_at


async def test_asked_to_stop_under_load_it_ends_well_in_time_and_loses_nothing(
    settings: Settings, sandbox: Sandbox, tmp_path: Path
) -> None:
    database, enough = Database(settings.database.url), asyncio.Event()
    async with People(sandbox.url) as client, server_for(sandbox, tmp_path) as server:
        tellers = [await Storyteller.arrives(client, number) for number in range(4)]
        async with asyncio.TaskGroup() as talk:
            for teller in tellers:
                talk.create_task(teller.tells_until(enough))
            await server.start()
            await until(lambda: tellers[0].stories[0].code)
            assert await ends(server) < FIVE_SECONDS
            assert asked(database, "SELECT value FROM counter WHERE name = 'running'") == [(0,)]
            await server.start()
            enough.set()
        await until(lambda: not asked(database, "SELECT 1 FROM outbox WHERE state <> 'sent'"))
        assert await ends(server) < FIVE_SECONDS

    codes = [code for (code,) in asked(database, "SELECT code FROM nomination")]
    assert sorted(codes) == sorted(story.code for teller in tellers for story in teller.stories)
    assert asked(database, "SELECT 1 FROM failed_update") == []
    log = server.log.read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert log.count("careful=False") == 2, "it ended well: the next start has nothing to fear"


@pytest.mark.parametrize("method", ["sendMessage", "answerCallbackQuery", "getFile", "setMyCommands"])
async def test_a_telegram_that_does_not_answer_does_not_hold_up_the_end(
    settings: Settings, sandbox: Sandbox, tmp_path: Path, method: str
) -> None:
    stalled = sandbox.faults.add(method, "stall", times=0, seconds=60)
    async with People(sandbox.url) as client, server_for(sandbox, tmp_path) as server:
        hoa = await client.add("Hoa")
        await hoa.starts()
        await hoa.sends_photo(b"photo")
        await server.start()
        sandbox.world.updates.add("callback_query", press_of(hoa.id, sandbox))
        await until(lambda: stalled.hits or method == "getFile")

        assert await ends(server) < FIVE_SECONDS


def press_of(person: int, sandbox: Sandbox) -> dict[str, object]:
    chat = sandbox.world.chats[person]
    message = {"message_id": 1, "date": 0, "chat": chat.shape}
    return {"id": "1", "from": chat.person.user, "chat_instance": "1", "message": message, "data": "t"}
