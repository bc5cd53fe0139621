"""What was sent on Zalo is shown on Telegram from its durable copy; and Telegram's webhooks are read like its polls."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels import base
from bot.channels.telegram import ALLOWED, Telegram
from handlers.messages import InputKind, Media, Outgoing
from handlers.wording import Texts

TOKEN = "7012345678:AAHcanary_canary-canary_canary-0123"
SHA = "ab" + "c" * 62
LAN = {"id": 7001, "is_bot": False, "first_name": "Lan"}
PRIVATE = {"id": 7001, "type": "private", "first_name": "Lan"}
MESSAGE = {"message_id": 1, "date": 1, "chat": PRIVATE, "from": LAN, "text": "Xin chào"}


@dataclass
class BotApi:
    """Notes each call: the method, its fields, and the names and content of its files."""

    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        fields = {name: told(value) for name, value in (await request.post()).items()}
        self.heard.append((request.match_info["method"], fields))
        return web.json_response({"ok": True, "result": {"message_id": 5}})


def told(value: Any) -> Any:
    return (value.filename, value.file.read()) if isinstance(value, web.FileField) else value


@pytest.fixture
def api() -> BotApi:
    return BotApi()


@pytest.fixture
async def channel(api: BotApi, tmp_path: Path) -> AsyncIterator[Telegram]:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", api.answer)
    async with TestServer(app) as server:
        channel = Telegram(TOKEN, str(server.make_url("")).rstrip("/"), Texts(), tmp_path)
        await channel.start()
        yield channel
        await channel.stop()


def from_zalo(kind: str, **more: Any) -> Outgoing:
    return Outgoing("7001", "tệp 1/1", media=Media(kind, "https://photo.zdn.vn/a", "u", channel="zalo", **more))


@pytest.mark.parametrize(
    ("kind", "method", "part", "name"),
    [
        ("photo", "sendPhoto", "photo", "photo.jpg"),
        ("video", "sendVideo", "video", "video.mp4"),
        ("voice", "sendDocument", "document", "voice.aac"),
        ("document", "sendDocument", "document", "file"),
    ],
)
async def test_a_file_of_zalos_is_uploaded_from_its_copy(
    channel: Telegram, api: BotApi, tmp_path: Path, kind: str, method: str, part: str, name: str
) -> None:
    (tmp_path / "files/ab").mkdir(parents=True)
    (tmp_path / "files/ab" / SHA).write_bytes(b"content")

    assert await channel.send(from_zalo(kind, sha256=SHA)) == "5"
    [(called, fields)] = api.heard
    assert called == method
    assert fields["caption"] == "tệp 1/1"
    assert (name, b"content") in fields.values()
    assert part in fields


async def test_its_own_file_goes_by_its_id(channel: Telegram, api: BotApi) -> None:
    for origin in ("", "telegram"):
        await channel.send(Outgoing("7001", "tệp", media=Media("voice", "AwAC", "u", channel=origin)))

    assert [(method, fields["voice"]) for method, fields in api.heard] == [("sendVoice", "AwAC")] * 2


async def test_a_file_without_a_copy_waits_and_of_a_lost_one_the_words_go(channel: Telegram, api: BotApi) -> None:
    with pytest.raises(base.Unavailable):
        await channel.send(from_zalo("photo"))
    assert api.heard == []

    await channel.send(from_zalo("photo", lost=True))
    await channel.send(from_zalo("photo", sha256=SHA))

    assert [(method, fields["text"]) for method, fields in api.heard] == [("sendMessage", "tệp 1/1")] * 2


async def test_a_webhook_is_set_with_its_secret(channel: Telegram, api: BotApi) -> None:
    await channel.set_webhook("https://hoa.vn/telegram", "s3cret")

    [(method, fields)] = api.heard
    assert method == "setWebhook"
    assert (fields["url"], fields["secret_token"]) == ("https://hoa.vn/telegram", "s3cret")
    assert all(one in fields["allowed_updates"] for one in ALLOWED)


READER = Telegram(TOKEN, "http://127.0.0.1:1", Texts(), Path())


def test_what_a_webhook_brings_is_read_as_what_a_poll_does() -> None:
    [found] = READER.read({"update_id": 9, "message": MESSAGE})
    [broken] = READER.read({"update_id": 10, "message": {**MESSAGE, "date": "x", "chat": 5}})

    assert (found.update_id, found.kind, found.text) == ("9", InputKind.TEXT, "Xin chào")
    assert (broken.update_id, broken.kind, broken.external_id) == ("10", InputKind.BROKEN, "7001")


@pytest.mark.parametrize("body", [None, [], "x", 5, {}, {"update_id": "9"}, {"update_id": True, "message": MESSAGE}])
def test_what_is_no_update_is_nothing(body: Any) -> None:
    assert READER.read(body) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {"update_id": st.integers()},
        optional={
            "message": JSON
            | st.dictionaries(st.sampled_from(sorted(MESSAGE)), JSON).map(lambda odd: {**MESSAGE, **odd}),
            "callback_query": JSON,
            "my_chat_member": JSON,
        },
    )
)
def test_no_json_at_all_stops_the_reading(body: dict[str, Any]) -> None:
    assert all(given.update_id == str(body["update_id"]) for given in READER.read(body))
