"""The calls of the Zalo Bot Platform, against a small server that says what it is told to."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels import base, zalo
from bot.channels.zalo import Zalo
from handlers.messages import Button, InputKind, Keyboard, Media, Outgoing, Toast

TOKEN = "1459232241454765289:AbCanaryCanary-canary_0123456789"
CHAT = "6ede9afa66b88fe6d6a9"
SHA = "ab" + "c" * 62
TEXT: dict[str, Any] = {
    "event_name": "message.text.received",
    "message": {
        "from": {"id": CHAT, "display_name": "Lan", "is_bot": False},
        "chat": {"id": CHAT, "chat_type": "PRIVATE"},
        "message_id": "m1",
        "text": "Xin chào",
    },
}


def refusal(code: Any, description: Any = "No", **more: Any) -> dict[str, Any]:
    return {"ok": False, "error_code": code, "description": description, **more}


@dataclass
class Platform:
    """Answers calls in order as told; without being told, as the platform does when all is well."""

    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    says: list[Any] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        assert request.match_info["token"] == TOKEN
        method = request.match_info["method"]
        self.heard.append((method, await request.json()))
        told = self.says.pop(0) if self.says else {"ok": True, "result": {"message_id": f"id{len(self.heard)}"}}
        if isinstance(told, web.StreamResponse):
            return told
        return web.json_response(told, status=200 if isinstance(told, dict) else 500)

    def methods(self) -> list[str]:
        return [method for method, _ in self.heard]


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
async def server(platform: Platform) -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", platform.answer)
    server = TestServer(app)
    async with server:
        yield server


@pytest.fixture
async def channel(server: TestServer, tmp_path: Path) -> AsyncIterator[Zalo]:
    """Return a bot with a public address for its pictures."""
    (tmp_path / "pictures").mkdir()
    for name in ("pictures/w47.png", "a.png"):
        (tmp_path / name).write_bytes(b"a picture")
    channel = Zalo(TOKEN, str(server.make_url("")), tmp_path, ["zdn.vn"], "https://hoa.vn/pictures/{}".format)
    await channel.start()
    yield channel
    await channel.stop()


@pytest.fixture
async def private(server: TestServer, tmp_path: Path) -> AsyncIterator[Zalo]:
    """Return a bot that nobody can reach from outside."""
    channel = Zalo(TOKEN, str(server.make_url("/")), tmp_path, ["zdn.vn"], None)
    await channel.start()
    yield channel
    await channel.stop()


def keep_copy(folder: Path) -> None:
    (folder / "files" / SHA[:2]).mkdir(parents=True)
    (folder / "files" / SHA[:2] / SHA).write_bytes(b"jpeg")


PLEASE = Outgoing(CHAT, "Bài <b>mới</b>", ((Button("Có", "y", number=1), Button("Quay lại", "b", number=0)),))


async def test_a_message_goes_with_its_looks_and_choices(channel: Zalo, platform: Platform) -> None:
    sent = await channel.send(replace(PLEASE, keyboard=Keyboard("Số điện thoại"), edits="id0"))

    words = {"text": "Bài mới\n\n1. Có\n0. Quay lại", "text_styles": [{"start": 4, "len": 3, "st": ["b"]}]}
    assert platform.heard == [("sendMessage", {"chat_id": CHAT, **words})]
    assert sent == "id1"


async def test_a_long_message_goes_in_order_and_the_last_one_counts(channel: Zalo, platform: Platform) -> None:
    sent = await channel.send(replace(PLEASE, text="chữ " * 1200))

    assert sent == "id3"
    assert all(len(data["text"]) <= 2000 for _, data in platform.heard)
    assert platform.heard[-1][1]["text"].endswith("\n\n1. Có\n0. Quay lại")


async def test_nothing_to_say_is_not_sent(channel: Zalo, platform: Platform) -> None:
    with pytest.raises(base.Refused):
        await channel.send(Outgoing(CHAT, " "))
    assert platform.heard == []


async def test_a_picture_goes_by_its_public_address(channel: Zalo, platform: Platform) -> None:
    await channel.send(replace(PLEASE, picture="pictures/w47.png"))

    photo = {"photo": "https://hoa.vn/pictures/pictures/w47.png", "caption": "Bài mới\n\n1. Có\n0. Quay lại"}
    assert platform.heard == [("sendPhoto", {"chat_id": CHAT, **photo})]


async def test_a_long_caption_goes_on_below_the_picture(channel: Zalo, platform: Platform) -> None:
    sent = await channel.send(replace(PLEASE, text="chữ " * 700, picture="pictures/w47.png"))

    assert platform.methods() == ["sendPhoto", "sendMessage"]
    assert platform.heard[1][1]["text"].endswith("0. Quay lại")
    assert sent == "id2"


async def test_of_a_picture_that_is_lost_the_words_remain(channel: Zalo, platform: Platform) -> None:
    await channel.send(replace(PLEASE, picture="pictures/w46.png"))
    assert [method for method, _ in platform.heard] == ["sendMessage"]


async def test_a_picture_without_words_has_no_empty_caption(channel: Zalo, platform: Platform) -> None:
    assert await channel.send(Outgoing(CHAT, "", picture="a.png")) == "id1"
    assert platform.heard == [("sendPhoto", {"chat_id": CHAT, "photo": "https://hoa.vn/pictures/a.png"})]


async def test_a_picture_that_zalo_cannot_take_goes_as_an_address(channel: Zalo, platform: Platform) -> None:
    platform.says = [refusal(400)]
    await channel.send(replace(PLEASE, text="Tuần 47", picture="a.png"))

    assert platform.methods() == ["sendPhoto", "sendMessage"]
    assert platform.heard[1][1]["text"] == "Tuần 47\n\nhttps://hoa.vn/pictures/a.png\n\n1. Có\n0. Quay lại"


async def test_without_a_public_address_the_words_go_alone(private: Zalo, platform: Platform, tmp_path: Path) -> None:
    keep_copy(tmp_path)
    await private.send(Outgoing(CHAT, "Tuần 47", picture="a.png"))
    await private.send(Outgoing(CHAT, "tệp 1/1", media=Media("photo", "f", "u", channel="telegram", sha256=SHA)))
    await private.send(Outgoing(CHAT, "tệp 1/1", media=Media("photo", "f", "u", channel="telegram")))

    assert [data["text"] for _, data in platform.heard] == ["Tuần 47", "tệp 1/1", "tệp 1/1"]


@pytest.mark.parametrize("origin", ["telegram", "zalo"])
async def test_a_photo_goes_from_its_durable_copy(
    channel: Zalo, platform: Platform, tmp_path: Path, origin: str
) -> None:
    message = Outgoing(CHAT, "tệp 1/1", media=Media("photo", "f", "u", channel=origin))
    with pytest.raises(base.Unavailable):
        await channel.send(message)
    assert platform.heard == []

    keep_copy(tmp_path)
    await channel.send(replace(message, media=Media("photo", "f", "u", channel=origin, sha256=SHA)))

    photo = f"https://hoa.vn/pictures/files/ab/{SHA}"
    assert platform.heard == [("sendPhoto", {"chat_id": CHAT, "photo": photo, "caption": "tệp 1/1"})]


@pytest.mark.parametrize("kind", ["voice", "video", "document"])
async def test_other_files_go_as_an_address(channel: Zalo, platform: Platform, tmp_path: Path, kind: str) -> None:
    keep_copy(tmp_path)
    await channel.send(Outgoing(CHAT, "tệp 1/1", media=Media(kind, "f", "u", channel="telegram", sha256=SHA)))

    assert platform.heard == [
        ("sendMessage", {"chat_id": CHAT, "text": f"tệp 1/1\n\nhttps://hoa.vn/pictures/files/ab/{SHA}"}),
    ]


@pytest.mark.parametrize("media", [Media("photo", "f", "u", lost=True), Media("photo", "f", "u", sha256=SHA)])
async def test_of_a_lost_file_the_words_go(channel: Zalo, platform: Platform, media: Media) -> None:
    await channel.send(Outgoing(CHAT, "tệp 1/1", media=media))

    assert platform.heard == [("sendMessage", {"chat_id": CHAT, "text": "tệp 1/1"})]


async def test_one_event_is_received_and_none_when_nothing_came(channel: Zalo, platform: Platform) -> None:
    platform.says = [
        {"ok": True, "result": TEXT},
        refusal(408, "Request timeout"),
        {"ok": True, "result": None},
        {"ok": True, "result": {**TEXT, "message": {**TEXT["message"], "text": 5}}},
        {"ok": True, "result": [TEXT]},
    ]
    batches = [await channel.receive() for _ in range(5)]
    channel.acknowledge()

    assert platform.heard[0] == ("getUpdates", {"timeout": 25})
    assert [[given.kind for given in batch] for batch in batches] == [
        [InputKind.TEXT],
        [],
        [],
        [InputKind.BROKEN],
        [InputKind.TEXT],
    ]


@pytest.mark.parametrize("code", [400, 409])
async def test_a_webhook_in_the_way_is_removed_once(channel: Zalo, platform: Platform, code: int) -> None:
    platform.says = [refusal(code, "Bad request"), {"ok": True, "result": {"url": ""}}, {"ok": True, "result": TEXT}]
    with pytest.raises(base.Conflict):
        await channel.receive()
    assert len(await channel.receive()) == 1
    assert platform.methods() == ["getUpdates", "deleteWebhook", "getUpdates"]


async def test_a_webhook_is_set_with_its_secret_and_its_bodies_are_read(channel: Zalo, platform: Platform) -> None:
    await channel.set_webhook("https://hoa.vn/zalo", "s3cret-s3cret")

    assert platform.heard == [("setWebhook", {"url": "https://hoa.vn/zalo", "secret_token": "s3cret-s3cret"})]
    assert [given.text for given in channel.read(TEXT)] == ["Xin chào"]
    assert channel.read({"ok": True, "result": {}}) == []


async def test_the_bot_says_who_it_is(channel: Zalo, platform: Platform) -> None:
    platform.says = [{"ok": True, "result": {"id": "1", "account_name": "bot.VDKyGxQvc"}}, {"ok": True, "result": "x"}]

    assert (await channel.get_me())["account_name"] == "bot.VDKyGxQvc"
    with pytest.raises(base.Unavailable):
        await channel.get_me()


async def test_what_zalo_has_not_is_left_out(channel: Zalo, platform: Platform) -> None:
    await channel.answer(Toast("zalo", "1", "Xong"))
    await channel.publish_commands()
    await channel.publish_own_commands([])

    assert platform.heard == []


MEANS = [
    (refusal(400), base.Refused),
    (refusal(401, "Unauthorized"), base.NotAuthorised),
    (refusal(404), base.NotAuthorised),
    (refusal(403), base.Unreachable),
    (refusal(408, "Request timeout"), base.Unavailable),
    (refusal(429, parameters={"retry_after": 7}), base.Throttled),
    (refusal(429, "Quota exceeded"), base.Withheld),
    (refusal(429, parameters={"retry_after": 1e308}), base.Withheld),
    (refusal(429, parameters={"retry_after": "7"}), base.Withheld),
    (refusal(429, parameters=[]), base.Withheld),
    (refusal(426), base.Refused),
    (refusal(500), base.Unavailable),
    (refusal(-216), base.Unavailable),
    (refusal(None), base.Unavailable),
    (refusal("403"), base.Unavailable),
    ({"ok": False}, base.Unavailable),
    ({"ok": "true"}, base.Unavailable),
    ({"ok": 1}, base.Unavailable),
    ({"result": {"message_id": "1"}}, base.Unavailable),
    ([], base.Unavailable),
    (None, base.Unavailable),
]


@pytest.mark.parametrize(("answer", "error"), MEANS)
async def test_the_body_decides_and_not_the_status(
    channel: Zalo, platform: Platform, answer: Any, error: type[base.SendError]
) -> None:
    for status in (200, 401, 503):
        platform.says = [web.json_response(answer, status=status)]
        with pytest.raises(base.SendError) as caught:
            await channel.send(PLEASE)
        assert type(caught.value) is error
        if isinstance(caught.value, base.Throttled):
            assert caught.value.seconds == 7


@pytest.mark.parametrize("status", [200, 500])
async def test_what_was_delivered_is_not_sent_twice_for_an_odd_answer(
    channel: Zalo, platform: Platform, status: int
) -> None:
    for result in ({}, None, "x", {"message_id": None}, {"message_id": "\ud800"}):
        platform.says = [web.json_response({"ok": True, "result": result}, status=status)]
        assert await channel.send(PLEASE) == ""
    platform.says = [{"ok": True, "result": {"message_id": 12}}]
    assert await channel.send(PLEASE) == "12"


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(text="<html>Bad gateway</html>", status=502),
        web.Response(body=b"", status=200),
        web.Response(body=b'{"ok": true, "resu', status=200),
        web.Response(body=b'{"ok": true}\xff', status=200),
        web.Response(body=b"[" * 100_000, status=200),
        web.Response(body=b'"' + b"x" * 2_000_000 + b'"', status=200),
        web.Response(body=b'{"ok": true}', headers={"Content-Encoding": "gzip"}),
        web.Response(status=302, headers={"Location": "/elsewhere"}),
    ],
    ids=["html", "empty", "cut", "not utf-8", "deep", "long", "not gzip", "redirect"],
)
async def test_an_answer_that_cannot_be_read_is_none(channel: Zalo, platform: Platform, answer: web.Response) -> None:
    platform.says = [answer]
    with pytest.raises(base.Unavailable):
        await channel.send(PLEASE)
    assert platform.methods() == ["sendMessage"]


async def test_no_error_tells_the_token_the_address_or_the_person(
    channel: Zalo, platform: Platform, server: TestServer
) -> None:
    port = str(server.port)
    echo = f"Bad: {server.make_url('/')}bot{TOKEN}/sendMessage chat_id={CHAT} {TOKEN} token\x00\ud800"
    platform.says = [refusal(code, echo) for code in (400, 401, 403, 404, 408, 429, 500)]
    platform.says += [web.Response(text=echo.encode("utf-8", "replace").decode(), status=500)]
    errors = [await failing(channel) for _ in range(8)]
    await server.close()
    errors.append(await failing(channel))

    for error in errors:
        told = "".join(traceback.format_exception(error)) + repr(error)
        assert TOKEN not in told
        assert TOKEN.split(":")[1] not in told
        assert CHAT not in told
        assert port not in told
        assert "\x00" not in str(error)
    assert "Bad: … … … token" in str(errors[0])


async def failing(channel: Zalo) -> base.SendError:
    with pytest.raises(base.SendError) as caught:
        await channel.send(PLEASE)
    return caught.value


async def test_a_server_that_never_answers_is_out_of_reach(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(zalo, "HOLD", -9.9)
    closing = asyncio.Event()

    async def hold(request: web.Request) -> web.Response:
        await closing.wait()
        return web.Response()

    app = web.Application()
    app.router.add_post("/{path:.*}", hold)
    async with TestServer(app) as server:
        channel = Zalo(TOKEN, str(server.make_url("")), tmp_path, [], None)
        await channel.start()
        with pytest.raises(base.Unavailable):
            await channel.receive()
        await channel.stop()
        closing.set()
