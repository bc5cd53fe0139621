"""Threat 30: nothing that people are called or write begins a line of the log, and no error shows them its insides."""

import json
from typing import Any

import pytest

from bot import logs
from bot.app import App
from bot.config import Settings
from bot.sandbox.people import People, text_of
from bot.sandbox.server import Sandbox
from tests.bot.conftest import WEDNESDAY_NOON
from tests.bot.walking import walks_to_the_photos

NASTY = "Hòe\r\n2026-11-24T05:00:00Z [error] forged\x1b[2J\x1b[31m\u2028{\x9b}\u202e\x85"


def malformed(number: int, hoa: int | str) -> dict[str, Any]:
    """Return a message that no library can read, from somebody with a nasty name."""
    person = {"id": hoa, "is_bot": False, "first_name": NASTY}
    chat = {"id": hoa, "type": "private", "first_name": NASTY}
    return {"message_id": number, "date": NASTY, "chat": chat, "from": person, "photo": NASTY, "caption": NASTY}


@pytest.mark.usefixtures("logging_as_before")
@pytest.mark.parametrize("shape", ["json", "console"])
async def test_threat_30_a_whole_conversation_of_nasty_words_forges_no_line(
    settings: Settings, sandbox: Sandbox, capfd: pytest.CaptureFixture[str], shape: logs.Format
) -> None:
    logs.configure("debug", shape)
    sandbox.world.clock.move_to(WEDNESDAY_NOON)
    app = App(settings, sandbox.world.clock)
    await app.start()
    async with People(sandbox.url) as people:
        hoa = await people.add(NASTY, last_name=NASTY, username="hoe")
        await hoa.starts(NASTY)
        await hoa.hears("Xin chào")
        await walks_to_the_photos(hoa, NASTY)
        sandbox.world.updates.add("message", malformed(7001, hoa.id))
        heard = text_of(await hoa.hears("trục trặc", timeout=30))
    await app.stop()

    lines = capfd.readouterr().err.split("\n")
    assert lines.pop() == ""
    assert any("set aside" in line for line in lines), "the failure was logged"
    assert not any(line.startswith("2026-11-24T05:00:00Z") for line in lines)
    assert "\x1b" not in "".join(lines)
    assert all(line.isprintable() for line in lines)
    if shape == "json":
        assert all({"event", "level", "timestamp"} <= json.loads(line).keys() for line in lines)
    assert not any(word in heard for word in ("Traceback", "Error", "line ", ".py", "forged"))
