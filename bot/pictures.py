"""Pictures for a platform that fetches them itself: shown only to whoever has an address that we signed."""

import asyncio
from pathlib import Path

from aiohttp import web

from bot import signing
from bot.clock import Clock

_MAGIC = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
}
_HEADERS = {
    "Cache-Control": "private",
    "Content-Security-Policy": "default-src 'none'",
    "X-Robots-Tag": "noindex",
}


class Pictures:
    """Makes addresses of files below data_dir, and shows what they name."""

    def __init__(self, token: str, public_url: str, data_dir: Path, clock: Clock) -> None:
        self._key = signing.picture_key(token)
        self._public_url, self._data_dir, self._clock = public_url, data_dir, clock

    def url(self, path: str) -> str:
        """Return an address, good for two days; raises ValueError for a file that is never shown."""
        return self._public_url + signing.sign(self._key, path, self._clock.now() + signing.LIFE)

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Answer with the file; whatever is wrong with an address, it answers 404 and tells nothing."""
        asked = request.match_info
        if not signing.verify(self._key, asked["path"], asked["expires"], asked["signature"], self._clock.now()):
            raise web.HTTPNotFound
        path = self._data_dir / asked["path"]
        kind = await asyncio.to_thread(_image_kind, path)
        shown = {"Content-Type": kind, "Content-Disposition": "inline"} if kind else _AS_FILE
        return web.FileResponse(path, headers={**_HEADERS, **shown})


_AS_FILE = {"Content-Type": "application/octet-stream", "Content-Disposition": "attachment"}


def _image_kind(path: Path) -> str:
    """Return what kind of picture this is by its first bytes, "" for none: its sender's word counts for nothing."""
    try:
        with path.open("rb") as file:
            start = file.read(12)
    except OSError:
        raise web.HTTPNotFound from None
    if start[:4] == b"RIFF" and start[8:] == b"WEBP":
        return "image/webp"
    return next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), "")
