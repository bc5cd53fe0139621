"""The web server: nobody but the platforms is heard, and nothing is lost or told on the way (threat 23)."""

import asyncio
import io
import json
import time
from collections.abc import AsyncIterator, Callable

import pytest

from bot.intake import SILENT
from bot.sandbox.server import Sandbox
from tests.bot.conftest import TOKEN, ZALO_TOKEN, Service
from tests.bot.pushing import PLATFORMS, Pusher, both_by_webhook, pusher_for, rows, seen, update

WRONG: dict[str, Callable[[str], str]] = {
    "none": lambda _right: "",
    "one letter other": lambda right: right[:-1] + ("0" if right[-1] != "0" else "1"),
    "one letter more": lambda right: f"{right}0",
    "one letter less": lambda right: right[:-1],
    "in capitals": lambda right: right.upper(),
    "no ASCII": lambda _right: "bí mật",
    "the token": lambda _right: TOKEN,
    "Zalo's token": lambda _right: ZALO_TOKEN,
    "very long": lambda right: right * 60,
}

NO_UPDATES = (
    *(b"", b"\xff\xfe", b"{", b"null", b"7", b'"text"', b"[]", b"{}", b"NaN", b'{"update_id": {}, "message": []}'),
    *(b"[" * 100_000, b'{"message":' * 50_000, b"9" * 5000, b'{"update_id": true, "result": {"message": "?"}}'),
)


@pytest.fixture
def variables(sandbox: Sandbox) -> dict[str, str]:
    return both_by_webhook(sandbox.url)


@pytest.fixture
async def pusher(service: Service) -> AsyncIterator[Pusher]:
    async with pusher_for(service) as pusher:
        yield pusher


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_threat_23_without_the_right_secret_nobody_is_heard(
    service: Service, pusher: Pusher, platform: str
) -> None:
    other = next(one for one in PLATFORMS if one != platform)
    before, right = rows(service), pusher.secret(platform)
    body = json.dumps(update(platform, "Tôi muốn giới thiệu bà Hòe")).encode()

    for wrong in (*(make(right) for make in WRONG.values()), pusher.secret(other)):
        assert await pusher.posts(platform, body, wrong) == (403, b""), wrong
    assert await pusher.posts(other, body, "", Authorization=f"Bearer {right}") == (403, b"")

    assert rows(service) == before
    counts = [one["count"] for one in service.log_of("without the right secret") if one["channel"] == platform]
    assert counts == [1, 2, 4, 8], "a flood must not fill the log"
    assert "Hòe" not in str(service.log)
    assert right not in str(service.log)
    assert await pusher.posts(platform, body) == (200, b"")


async def test_threat_23_a_large_body_is_refused_declared_or_not(service: Service, pusher: Pusher) -> None:
    async def streamed() -> AsyncIterator[bytes]:
        for _ in range(32):
            yield b" " * 65536

    before = rows(service)
    for platform in PLATFORMS:
        statuses = [
            (await pusher.posts(platform, io.BytesIO(bytes(2_000_000))))[0],
            (await pusher.posts(platform, streamed()))[0],
            (await pusher.posts(platform, io.BytesIO(bytes(2_000_000)), "wrong"))[0],
        ]
        assert statuses == [413, 413, 403]

    assert rows(service) == before


async def test_what_is_no_update_is_answered_once_and_not_kept(service: Service, pusher: Pusher) -> None:
    before = rows(service)

    for platform in PLATFORMS:
        for body in NO_UPDATES:
            assert await pusher.posts(platform, body) == (200, b""), body
        for packed, status in (("gzip", 400), ("odd", 200)):
            headers = {"Content-Encoding": packed, "Connection": "close"}
            assert (await pusher.posts(platform, b"{}", **headers))[0] == status

    assert rows(service) == before
    assert service.log_of("request failed") == []


async def test_what_is_no_http_at_all_is_not_told_to_the_log(service: Service, pusher: Pusher) -> None:
    for line in (b"\x16\x03\x01 secret words\r\n\r\n", b"POST /zalo HTTP/1.1\r\nsecret words\r\n\r\n"):
        reader, writer = await asyncio.open_connection("127.0.0.1", service.app.web.port)
        writer.write(line)
        assert b" 400 " in await reader.readline()
        writer.close()

    assert "secret words" not in str(service.log)
    assert await pusher.pushes("zalo", update("zalo", "Xin chào")) == 200


async def test_unknown_paths_and_methods_are_told_nothing(service: Service, pusher: Pusher) -> None:
    for path, method, status in (
        ("/", "GET", 404),
        ("/zalo/", "POST", 404),
        ("/metrics/", "GET", 404),
        ("/../etc/passwd", "GET", 404),
        ("/zalo", "GET", 405),
        ("/telegram", "PUT", 405),
        ("/healthz", "POST", 405),
    ):
        answer, _ = await pusher.gets(path, method)
        assert answer.status == status, path
        assert answer.headers["Server"] == "hoadep"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_health_of_webhooks_names_no_secret_and_no_person(service: Service, pusher: Pusher) -> None:
    answer, body = await pusher.gets("/healthz")

    assert answer.status == 200
    assert json.loads(body) == {"ok": True, "channels": {"telegram": "webhook", "zalo": "webhook"}}


class TestPolled:
    """Where the channels are polled, health is their last good answer, and webhooks are served all the same."""

    @pytest.fixture
    def variables(self, sandbox: Sandbox) -> dict[str, str]:
        return {"ZALO__TOKEN": ZALO_TOKEN, "ZALO__API_URL": sandbox.url}

    async def test_health_fails_when_a_channel_was_silent_for_too_long(self, service: Service, pusher: Pusher) -> None:
        answer, body = await pusher.gets("/healthz")
        assert (answer.status, json.loads(body)["channels"].keys()) == (200, {"telegram", "zalo"})

        service.app.intakes["zalo"].last_good = time.monotonic() - SILENT - 2
        answer, body = await pusher.gets("/healthz")

        told = json.loads(body)
        assert (answer.status, told["ok"]) == (503, False)
        assert told["channels"]["zalo"] > SILENT > told["channels"]["telegram"]

    async def test_webhooks_are_served_whatever_the_mode(self, service: Service, pusher: Pusher) -> None:
        for platform in PLATFORMS:
            assert await pusher.pushes(platform, update(platform, "Xin chào", 77)) == 200
            assert len(seen(service, platform)) == 1

    async def test_without_a_public_address_there_are_no_pictures(self, service: Service, pusher: Pusher) -> None:
        answer, _ = await pusher.gets("/pictures/1/x/pictures/digest.png")

        assert service.app.pictures is None
        assert answer.status == 404


class TestTelegramAlone:
    """A channel without a token has no webhook."""

    @pytest.fixture
    def variables(self) -> dict[str, str]:
        return {}

    async def test_there_is_no_webhook_of_a_bot_that_is_not_there(self, service: Service, pusher: Pusher) -> None:
        assert (await pusher.posts("zalo", b"{}", "any"))[0] == 404
        assert set(service.app.channels) == {"telegram"}
