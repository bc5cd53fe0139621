"""Files of the sandbox, in memory, and their Bot API shapes."""

import hashlib
import mimetypes
import secrets
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.sandbox.params import Upload, bad_request

Json = dict[str, Any]

DOWNLOAD_LIMIT = 20 * 1024 * 1024
"""Bytes that getFile hands out."""
_FOLDERS = {"photo": "photos", "document": "documents", "video": "videos", "voice": "voice", "sticker": "stickers"}
_DEFAULT_MIMES = {"photo": "image/jpeg", "video": "video/mp4", "voice": "audio/ogg", "sticker": "image/webp"}
_NAMES = {"photo": "Photo", "document": "Document", "video": "Video", "voice": "VoiceNote", "sticker": "Sticker"}


@dataclass(frozen=True, slots=True)
class StoredFile:
    kind: str
    name: str
    mime: str
    data: bytes
    path: str
    file_id: str
    unique_id: str
    content: Json
    """The field of a Message that shows this file, such as {"voice": {…}}. Sizes and durations are nominal."""


class Files:
    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, upload: Upload) -> StoredFile:
        unique = hashlib.sha256(kind.encode() + upload.data).hexdigest()[:15]
        file_id = f"{kind[:2].upper()}{secrets.token_urlsafe(42)}"
        mime = _mime(kind, upload)
        ending = PurePath(upload.name).suffix[:10] or mimetypes.guess_extension(mime) or ""
        path = f"{_FOLDERS[kind]}/file_{len(self._by_path)}{ending if ending.isascii() else ''}"
        content = _content(kind, upload, mime, {"file_id": file_id, "file_unique_id": unique})
        stored = StoredFile(kind, upload.name, mime, upload.data, path, file_id, unique, content)
        self._by_path[path] = stored
        for known in _file_ids(content):
            self._by_id[known] = stored
        return stored

    def find(self, file_id: str) -> StoredFile | None:
        return self._by_id.get(file_id)

    def at(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def resolve(self, kind: str, source: Upload | str) -> StoredFile:
        """Store an upload, or find the file that a file_id names; raises ApiError 400."""
        if isinstance(source, Upload):
            return self.add(kind, source) if source.data else bad_request("file must be non-empty")
        if not source:
            bad_request(f"there is no {kind} in the request")
        if "://" in source:
            bad_request("failed to get HTTP URL content")
        stored = self.find(source)
        if stored is None:
            bad_request("wrong remote file identifier specified: can't unserialize it. Wrong last symbol")
        if stored.kind != kind:
            bad_request(f"can't use file of type {_NAMES[stored.kind]} as {_NAMES[kind]}")
        return stored


def _mime(kind: str, upload: Upload) -> str:
    if kind in {"photo", "voice", "sticker"} and "/" not in upload.mime.removeprefix("application/octet-stream"):
        return _DEFAULT_MIMES[kind]
    if upload.mime != "application/octet-stream":
        return upload.mime
    return mimetypes.guess_type(upload.name)[0] or _DEFAULT_MIMES.get(kind, upload.mime)


def _file_ids(content: Json) -> list[str]:
    (value,) = content.values()
    return [item["file_id"] for item in (value if isinstance(value, list) else [value])]


def _content(kind: str, upload: Upload, mime: str, identity: Json) -> Json:
    sized = {**identity, "file_size": len(upload.data)}
    if kind == "photo":
        small = {"file_id": identity["file_id"] + "s", "file_unique_id": identity["file_unique_id"] + "s"}
        large = {**sized, "width": 1280, "height": 960}
        return {"photo": [{**small, "file_size": len(upload.data), "width": 320, "height": 240}, large]}
    shapes: dict[str, Json] = {
        "document": {"file_name": upload.name, "mime_type": mime},
        "video": {"width": 1280, "height": 720, "duration": 10, "file_name": upload.name, "mime_type": mime},
        "voice": {"duration": 5, "mime_type": mime},
        "sticker": {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False},
    }
    return {kind: {**sized, **shapes[kind]}}
