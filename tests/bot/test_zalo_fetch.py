"""Threat 24 on Zalo: an address in a message is an outsider's word, and only Zalo's own hosts are asked."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.base import Refused, Unavailable
from bot.channels.http import may_fetch
from bot.channels.zalo import Zalo
from storage.models import Attachment

API = "https://bot-api.zaloplatforms.com"
HOSTS = ["zdn.vn", "zadn.vn"]

OURS = [
    "https://zdn.vn/a.jpg",
    "https://photo-stal-1.zdn.vn/a.jpg?x=1&y=%2F#",
    "https://F2-VOICE-AAC-DL.ZDN.VN/b.aac",
    "https://photo.zadn.vn:443/a",
    "https://zdn.vn",
    "https://zdn.vn?a=1",
    "https://bot-api.zaloplatforms.com/file/a.jpg",
    "https://zdn.vn/@evil.com/https://evil.com",
]
NASTY = [
    "",
    "a.jpg",
    "//zdn.vn/a",
    "http://photo.zdn.vn/a.jpg",
    "ftp://zdn.vn/a",
    "file:///etc/passwd",
    "HTTPS://zdn.vn/a",
    " https://zdn.vn/a",
    "https://zdn.vn/a\n",
    "https://zdn.vn/a b",
    "https://zdn.vn/a\r\nHost: evil.com",
    "https://zdn.vn/ảnh.jpg",
    "https://evilzdn.vn/a",
    "https://zdn.vn.evil.com/a",
    "https://zdn.vn./a",
    "https://.zdn.vn/a",
    "https://a..zdn.vn/a",
    f"https://{'a' * 64}.zdn.vn/a",
    "https://zdn.vn@evil.com/a",
    "https://a:b@zdn.vn/a",
    "https://@zdn.vn/a",
    "https://evil.com\\@zdn.vn/a",
    "https://evil.com\\.zdn.vn/a",
    "https://evil.com#.zdn.vn/a",
    "https://evil.com?.zdn.vn/a",
    "https://evil.com/.zdn.vn",
    "https://zdn.vn%2eevil.com/a",
    "https://evil.com%00.zdn.vn/a",
    "https://ｚｄｎ.vn/a",
    "https://zdn。vn/a",
    "https://ſdn.vn/a",
    "https://zdn.vn:8443/a",
    "https://zdn.vn:/a",
    "https://zdn.vn:443443/a",
    "https://zdn.vn:٤٤٣/a",
    "https://127.0.0.1/a",
    "https://[::1]/a",
    "https://[::ffff:127.0.0.1]/a",
    "https://2130706433/a",
    "https://0x7f.1/a",
    "https://169.254.169.254/latest/meta-data",
    "https://localhost/a",
    "http://bot-api.zaloplatforms.com/a",
    "https://bot-api.zaloplatforms.com:8443/a",
    "https://x.bot-api.zaloplatforms.com/a",
]


@pytest.mark.parametrize("address", OURS)
def test_files_are_on_zalos_hosts(address: str) -> None:
    assert may_fetch(address, API, HOSTS)


@pytest.mark.parametrize("address", NASTY)
def test_threat_24_no_other_address_is_asked(address: str) -> None:
    assert not may_fetch(address, API, HOSTS)


def test_without_encryption_only_a_sandbox_on_this_machine_is_asked() -> None:
    assert may_fetch("http://127.0.0.1:8081/files/1", "http://127.0.0.1:8081", HOSTS)
    assert may_fetch("http://localhost/files/1", "http://localhost:80", HOSTS)
    assert not may_fetch("http://127.0.0.1:5432/files/1", "http://127.0.0.1:8081", HOSTS)
    assert not may_fetch("http://127.0.0.2:8081/files/1", "http://127.0.0.1:8081", HOSTS)
    assert not may_fetch("http://10.0.0.1:8081/files/1", "http://10.0.0.1:8081", HOSTS)
    assert not may_fetch("http://zdn.vn/files/1", "http://127.0.0.1:8081", HOSTS)
    assert not may_fetch("https://evil.com./files/1", "http://127.0.0.1:8081", ["", "."])


@dataclass
class Store:
    """A file server that notes what it was asked for."""

    asked: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        match request.path:
            case "/good":
                return web.Response(body=b"x" * 1000)
            case "/moved":
                return web.Response(status=302, headers={"Location": "/good"})
            case "/cut":
                return await self.cut(request)
            case _:
                return web.Response(status=404)

    async def cut(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(headers={"Content-Length": "1000"})
        await answer.prepare(request)
        await answer.write(b"x" * 10)
        assert request.transport is not None
        request.transport.close()
        return answer


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
async def server(store: Store) -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_get("/{path:.*}", store.answer)
    server = TestServer(app)
    async with server:
        yield server


@pytest.fixture
async def channel(server: TestServer, tmp_path: Path) -> AsyncIterator[Zalo]:
    channel = Zalo("1:x", str(server.make_url("")), tmp_path, HOSTS, None)
    await channel.start()
    yield channel
    await channel.stop()


def at(address: object) -> Attachment:
    return Attachment(file_id=str(address))


async def test_a_file_is_fetched_up_to_its_limit(channel: Zalo, server: TestServer) -> None:
    assert await channel.fetch(at(server.make_url("/good")), 1000) == b"x" * 1000
    with pytest.raises(Refused):
        await channel.fetch(at(server.make_url("/good")), 999)


async def test_threat_24_a_redirect_is_not_followed(channel: Zalo, server: TestServer, store: Store) -> None:
    with pytest.raises(Refused):
        await channel.fetch(at(server.make_url("/moved")), 1000)
    assert store.asked == ["/moved"]


@pytest.mark.parametrize("path", ["/cut", "/gone"])
async def test_what_may_pass_is_tried_again(channel: Zalo, server: TestServer, path: str) -> None:
    with pytest.raises(Unavailable):
        await channel.fetch(at(server.make_url(path)), 1000)


async def test_threat_24_another_server_of_this_machine_is_not_asked(channel: Zalo) -> None:
    other = Store()
    app = web.Application()
    app.router.add_get("/{path:.*}", other.answer)
    async with TestServer(app) as neighbour:
        with pytest.raises(Refused):
            await channel.fetch(at(neighbour.make_url("/good")), 1000)
    assert other.asked == []
