"""Web addresses that the bot names: for its webhook, and for the pictures it sends."""

from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.guard import LOOPBACK
from bot.sandbox.params import Upload, bad_request

PHOTO_LIMIT = 5 * 1024 * 1024
"""Bytes of a picture that the platform fetches."""
_PATIENCE = aiohttp.ClientTimeout(total=10)


def is_reachable(url: str) -> bool:
    """Tell whether this is an https address or, because the sandbox stays on this machine, plain http to itself."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


async def fetch_photo(url: str) -> Upload:
    """Fetch a picture at once, as the platform does; raises ApiError 400 for all that is none."""
    if not is_reachable(url):
        bad_request("photo must be an https URL")
    try:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session, session.get(url) as answer:
            if answer.status != 200:
                bad_request(f"photo could not be fetched: it answers {answer.status}")
            if not answer.content_type.startswith("image/"):
                bad_request("photo is not an image")
            return Upload("photo", answer.content_type, await _limited(answer))
    except (aiohttp.ClientError, TimeoutError) as error:
        bad_request(f"photo could not be fetched: {type(error).__name__}")


async def _limited(answer: aiohttp.ClientResponse) -> bytes:
    data = bytearray()
    async for chunk in answer.content.iter_chunked(64 * 1024):
        data += chunk
        if len(data) > PHOTO_LIMIT:
            bad_request("photo is larger than 5 MB")
    return bytes(data) or bad_request("photo is empty")
