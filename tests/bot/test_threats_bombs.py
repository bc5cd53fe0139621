"""Threat 18: files that are small outside and huge within, endless, or not what they say, harm nobody here."""

import gzip
import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import files
from bot.channels.base import Refused
from bot.channels.http import AiohttpRequest
from tests.bot.conftest import Service
from tests.bot.test_files import all_fetched, gives, stored
from tests.bot.walking import PHOTO, walks_to_the_photos
from tests.test_imports import files as sources
from tests.test_imports import imported
from tests.town import Town, walks_to

MOST = 1_000_000
OPENERS = {"PIL", "zipfile", "lzma", "bz2", "cv2", "imghdr", "imageio", "openpyxl", "pypdf", "fitz", "magic", "lxml"}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(20_000_000))
    return packed.getvalue()


def pixel_bomb() -> bytes:
    """Return a picture of 50,000 × 50,000 points, as a few bytes of PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


BOMBS = {
    "report.docx": zip_bomb(),
    "photo.png": pixel_bomb(),
    "laughs.svg": b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><svg>&b;</svg>',
    "both.jpg": PHOTO + zip_bomb()[:1000],
    "page.pdf": b"%PDF-1.7\n<script>alert(1)</script>",
    "run.jpg": b"MZ\x90\x00 not a picture",
    "log.gz": gzip.compress(bytes(5_000_000)),
}


@pytest.mark.parametrize("question", ["nominee", "story", "media"])
@pytest.mark.parametrize("kind", ["photo", "video", "document", "voice"])
def test_threat_18_a_size_that_is_known_is_refused_before_anything_is_fetched(
    button_town: Town, kind: str, question: str
) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, question)
    hoa.sends(kind, size=20_000_001)

    assert "form.file_too_big" in hoa.heard[-2:]
    with button_town.looking() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM attachment").scalar() == 0


@pytest.fixture
async def server_of() -> AsyncIterator[Callable[[Handler], Awaitable[str]]]:
    servers: list[TestServer] = []

    async def start(handler: Handler) -> str:
        app = web.Application()
        app.router.add_get("/file", handler)
        servers.append(TestServer(app))
        await servers[-1].start_server()
        return str(servers[-1].make_url("/file"))

    yield start
    for server in servers:
        await server.close()


async def refused(url: str) -> int:
    """Download what is too large, and return how much memory that took at its height."""
    request = AiohttpRequest()
    await request.initialize()
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match="larger than allowed"):
            await request.download(url, MOST)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        await request.shutdown()


@pytest.mark.parametrize("declared", [None, "999999999999"])
async def test_threat_18_an_endless_file_is_left_at_the_limit(
    server_of: Callable[[Handler], Awaitable[str]], declared: str | None
) -> None:
    poured = 0

    async def pour(request: web.Request) -> web.StreamResponse:
        nonlocal poured
        answer = web.StreamResponse(headers={"Content-Length": declared} if declared else {})
        await answer.prepare(request)
        try:
            while True:
                await answer.write(bytes(65_536))
                poured += 65_536
        except ConnectionResetError:
            return answer

    assert await refused(await server_of(pour)) < 10 * MOST
    assert poured < 30 * MOST  # the rest stood in the buffers of the network


async def test_threat_18_a_body_that_grows_when_unpacked_is_left_at_the_limit(
    server_of: Callable[[Handler], Awaitable[str]],
) -> None:
    bomb = gzip.compress(bytes(100 * MOST))

    async def answer(_request: web.Request) -> web.Response:
        return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})

    assert await refused(await server_of(answer)) < 10 * MOST


async def test_threat_18_whatever_is_sent_is_kept_as_it_is_and_never_opened(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LOOK", 0.02)
    hoa = await service.arrives("Hoa")
    await walks_to_the_photos(hoa)
    for number, (name, content) in enumerate(BOMBS.items(), 1):
        gives(service, hoa, name, content)
        await hoa.hears(f"Đã nhận {number}/")
    await all_fetched(service, len(BOMBS))

    assert sorted(stored(service).values()) == sorted(BOMBS.values())


@pytest.mark.parametrize("package", ["bot", "handlers", "storage"])
def test_threat_18_nothing_here_could_open_what_people_send(package: str) -> None:
    opening = {
        f"{path}: {name}" for path in sources(package) for name in imported(path) if name.partition(".")[0] in OPENERS
    }
    assert opening == set()
