"""What people do in their Zalo chats, and the events that the bot gets of it."""

from dataclasses import replace

from bot.sandbox.entities import split
from bot.sandbox.files import StoredFile
from bot.sandbox.params import ApiError, Upload, bad_request
from bot.sandbox.zalo.world import Json, ZaloChat, ZaloWorld

TEXT_LIMIT = 2000
"""UTF-16 units of a text and of a caption, on both sides."""
_UNSEEN = {"document", "video"}
_KINDS = {"photo", "voice", "sticker", *_UNSEEN}
_ENDINGS = {"photo": "jpg", "voice": "aac", "sticker": "webp"}


def say(world: ZaloWorld, chat: ZaloChat, text: str) -> list[int]:
    """Send a text; one above the limit goes out in several messages, as the app sends it."""
    if not text.strip():
        bad_request("text must be non-empty")
    return [_send(world, chat, {"text": piece}, "text", {"text": piece}) for piece in split(text.strip(), TEXT_LIMIT)]


def send_files(world: ZaloWorld, chat: ZaloChat, kind: str, uploads: list[Upload], caption: str) -> list[int]:
    """Send each file as a message of its own; only a photo carries a caption, else it follows as a text."""
    if kind not in _KINDS:
        bad_request("kind must be photo, voice, sticker, document or video")
    if not uploads:
        bad_request("no file in the request")
    caption = caption.strip()
    with_photo = caption if kind == "photo" and len(split(caption, TEXT_LIMIT)) == 1 else ""
    captions = [with_photo, *[""] * (len(uploads) - 1)]
    sent = [_send_file(world, chat, kind, *each) for each in zip(uploads, captions, strict=True)]
    return sent + (say(world, chat, caption) if caption and not with_photo else [])


def share_location(world: ZaloWorld, chat: ZaloChat, latitude: float, longitude: float) -> int:
    return _send(world, chat, {"location": {"latitude": latitude, "longitude": longitude}}, "unsupported", {})


def block(chat: ZaloChat, blocked: bool) -> None:  # noqa: FBT001 - the two directions of one act
    """Block or unblock the bot, which is told nothing."""
    chat.person.reach.blocked = blocked
    chat.touch()


def _send_file(world: ZaloWorld, chat: ZaloChat, kind: str, upload: Upload, caption: str) -> int:
    # What a microphone or an old phone calls its recording does not matter: Zalo serves every voice as .aac.
    upload = replace(upload, mime="audio/aac") if kind == "voice" else upload
    stored = world.files.add(kind, upload)
    shown = {**stored.content, **({"caption": caption} if caption else {})}
    if kind in _UNSEEN:
        return _send(world, chat, shown, "unsupported", {})
    event = "image" if kind == "photo" else kind
    return _send(world, chat, shown, event, {**_told(world, stored), **({"caption": caption} if caption else {})})


def _told(world: ZaloWorld, stored: StoredFile) -> Json:
    """Return the fields of an event that show this file."""
    url = world.publish(stored, _ENDINGS[stored.kind])
    if stored.kind == "sticker":
        return {"sticker": stored.unique_id, "url": url}
    return {"photo_url" if stored.kind == "photo" else "voice_url": url}


def _send(world: ZaloWorld, chat: ZaloChat, shown: Json, event: str, told: Json) -> int:
    person = chat.person
    if person.reach.blocked:
        raise ApiError(409, "this person has blocked the bot: unblock first")
    person.reach.heard(world.clock.now())
    post = world.post(chat, "person", shown)
    sender = {"id": person.id, "display_name": person.name, "is_bot": False}
    where = {"from": sender, "chat": {"id": chat.id, "chat_type": "PRIVATE"}}
    message = {**where, "message_id": post.platform_id, "date": post.milliseconds, **told}
    world.updates.add({"event_name": f"message.{event}.received", "message": message})
    return int(post.message["message_id"])
