"""Addresses of pictures: only ours, only for a while, only of what may be shown."""

import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import signing
from bot.pictures import Pictures
from bot.sandbox.server import Sandbox
from tests.bot.conftest import WEDNESDAY_NOON, ZALO_TOKEN, Service
from tests.bot.pushing import Pusher, both_by_webhook, pusher_for
from tests.bot.walking import PHOTO

KEY = signing.picture_key(ZALO_TOKEN)
PICTURE = "pictures/digest-2026-W47-vi.png"
LATER = WEDNESDAY_NOON + timedelta(hours=48)
NEVER_SHOWN = [
    "hoadep.db",
    "../hoadep.db",
    "pictures/../../hoadep.db",
    "pictures/..png/../x.png",
    "pictures/.png",
    "pictures/a/b.png",
    "pictures/a.png\n",
    "pictures/a.png\x00",
    "pictures/số.png",
    "pictures/a.svg",
    "/pictures/a.png",
    "//pictures/a.png",
    "files/ab/ab",
    f"files/ab/cd{'0' * 62}",
    f"files/AB/AB{'0' * 62}",
    f"files/ab/ab{'0' * 62}.part",
    f"files/ab/../ab/ab{'0' * 62}",
    "",
]


def file_path(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    return f"files/{sha256[:2]}/{sha256}"


def parts(address: str) -> dict[str, str]:
    _, _, expires, signature, path = address.split("/", 4)
    return {"path": path, "expires": expires, "signature": signature}


@pytest.mark.parametrize("path", [PICTURE, file_path(PHOTO)])
def test_an_address_is_good_until_it_ends_and_not_a_second_longer(path: str) -> None:
    address = parts(signing.sign(KEY, path, LATER))

    assert address["path"] == path
    assert signing.verify(KEY, **address, now=LATER - timedelta(seconds=1))
    assert not signing.verify(KEY, **address, now=LATER)
    assert not signing.verify(signing.picture_key("other"), **address, now=WEDNESDAY_NOON)


@pytest.mark.parametrize("path", NEVER_SHOWN)
def test_what_is_never_shown_gets_no_address_and_no_signature_helps(path: str) -> None:
    with pytest.raises(ValueError, match="never shown"):
        signing.sign(KEY, path, LATER)

    expires = str(int(LATER.timestamp()))
    assert not signing.verify(KEY, path, expires, signing._signature(KEY, expires, path), WEDNESDAY_NOON)


@given(st.sampled_from(["path", "expires", "signature"]), st.text(max_size=80))
def test_no_altered_address_is_good(part: str, instead: str) -> None:
    address = parts(signing.sign(KEY, PICTURE, LATER))

    assert signing.verify(KEY, **{**address, part: instead}, now=WEDNESDAY_NOON) == (instead == address[part])


class TestPictures:
    """As Zalo's servers, and everybody else, ask for them."""

    @pytest.fixture
    def variables(self, sandbox: Sandbox) -> dict[str, str]:
        return both_by_webhook(sandbox.url)

    @pytest.fixture
    async def pusher(self, service: Service) -> AsyncIterator[Pusher]:
        async with pusher_for(service) as pusher:
            yield pusher

    @pytest.fixture
    def pictures(self, service: Service) -> Pictures:
        assert service.app.pictures
        return service.app.pictures

    async def test_a_picture_is_shown_as_what_its_bytes_are(
        self, service: Service, pusher: Pusher, pictures: Pictures
    ) -> None:
        png, gif, webp, page = b"\x89PNG\r\n\x1a\n...", b"GIF89a...", b"RIFF1234WEBP...", b"<html><script>"
        for content, kind, shown in (
            (PHOTO, "image/jpeg", "inline"),
            (png, "image/png", "inline"),
            (gif, "image/gif", "inline"),
            (webp, "image/webp", "inline"),
            (page, "application/octet-stream", "attachment"),
            (b"", "application/octet-stream", "attachment"),
        ):
            store(service, file_path(content), content)
            answer, body = await pusher.gets(pictures.url(file_path(content)).removeprefix(pusher.url))
            assert (answer.status, body) == (200, content)
            assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (kind, shown)
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "private"
            assert answer.headers["X-Robots-Tag"] == "noindex"

    async def test_whatever_is_wrong_with_an_address_it_is_not_found(
        self, service: Service, pusher: Pusher, pictures: Pictures, tmp_path: Path
    ) -> None:
        store(service, PICTURE, b"\x89PNG\r\n\x1a\n")
        good = pictures.url(PICTURE).removeprefix(pusher.url)
        old = signing.sign(KEY, PICTURE, service.clock.now() - timedelta(seconds=1))
        later = good.replace(parts(good)["expires"], str(int(parts(good)["expires"]) + 1))
        signed = good.removesuffix(PICTURE)

        assert (await pusher.gets(good))[0].status == 200
        for path in (
            *(old, later, good[:-1], good.replace("W47", "W48"), pictures.url("pictures/none.png")[len(pusher.url) :]),
            *(signed, f"{signed}..%2f..%2fhoadep.db", f"{signed}%2e%2e/%2e%2e/hoadep.db", f"{signed}{PICTURE}%00"),
            *("/pictures/", f"/pictures/{PICTURE}", "/pictures/0/0/files/", "/data/hoadep.db", f"/pictures{tmp_path}"),
        ):
            answer, body = await pusher.gets(path)
            assert (answer.status, body) == (404, b"404: Not Found"), path

    async def test_an_address_ends_after_two_days(self, service: Service, pusher: Pusher, pictures: Pictures) -> None:
        store(service, PICTURE, b"\x89PNG\r\n\x1a\n")
        path = pictures.url(PICTURE).removeprefix(pusher.url)

        service.clock.move_by(timedelta(hours=47))
        assert (await pusher.gets(path))[0].status == 200
        service.clock.move_by(timedelta(hours=2))
        assert (await pusher.gets(path))[0].status == 404


def store(service: Service, path: str, content: bytes) -> None:
    file = service.settings.data_dir / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
