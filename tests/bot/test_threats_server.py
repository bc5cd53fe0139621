"""Threats 24 and 32: the address of the platform is not just any address, and there is one of us, not two."""

import asyncio
import contextlib

import aiohttp
import pytest

from bot import intake
from bot.app import App
from bot.channels import base
from bot.clock import Clock
from bot.lock import AlreadyRunningError
from tests.bot.conftest import TOKEN, Service, until
from tests.bot.terminal import Terminal
from tests.bot.test_cli import assert_explained

ADDRESSES = [
    "file:///etc/passwd",
    "/etc/hostname",
    "//example.org",
    "ftp://example.org",
    "gopher://127.0.0.1:25",
    "http://example.org",
    "http://10.0.0.5:8081",
    "http://169.254.169.254/latest/meta-data",
    "http://[fe80::1]",
    "http://localhost.example.org",
    "http://127.0.0.1.example.org",
    "http://127.0.0.1@example.org",
    "http://2130706433",
    "http://0x7f.1",
    "https://hoa:secret@example.org",
    "https://example.org?to=127.0.0.1",
    "https://example.org#@127.0.0.1",
    "https://example.org\\@127.0.0.1",
    "https://",
]


@pytest.mark.parametrize("setting", ["TELEGRAM__API_URL", "ZALO__API_URL"])
def test_threat_24_only_https_or_this_very_machine_may_play_the_platform(terminal: Terminal, setting: str) -> None:
    for address in ADDRESSES:
        terminal.sets(**{setting: address})
        assert_explained(terminal.types("migrate"), f"HOADEP_{setting}", "is not the address of a server")
    assert not (terminal.folder / "hoadep.db").exists()


async def test_threat_32_a_second_service_on_the_same_sqlite_refuses_to_start(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    second = App(service.settings, Clock())
    with pytest.raises(AlreadyRunningError, match="Stop that one first"):
        await second.start()
    second.database.close()

    await hoa.says("/gioithieu")
    await hoa.hears("Bước 1/")


async def test_threat_32_another_program_on_the_same_token_is_reported_and_nothing_is_lost(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(intake.PAUSES, base.Conflict, 0.05)
    hoa = await service.arrives("Hoa")
    thief = asyncio.create_task(steals(f"{service.sandbox.url}/bot{TOKEN}/getUpdates"))
    await until(lambda: service.log_of("updates could not be fetched"))
    await hoa.says("/gioithieu")
    await hoa.hears("Bước 1/")
    thief.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await thief
    await hoa.taps("Một người")
    await hoa.hears("Bước 2/")

    alarm = service.log_of("updates could not be fetched")[0]
    assert (alarm["log_level"], alarm["channel"]) == ("warning", "telegram")
    assert "only one bot instance" in alarm["reason"]
    assert service.ask("SELECT COUNT(*) FROM nomination") == [1]


async def steals(url: str) -> None:
    """Poll as somebody else would who has the token."""
    async with aiohttp.ClientSession() as session:
        while True:
            async with session.post(url, json={"timeout": 0}):
                await asyncio.sleep(0.1)
