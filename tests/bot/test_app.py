"""The service with several channels: by polling or webhook, each with its own people, none in the other's way."""

import asyncio
import json
import re
import socket
from collections.abc import AsyncIterator

import pytest

from bot import announcing
from bot.app import App
from bot.config import Settings
from bot.sandbox.people import SimulatedPerson
from bot.sandbox.server import Sandbox
from tests.bot.conftest import ZALO_TOKEN, Service, until
from tests.bot.pushing import both_by_webhook, pusher_for
from tests.bot.terminal import Terminal

NEVER = 1_000_000


async def greeted(service: Service, channel: str) -> SimulatedPerson:
    person = await service.people.add(f"Hoa {channel}", channel=channel)
    await person.starts()
    await person.hears("Xin chào", timeout=30)
    return person


class TestByWebhook:
    """Both platforms push; nobody polls."""

    @pytest.fixture
    def variables(self, sandbox: Sandbox) -> dict[str, str]:
        return both_by_webhook(sandbox.url)

    async def test_people_of_both_channels_are_answered_each_on_theirs(
        self, service: Service, sandbox: Sandbox
    ) -> None:
        polls = [sandbox.faults.add(name, "502", at=NEVER) for name in ("getUpdates", "zalo.getupdates")]

        people = [await greeted(service, channel) for channel in ("telegram", "zalo")]
        await asyncio.gather(*(person.says("/trogiup") for person in people))
        for person in people:
            await person.hears("trangthai", timeout=30)

        await service.all_delivered()
        assert service.ask("SELECT channel FROM person ORDER BY channel") == ["telegram", "zalo"]
        assert [poll.seen for poll in polls] == [0, 0]
        assert service.app.intakes == {}
        assert not service.log_of("could not be announced")

    @pytest.mark.parametrize("channel", ["telegram", "zalo"])
    async def test_the_code_of_an_invitation_is_typed_on_either_channel_and_works_once(
        self, terminal: Terminal, service: Service, channel: str
    ) -> None:
        printed = await terminal.runs("invite", "reviewer")
        code = printed.out.partition("Code: ")[2].partition("\n")[0]
        assert re.fullmatch(r"MA [2-9A-Z]{4}-[2-9A-Z]{2}", code)

        lan, tu = [await greeted(service, one) for one in (channel, "zalo")]
        await lan.says(code.lower().replace("-", " "))
        await lan.hears("cán bộ xét duyệt", timeout=30)
        await tu.says(code)
        await tu.hears("không", timeout=30)

        assert service.ask("SELECT role FROM person ORDER BY id") == ["reviewer", "citizen"]

    async def test_a_webhook_that_could_not_be_set_is_set_later(
        self, service: Service, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(announcing, "PAUSE", 0.02)
        await service.app.stop()
        await sandbox.zalo.webhook.remove()
        fault = sandbox.faults.add("zalo.setwebhook", "502", times=2)

        await service.start()
        await greeted(service, "zalo")

        assert fault.hits == 2
        assert sandbox.zalo.webhook.url == f"{service.settings.web.public_url}/zalo"

    async def test_what_was_said_while_the_service_was_away_is_answered_when_it_is_back(
        self, service: Service, sandbox: Sandbox
    ) -> None:
        people = [await greeted(service, channel) for channel in ("telegram", "zalo")]
        await service.app.stop()
        for person in people:
            await person.says("/trogiup")

        await service.start()

        for person in people:
            await person.hears("trangthai", timeout=30)


class TestPolled:
    """Both platforms are asked; a webhook that was left there is taken away."""

    @pytest.fixture
    def variables(self, sandbox: Sandbox) -> dict[str, str]:
        return {"ZALO__TOKEN": ZALO_TOKEN, "ZALO__API_URL": sandbox.url}

    async def test_one_channel_that_is_away_does_not_hold_up_the_other(
        self, service: Service, sandbox: Sandbox
    ) -> None:
        await greeted(service, "zalo")
        sandbox.faults.add("zalo.getupdates", "502", times=0)
        sandbox.faults.add("zalo.sendmessage", "stall", times=0, seconds=60)

        await greeted(service, "telegram")

    async def test_whoever_polls_zalo_is_warned(self, service: Service) -> None:
        await service.app.stop()
        stop = asyncio.Event()
        service.app = App(service.settings, service.clock)
        running = asyncio.create_task(service.app.run(stop))
        await until(lambda: service.log_of("serving"))
        stop.set()
        await running

        (warning,) = service.log_of("Zalo is polled")
        assert warning["log_level"] == "warning"
        await service.start()


class TestWithoutAPort:
    """Another program has the port: who polls goes on without health."""

    @pytest.fixture
    async def variables(self) -> AsyncIterator[dict[str, str]]:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            yield {"WEB__PORT": str(taken.getsockname()[1])}

    async def test_the_service_goes_on(self, service: Service) -> None:
        await greeted(service, "telegram")

        (warning,) = service.log_of("the web port cannot be used")
        assert (warning["log_level"], warning["port"]) == ("warning", service.settings.web.port)


async def test_any_free_port_is_told_and_free_again_after_the_end(service: Service) -> None:
    (told,) = service.log_of("listening")
    async with pusher_for(service) as pusher:
        _, body = await pusher.gets("/healthz")
    await service.app.stop()

    assert json.loads(body)["ok"]
    assert told["port"] == service.app.web.port
    socket.create_server(("127.0.0.1", told["port"])).close()
    await service.start()


def test_there_is_no_service_without_a_token(settings: Settings) -> None:
    without = settings.telegram.model_copy(update={"token": None})

    with pytest.raises(ValueError, match="needs a token"):
        App(settings.model_copy(update={"telegram": without}))
