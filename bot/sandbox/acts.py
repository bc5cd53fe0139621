"""What people do in their chats, and the updates that the bot gets of it."""

import secrets

from bot.sandbox.chats import Post
from bot.sandbox.entities import split, units, with_found
from bot.sandbox.files import StoredFile
from bot.sandbox.markup import buttons, is_inline
from bot.sandbox.params import ApiError, Upload, bad_request
from bot.sandbox.sending import CAPTION_LIMIT, TEXT_LIMIT, quoted
from bot.sandbox.world import Chat, Json, World


def say(world: World, chat: Chat, text: str, reply_to: int | None = None) -> list[int]:
    """Send a text; one above Telegram's limit goes out in several messages, as the apps send it."""
    if not text.strip():
        bad_request("text must be non-empty")
    labels = [button["text"] for button in buttons(chat.keyboard)]
    if chat.keyboard and chat.keyboard.get("one_time_keyboard") and text in labels:
        chat.keyboard = None
    original = chat.posts.get(reply_to) if reply_to else None
    reply = {"reply_to_message": quoted(original)} if original else {}
    return [
        _send(world, chat, {**reply, **_worded("text", "entities", piece)}) for piece in split(text.strip(), TEXT_LIMIT)
    ]


def send_files(world: World, chat: Chat, kind: str, uploads: list[Upload], caption: str) -> list[int]:
    """Send one file or, in as many updates as there are files, an album with the caption on its first."""
    if units(caption) > CAPTION_LIMIT:
        bad_request("caption is too long")
    if not uploads:
        bad_request("no file in the request")
    if kind not in {"photo", "document", "voice", "video", "sticker"}:
        bad_request("kind must be photo, document, voice, video or sticker")
    stored = [world.files.add(kind, upload) for upload in uploads]
    group = {"media_group_id": str(secrets.randbits(53))} if len(stored) > 1 else {}
    captions = [caption, *[""] * (len(stored) - 1)]
    return [_send(world, chat, {**group, **_captioned(*item)}) for item in zip(stored, captions, strict=True)]


def share_contact(world: World, chat: Chat, phone_number: str, first_name: str = "") -> int:
    """Share one's own number or, under another first name, somebody else's."""
    if not phone_number:
        bad_request("phone_number is empty")
    own = {"first_name": chat.person.names["first_name"], "user_id": chat.person.id}
    whose = {"first_name": first_name} if first_name else own
    if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
        chat.keyboard = None
    return _send(world, chat, {"contact": {"phone_number": phone_number, **whose}})


def share_location(world: World, chat: Chat, latitude: float, longitude: float) -> int:
    return _send(world, chat, {"location": {"latitude": latitude, "longitude": longitude}})


def edit(world: World, chat: Chat, message_id: int, text: str) -> None:
    """Change the text, or the caption, of one of the person's own messages."""
    post = chat.posts.get(message_id)
    if post is None or post.side != "person":
        raise ApiError(404, "this person sent no such message")
    if not text.strip() or units(text) > TEXT_LIMIT:
        bad_request(f"text must have 1 to {TEXT_LIMIT} characters")
    fields = ("text", "entities") if "text" in post.message else ("caption", "caption_entities")
    kept = {name: value for name, value in post.message.items() if name not in fields}
    post.message = {**kept, **_worded(*fields, text.strip()), "edit_date": world.now()}
    post.edited = True
    chat.touch(post)
    world.updates.add("edited_message", post.message)


def press(world: World, chat: Chat, message_id: int, label: str, data: str | None) -> str:
    """Press an inline button by its label or, forged and stale ones too, by its data; return the query's id."""
    _must_not_block(chat)
    post = chat.posts.get(message_id)
    if post is None or post.side != "bot":
        raise ApiError(404, "the bot sent no such message")
    query = {"id": world.call_back(chat), "from": chat.person.user, "chat_instance": chat.instance}
    data = _data_of(post, label) if data is None else data
    world.updates.add("callback_query", {**query, "message": _reachable(chat, post), "data": data})
    return str(query["id"])


def block(world: World, chat: Chat, blocked: bool) -> None:  # noqa: FBT001 - the two directions of one act
    """Block or unblock the bot; it hears so, once."""
    if chat.person.blocked == blocked:
        return
    chat.person.blocked = blocked
    states = [_member(world, "member"), _member(world, "kicked")]
    old, new = states if blocked else states[::-1]
    head = {"chat": chat.shape, "from": chat.person.user, "date": world.now()}
    world.updates.add("my_chat_member", {**head, "old_chat_member": old, "new_chat_member": new})
    chat.touch()


def _send(world: World, chat: Chat, content: Json) -> int:
    _must_not_block(chat)
    chat.person.started = True
    message = world.post(chat, "person", content).message
    world.updates.add("message", message)
    return int(message["message_id"])


def _must_not_block(chat: Chat) -> None:
    if chat.person.blocked:
        raise ApiError(409, "this person has blocked the bot: unblock first")


def _worded(field: str, entities_field: str, text: str) -> Json:
    entities = with_found(text, [])
    return {field: text, entities_field: entities} if entities else {field: text}


def _captioned(stored: StoredFile, caption: str) -> Json:
    return {**stored.content, **(_worded("caption", "caption_entities", caption) if caption else {})}


def _data_of(post: Post, label: str) -> str:
    markup = post.message.get("reply_markup") if not post.deleted else None
    for button in buttons(markup) if is_inline(markup) else []:
        if button["text"] == label and "callback_data" in button:
            return str(button["callback_data"])
    raise ApiError(404, f"message {post.message['message_id']} has no button {label!r} to press")


def _reachable(chat: Chat, post: Post) -> Json:
    if post.deleted:
        return {"chat": chat.shape, "message_id": post.message["message_id"], "date": 0}
    return post.message


def _member(world: World, status: str) -> Json:
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": world.bot, "status": status, **until}
