"""Telegram's updates, read into Input; what does not come from a person in a private chat is dropped.

Of groups and channels we hear only that we were brought in or put out, that their number changed, and two commands.
"""

import re
from typing import Any

from telegram import Bot, CallbackQuery, ChatMemberUpdated, Message, Update

from handlers.messages import Input, InputKind, Media, Room

NAME = "telegram"
# Telegram itself, the anonymous group admin, and channels: never a person.
NOBODY = frozenset({777000, 1087968824, 136817688})
WORDS = {"message_id", "from", "chat", "date", "text"}
ROOMS = ("group", "supergroup", "channel")  # a tuple: what a damaged update names as its type may be anything
OUTSIDE = frozenset({"left", "kicked"})  # states of a member who is none
COMMAND = re.compile(r"/(?:dangky|huydangky|subscribe|unsubscribe)(?:@\w{1,64})?\s*", re.ASCII | re.IGNORECASE)
DATES = range(2**32)  # seconds; what lies outside of them is damaged


def read(raw: dict[str, Any], bot: Bot) -> Input | None:
    """Return what a person did, None for what is not for us; what cannot be parsed is BROKEN and kept."""
    update_id = str(raw["update_id"])
    if (plain := _plain(raw)) is not None:
        return Input(channel=NAME, update_id=update_id, raw=raw, **plain)
    try:
        update = Update.de_json(_trimmed(raw), bot)
        given = _sound(_from_update(update))
    except Exception as error:  # noqa: BLE001 (one update that the library cannot read must not stop the rest)
        who = _sender(raw)
        return Input(NAME, update_id, InputKind.BROKEN, external_id=who, chat_id=who, text=repr(error), raw=raw)
    if given is None:
        return None
    return Input(channel=NAME, update_id=update_id, raw=raw, **given)


def _plain(raw: dict[str, Any]) -> dict[str, Any] | None:
    """Read what nearly all updates are, words or a press in a private chat, at a twentieth of the library's work.

    Whatever is in any way more, or less, than that is left to the library.
    """
    match raw:
        case {
            "message": {"from": dict(user), "chat": {"id": int(chat), "type": "private"}, "text": str(words)} as message
        }:
            kind, callback_id = InputKind.TEXT, ""
            simple = message.keys() <= WORDS
        case {
            "callback_query": {
                "id": str(callback_id),
                "from": dict(user),
                "chat_instance": str(),
                "data": str(words),
                "message": {"chat": {"id": int(chat), "type": "private"}} as message,
            }
        }:
            kind, simple = InputKind.PRESS, True
        case _:
            return None
    if not (simple and words and len(raw) == 2 and _is_usual(user, chat, message)):
        return None
    name, last = user["first_name"], user.get("last_name")
    return {
        "external_id": str(user["id"]),
        "name": f"{name} {last}" if last else name,
        "language": user.get("language_code", ""),
        "kind": kind,
        "chat_id": str(user["id"]),
        "text": words,
        "message_id": str(message["message_id"]),
        "callback_id": callback_id,
    }


def _is_usual(user: dict[str, Any], chat: int, message: dict[str, Any]) -> bool:
    """Say whether a person, and the message that they sent or pressed, are of the types that they always are."""
    numbers = user.get("id"), chat, message.get("message_id"), message.get("date")
    names = user.get("first_name") or None, user.get("last_name", ""), user.get("language_code", "")
    usual = all(type(one) is int for one in numbers) and all(isinstance(one, str) for one in names)
    return usual and message["date"] in DATES and user.get("is_bot") is False and user["id"] not in NOBODY


