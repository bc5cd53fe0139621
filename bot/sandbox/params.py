"""What a call brings: its parameters and files, whatever the body's form, and the error that refuses it."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

UPLOAD_LIMIT = 50 * 1024 * 1024
"""Bytes: what the public Bot API accepts."""


class ApiError(Exception):
    """A refusal in Telegram's own words: `code` is both the HTTP status and `error_code`."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> dict[str, Any]:
        answer: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        return {**answer, "parameters": self.parameters} if self.parameters else answer


def loads(text: str) -> Any:
    """Decode JSON; raises ValueError also for half a surrogate pair, which no text may hold."""
    decoded = json.loads(text)
    if "\\ud" in text or "\\uD" in text:
        json.dumps(decoded, ensure_ascii=False).encode()
    return decoded


def as_id(value: Any) -> int | None:
    """Return the chat or user id that a parameter spells, None where it is none."""
    text = str(value)
    return int(text) if len(text) < 20 and text.removeprefix("-").isdecimal() else None


def bad_request(why: str) -> NoReturn:
    raise ApiError(400, f"Bad Request: {why}")


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    data: bytes


class Params:
    """The parameters of one call; each reader takes the native JSON type and its string form alike."""

    def __init__(self, values: dict[str, Any], files: dict[str, list[Upload]] | None = None) -> None:
        self._values = values
        self._files = files or {}

    def raw(self, name: str) -> Any:
        """Return the value as it came, None where it is absent: the one place that looks."""
        return self._values.get(name)

    def text(self, name: str) -> str:
        value = self.raw(name)
        if isinstance(value, str):
            return value
        return "" if value is None else json.dumps(value)

    def integer(self, name: str, default: int | None = None) -> int | None:
        """Return a whole number; raises ApiError 400 for anything else."""
        value = self.raw(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError):
            bad_request(f"{name} must be an integer")

    def flag(self, name: str) -> bool:
        return str(self.raw(name)).lower() in {"true", "1", "yes"}

    def structure(self, name: str) -> Any:
        """Return a JSON value that may be spelled as a string; raises ApiError 400 where it is not JSON."""
        value = self.raw(name)
        if not isinstance(value, str):
            return value
        try:
            return loads(value) if value.strip() else None
        except ValueError:
            bad_request(f"can't parse {name} JSON object")

    def upload(self, name: str) -> Upload | str:
        """Return the uploaded file, or the file_id or URL standing for it, or "" where there is none."""
        return self.attached(self.text(name)) or next(iter(self._files.get(name, [])), None) or self.text(name)

    def attached(self, reference: str) -> Upload | None:
        return next(iter(self._files.get(reference.removeprefix("attach://"), [])), None) if reference else None

    def uploads(self) -> list[Upload]:
        return [upload for field in self._files.values() for upload in field]


async def read_params(request: web.Request) -> Params:
    """Read query and body: JSON, form-urlencoded or multipart.

    Raises ApiError: 400 for a body that is not what it says it is, 413 above UPLOAD_LIMIT.
    """
    values: dict[str, Any] = dict(request.query)
    if not request.can_read_body:
        return Params(values)
    if (request.content_length or 0) > UPLOAD_LIMIT:
        raise ApiError(413, "Request Entity Too Large")
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request, values)
    body = (await request.read()).decode("utf-8", "replace")
    if request.content_type == "application/json":
        return Params(values | _json_object(body))
    return Params(values | dict(parse_qsl(body, keep_blank_values=True)))


def _json_object(body: str) -> dict[str, Any]:
    try:
        decoded = loads(body or "{}")
    except ValueError:
        bad_request("can't parse request body as JSON")
    if not isinstance(decoded, dict):
        bad_request("can't parse request body as a JSON object")
    return decoded


async def _read_multipart(request: web.Request, values: dict[str, Any]) -> Params:
    files: dict[str, list[Upload]] = {}
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader) or not part.name:
                bad_request("can't parse multipart body")
            data = bytes(await part.read(decode=True))
            if part.filename is None:
                values[part.name] = data.decode("utf-8", "replace")
            else:
                mime = part.headers.get("Content-Type", "application/octet-stream")
                files.setdefault(part.name, []).append(Upload(part.filename, mime, data))
    except (ValueError, RuntimeError):
        bad_request("can't parse multipart body")
    return Params(values, files)
