"""A sandbox on a free port, its people, and two kinds of bot: bare HTTP calls and python-telegram-bot."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from telegram import Bot

from bot.clock import Clock
from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import Sandbox
from tests.sandbox.calls import TOKEN, Api
from tests.sandbox.zalo_calls import ZALO_TOKEN, ZaloApi


@pytest.fixture(autouse=True)
def _durations_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    # python-telegram-bot warns of its own change of types until one chooses.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    server = Sandbox(TOKEN, zalo_token=ZALO_TOKEN, clock=Clock())
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as opened:
        yield opened


@pytest.fixture
def api(sandbox: Sandbox, session: aiohttp.ClientSession) -> Api:
    return Api(sandbox.url, session)


@pytest.fixture
async def people(sandbox: Sandbox) -> AsyncIterator[People]:
    async with People(sandbox.url) as client:
        yield client


@pytest.fixture
async def hoa(people: People, api: Api) -> SimulatedPerson:
    """Return a citizen who has pressed /start; the bot has read it."""
    person = await people.add("Hoa", last_name="Nguyễn", username="hoa_nguyen")
    await person.starts()
    await api.updates()
    return person


@pytest.fixture
def zalo(sandbox: Sandbox, session: aiohttp.ClientSession) -> ZaloApi:
    return ZaloApi(sandbox.url, session)


@pytest.fixture
async def lan(people: People, zalo: ZaloApi) -> SimulatedPerson:
    """Return a citizen on Zalo who has said hello; the bot has read it."""
    person = await people.add("Lan", channel="zalo")
    await person.starts()
    await zalo.update()
    return person


@pytest.fixture
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=f"{sandbox.url}/bot", base_file_url=f"{sandbox.url}/file/bot") as client:
        yield client
