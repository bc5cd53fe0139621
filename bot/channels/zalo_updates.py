"""Zalo's events, read into Input; what does not come from a person in a private chat is dropped."""

import hashlib
import json
import re
from typing import Any

from bot.channels.base import too_deep
from handlers.messages import Input, InputKind, Media

NAME = "zalo"

_ID = re.compile(r"[!-~]{1,128}")
_ADDRESS = re.compile(r"[!-~]{1,4096}")


class _Odd(Exception):
    """An event lacks what its kind must have; the text names the field and never its value."""


def read(raw: Any) -> Input | None:
    """Return what a person did, None for what is not for us; a message that cannot be read is BROKEN and kept.

    Takes a webhook's body or the result of getUpdates, bare or below "result". Never raises, whatever JSON it gets.
    """
    body, message = _message(raw)
    if not message or too_deep(raw):
        return None
    sender, chat = _dict(message.get("from")), _dict(message.get("chat"))
    if sender.get("is_bot") or chat.get("chat_type", "PRIVATE") != "PRIVATE":
        return None
    try:
        return Input(
            channel=NAME,
            update_id=_id(message, "message_id"),
            external_id=_id(sender, "id"),
            chat_id=_private_chat(chat),
            name=_text(sender.get("display_name")),
            message_id=_id(message, "message_id"),
            raw=raw,
            **_content(body.get("event_name"), message),
        )
    except _Odd as odd:
        return _broken(raw, message, sender, str(odd))


def _message(raw: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the event and its message, both empty where there is none."""
    body = _dict(raw)
    if "message" not in body:
        body = _dict(body.get("result"))
    return body, _dict(body.get("message"))


def _content(event: Any, message: dict[str, Any]) -> dict[str, Any]:
    match event:
        case "message.text.received":
            if not (text := _text(message.get("text"))):
                raise _Odd("no usable text")
            return {"kind": InputKind.TEXT, "text": text}
        case "message.image.received":
            media = _media("photo", message, "photo_url", "photo")
            return {"kind": InputKind.MEDIA, "text": _text(message.get("caption")), "media": media}
        case "message.voice.received":
            return {"kind": InputKind.MEDIA, "media": _media("voice", message, "voice_url")}
        case "message.sticker.received":
            return {"kind": InputKind.OTHER}
        case _:
            return {"kind": InputKind.UNSUPPORTED}


def _media(kind: str, message: dict[str, Any], *keys: str) -> Media:
    """Return a file; its address is all that Zalo says of it, and expires."""
    for key in keys:
        if _ADDRESS.fullmatch(_text(message.get(key))):
            return Media(kind, file_id=message[key], file_unique_id=_id(message, "message_id"))
    raise _Odd(f"no usable {keys[0]}")


def _private_chat(chat: dict[str, Any]) -> str:
    if "chat_type" not in chat:
        raise _Odd("no usable chat_type")
    return _id(chat, "id")


def _broken(raw: dict[str, Any], message: dict[str, Any], sender: dict[str, Any], problem: str) -> Input:
    who, message_id = identifier(sender.get("id")), identifier(message.get("message_id"))
    update_id = message_id or hashlib.sha256(json.dumps(raw, sort_keys=True).encode()).hexdigest()
    return Input(NAME, update_id, InputKind.BROKEN, external_id=who, chat_id=who, text=problem, raw=raw)


def _id(within: dict[str, Any], key: str) -> str:
    if found := identifier(within.get(key)):
        return found
    raise _Odd(f"no usable {key}")


def identifier(value: Any) -> str:
    """Return an id that every database can keep, or ""."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**64:
        return str(value)
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
