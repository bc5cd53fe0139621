"""The durable copy of what people send: whole, once, named by its content, whatever the server says."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import files
from bot.channels.base import Refused, Unavailable
from bot.channels.http import AiohttpRequest
from bot.sandbox.acts import send_files
from bot.sandbox.params import Upload
from bot.sandbox.people import SimulatedPerson
from tests.bot.conftest import Service, until
from tests.bot.walking import PHOTO, sends_photo, walks_to_the_photos

NASTY = [
    "../../../etc/passwd",
    "a\x00.pdf",
    "\u202efdp.exe",
    "C:\\autoexec.bat",
    "-rf *",
    ". ",
    "con",
    "x" * 300 + ".pdf",
]


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LOOK", 0.02)


def stored(service: Service) -> dict[str, bytes]:
    """Return every file below the data folder, by its path in there."""
    folder = service.settings.data_dir / "files"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def place(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    return f"{sha256[:2]}/{sha256}"


def gives(service: Service, person: SimulatedPerson, name: str, content: bytes) -> None:
    """Send a document whose name no honest program would put into a form."""
    upload = Upload(name, "application/octet-stream", content)
    send_files(service.sandbox.world, service.sandbox.world.chats[person.id], "document", [upload], "")


async def all_fetched(service: Service, count: int) -> None:
    await until(lambda: len(service.ask("SELECT id FROM attachment WHERE sha256 IS NOT NULL")) == count)


async def test_threat_19_names_on_disk_owe_nothing_to_what_people_call_their_files(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    await walks_to_the_photos(hoa)
    for number, name in enumerate(NASTY, 1):
        gives(service, hoa, name, f"content {number}".encode())
        await hoa.hears(f"Đã nhận {number}/")
    await all_fetched(service, len(NASTY))

    assert set(stored(service)) == {place(f"content {number}".encode()) for number in range(1, len(NASTY) + 1)}
    for label in service.ask("SELECT label FROM attachment WHERE label IS NOT NULL"):
        assert "/" not in label
        assert "\x00" not in label
        assert len(label) <= 60


async def test_files_are_their_owners_alone_and_the_same_content_is_kept_once(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    await walks_to_the_photos(hoa)
    await sends_photo(hoa, PHOTO)
    await hoa.sends_file("document", "photo.jpg", PHOTO)
    await all_fetched(service, 2)

    assert stored(service) == {place(PHOTO): PHOTO}
    path = service.settings.data_dir / "files" / place(PHOTO)
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


async def test_a_copy_that_failed_is_taken_up_again_after_a_restart(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    fault = service.sandbox.faults.add("file", "truncate", times=0)
    service.sandbox.faults.add("getFile", "drop_before")
    await walks_to_the_photos(hoa)
    fault.kind = "drop_before"
    await sends_photo(hoa, PHOTO)
    await until(lambda: service.ask("SELECT attempts FROM attachment") != [0])
    assert stored(service) == {}

    service.sandbox.faults.clear()
    await service.restart()
    service.clock.move_by(timedelta(minutes=5))
    await all_fetched(service, 1)

    assert stored(service) == {place(PHOTO): PHOTO}


async def test_a_file_left_half_written_by_a_kill_is_written_anew(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    path = service.settings.data_dir / "files" / place(PHOTO)
    path.parent.mkdir(parents=True)
    path.with_suffix(".part").write_bytes(PHOTO[:100])

    await walks_to_the_photos(hoa)
    await sends_photo(hoa, PHOTO)
    await all_fetched(service, 1)

    assert stored(service) == {place(PHOTO): PHOTO}


async def test_a_file_above_twenty_megabytes_is_refused_kindly_and_never_asked_for(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    asked = service.sandbox.faults.add("getFile", "500", at=1000)
    await walks_to_the_photos(hoa)

    gives(service, hoa, "long.pdf", bytes(20_000_001))
    await hoa.hears("20 MB")

    assert (service.ask("SELECT id FROM attachment"), asked.seen) == ([], 0)


@pytest.mark.parametrize(
    "lie",
    [
        {"path": "/etc/hostname"},
        {"path": "../../../etc/hostname"},
        {"path": "documents/../../secret"},
        {"path": "http://169.254.169.254/latest/meta-data"},
        {"path": "file:///etc/hostname"},
        {"path": ""},
        {"data": bytes(20_000_001)},
        {"data": bytes(20 * 1024 * 1024 + 1)},
    ],
    ids=["absolute", "above", "through and above", "elsewhere", "scheme", "none", "larger", "larger than Telegram's"],
)
async def test_threat_24_a_server_that_lies_about_a_file_is_not_believed(
    service: Service, monkeypatch: pytest.MonkeyPatch, lie: dict[str, Any]
) -> None:
    hoa = await service.arrives("Hoa")
    await walks_to_the_photos(hoa)
    shelf = service.sandbox.world.files
    find, found = shelf.find, []

    def lying(file_id: str) -> Any:
        found.append(replace(known, **lie) if (known := find(file_id)) else None)
        return found[-1]

    monkeypatch.setattr(shelf, "find", lying)
    monkeypatch.setattr(shelf, "at", lambda _path: found[-1])
    await sends_photo(hoa, PHOTO)
    await until(lambda: service.ask("SELECT attempts, retry_at FROM attachment") == [(1, None)])

    assert stored(service) == {}
    assert service.log_of("cannot be fetched")


@pytest.mark.parametrize(
    ("status", "error"), [(302, Refused), (404, Unavailable), (401, Unavailable), (503, Unavailable)]
)
async def test_threat_24_no_redirect_is_followed(status: int, error: type[Exception], tmp_path: Path) -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response(status=status, headers={"Location": "/inside"})

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    request = AiohttpRequest()
    await request.initialize()
    async with TestServer(app) as server:
        with pytest.raises(error):
            await request.download(str(server.make_url("/file")), 1000)
    await request.shutdown()

    assert asked == ["/file"]
