"""Threat 22: the bot's token is the bot. However loud the log and however bad the day, it is written nowhere."""

import logging
from pathlib import Path

import pytest

from bot import delivery, files, intake, logs
from bot.app import App
from bot.channels import base
from bot.config import Settings
from bot.sandbox.faults import KINDS, UPDATE_KINDS
from bot.sandbox.people import People
from bot.sandbox.server import Sandbox
from tests.bot.conftest import TOKEN, WEDNESDAY_NOON, asked, until
from tests.bot.walking import PHOTO, sends_photo, walks_to_the_photos

SECRET = TOKEN.partition(":")[2]
METHODS = ("getUpdates", "sendMessage", "answerCallbackQuery", "getFile", "file", "setMyCommands")
ONE_BY_ONE = sorted(KINDS - UPDATE_KINDS - {"400", "403", "migrate", "stall"})  # those that a conversation survives


@pytest.mark.usefixtures("logging_as_before")
async def test_threat_22_a_canary_token_is_in_no_log_no_database_and_no_file(
    settings: Settings,
    sandbox: Sandbox,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(intake.PAUSES, base.NotAuthorised, 0.05)
    monkeypatch.setattr(delivery, "UNAUTHORISED", 0.05)
    monkeypatch.setattr(delivery, "LONGEST", 0.05)
    monkeypatch.setattr(files, "LOOK", 0.05)
    monkeypatch.setattr(intake, "LONGEST", 0.05)
    logs.configure("debug", "json")
    for name in logs.TALKATIVE:
        logging.getLogger(name).setLevel(logging.DEBUG)
    sandbox.world.clock.move_to(WEDNESDAY_NOON)
    app = App(settings, sandbox.world.clock)
    await app.start()
    async with People(sandbox.url) as people:
        hoa = await people.add("Hoa")
        await hoa.starts()
        await hoa.hears("Xin chào")
        faults = [sandbox.faults.add(method, kind, at=1) for method in METHODS for kind in ONE_BY_ONE]
        await walks_to_the_photos(hoa)
        await sends_photo(hoa, PHOTO)
        await until(lambda: not asked(app.database, "SELECT 1 FROM outbox WHERE state IN ('queued', 'errored')"))
    await app.stop()

    struck = {(fault.method, fault.kind) for fault in faults if fault.hits}
    assert {kind for _, kind in struck} == set(ONE_BY_ONE)
    said = capfd.readouterr()
    assert "a message was sent" in said.err, "the log was loud"
    assert SECRET not in said.out + said.err
    assert places_of(SECRET, tmp_path) == []


def places_of(secret: str, folder: Path) -> list[str]:
    """Return the files, the database among them, that have a secret in their name or content."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in found if secret in path.name or secret.encode() in path.read_bytes()]