def _sound(given: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return what was read; raises TypeError where the library let pass what is no text."""
    if given is None:
        return None
    if not all(isinstance(given.get(name, ""), str) for name in ("name", "language", "text", "callback_id")):
        raise TypeError("a text of the update is none")
    return given


def _from_update(update: Update) -> dict[str, Any] | None:
    if update.callback_query:
        return _press(update.callback_query)
    if update.message:
        return _message(update.message, edited=False)
    if update.edited_message:
        return _message(update.edited_message, edited=True)
    if update.my_chat_member:
        return _member(update.my_chat_member)
    return None


def _press(query: CallbackQuery) -> dict[str, Any] | None:
    message = query.message
    if query.from_user.is_bot or message is None or message.chat.type != "private" or query.data is None:
        return None
    return {
        **_person(query.from_user),
        "kind": InputKind.PRESS,
        "text": query.data,
        "message_id": str(message.message_id),
        "callback_id": query.id,
    }


def _message(message: Message, *, edited: bool) -> dict[str, Any] | None:
    sender = message.from_user
    if message.chat.type in ROOMS and not edited:
        return _in_room(message)
    if message.chat.type != "private" or sender is None or sender.is_bot or sender.id in NOBODY:
        return None
    if message.sender_chat or message.via_bot:
        return None
    media = _media(message)
    kind = InputKind.MEDIA if media else InputKind.TEXT if message.text else InputKind.OTHER
    text = message.text or message.caption or ""
    if message.contact and message.contact.user_id in {sender.id, None}:
        kind, text = InputKind.CONTACT, message.contact.phone_number
    if edited:
        if not text:
            return None
        kind, media = InputKind.EDITED, None
    return {
        **_person(sender),
        "kind": kind,
        "text": text,
        "message_id": str(message.message_id),
        "media": media,
        "forwarded": message.forward_origin is not None,
    }


def _in_room(message: Message) -> dict[str, Any] | None:
    """Read a command written in a group by a person as themselves, or that the group has another number now."""
    sender, moved = message.from_user, message.migrate_to_chat_id
    if moved is not None:
        room = Room(str(message.chat.id), moved_to=str(moved))
        return {"kind": InputKind.MOVED, "room": room, **(_person(sender) if sender else {})}
    nobody = sender is None or sender.is_bot or sender.id in NOBODY or message.sender_chat or message.via_bot
    if nobody or message.forward_origin or not COMMAND.fullmatch(message.text or ""):
        return None
    room = Room(str(message.chat.id), message.chat.title or "")
    return {**_person(sender), "kind": InputKind.TEXT, "text": message.text, "room": room}


def _member(change: ChatMemberUpdated) -> dict[str, Any] | None:
    """Read that we were brought into a room, or put out of it, or that a person blocked us."""
    if change.chat.type not in ROOMS:
        return _left(change)
    was_out, is_out = (one.status in OUTSIDE for one in (change.old_chat_member, change.new_chat_member))
    if was_out == is_out or change.from_user.is_bot:
        return None
    kind = InputKind.LEFT if is_out else InputKind.ADDED
    return {**_person(change.from_user), "kind": kind, "room": Room(str(change.chat.id), change.chat.title or "")}


def _left(change: ChatMemberUpdated) -> dict[str, Any] | None:
    if change.chat.type != "private" or change.new_chat_member.status != "kicked":
        return None
    return {**_person(change.from_user), "kind": InputKind.LEFT}


def _person(user: Any) -> dict[str, Any]:
    """Return who somebody is. A private chat has the number of its person (Bot API, Chat): no update can say else."""
    who = str(user.id)
    return {"external_id": who, "chat_id": who, "name": user.full_name, "language": user.language_code or ""}


def _media(message: Message) -> Media | None:
    found = (
        ("photo", message.photo[-1] if message.photo else None),
        ("video", message.video),
        ("voice", message.voice or message.audio),
        ("document", message.document),
    )
    for kind, file in found:
        if file is not None:
            # A song sent as a file must go back out as a document: Telegram tells voice and audio apart.
            shown = "document" if kind == "voice" and message.voice is None else kind
            return Media(
                kind=shown,
                file_id=file.file_id,
                file_unique_id=file.file_unique_id,
                bytes=file.file_size,
                name=getattr(file, "file_name", None) or "",
                album=message.media_group_id or "",
            )
    return None


def _trimmed(raw: dict[str, Any]) -> dict[str, Any]:
    """Cut a pressed message to its ids: parsing all of its buttons again costs a fifth of the work."""
    query = raw.get("callback_query")
    if not query or not query.get("message"):
        return raw
    message = {key: query["message"][key] for key in ("message_id", "date", "chat")}
    return {"update_id": raw["update_id"], "callback_query": {**query, "message": message}}


def _sender(raw: dict[str, Any]) -> str:
    """Return the sender of a broken update if it can be found, so that an apology can reach them."""
    for part in raw.values():
        if isinstance(part, dict) and not _is_in_room(part):
            sender = part.get("from")
            if isinstance(sender, dict) and isinstance(sender.get("id"), int) and not sender.get("is_bot"):
                return str(sender["id"])
    return ""


def _is_in_room(part: dict[str, Any]) -> bool:
    """Say whether something was done in a group or a channel: nobody there is written to unasked."""
    chat = part.get("chat")
    return isinstance(chat, dict) and chat.get("type") in ROOMS
