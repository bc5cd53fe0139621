"""Methods that send: texts, files, albums and "typing…"."""

import secrets
from typing import Any

from bot.sandbox.chats import Post
from bot.sandbox.entities import Entity, parse_html, trimmed, units, with_found
from bot.sandbox.files import StoredFile
from bot.sandbox.markup import is_inline, read_markup
from bot.sandbox.params import Params, bad_request
from bot.sandbox.world import Chat, Json, World

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
"""UTF-16 units, counted after the entities are parsed."""
ALBUM_LIMIT = 10
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


def send_message(world: World, given: Params) -> Json:
    chat = world.chat_of(given)
    content = read_text(given)
    preview = given.structure("link_preview_options") or {}
    if not isinstance(preview, dict):
        bad_request("object expected as link preview options")
    return _deliver(world, chat, given, {**content, "link_preview_options": preview} if preview else content)


def send_photo(world: World, given: Params) -> Json:
    return _send_file(world, given, "photo")


def send_document(world: World, given: Params) -> Json:
    return _send_file(world, given, "document")


def send_video(world: World, given: Params) -> Json:
    return _send_file(world, given, "video")


def send_voice(world: World, given: Params) -> Json:
    return _send_file(world, given, "voice")


def send_media_group(world: World, given: Params) -> list[Json]:
    chat = world.chat_of(given)
    media = given.structure("media")
    if not isinstance(media, list) or not media:
        bad_request("there are no messages to send")
    if len(media) > ALBUM_LIMIT:
        bad_request("too many messages to send as an album")
    contents = [_album_item(world, given, item) for item in media]
    group = {"media_group_id": str(secrets.randbits(53))} if len(contents) > 1 else {}
    reply = _reply(chat, given)
    return [world.post(chat, "bot", {**group, **reply, **content}).message for content in contents]


def send_chat_action(world: World, given: Params) -> bool:
    chat = world.chat_of(given)
    if given.text("action") not in _ACTIONS:
        bad_request("wrong parameter action in request")
    chat.types()
    return True


def read_text(given: Params) -> Json:
    """Return {"text", "entities"?} of a call; raises ApiError 400 for an empty or too long text."""
    if not given.text("text"):
        bad_request("message text is empty")
    text, entities = _formatted(given, "text", "entities")
    if not text:
        bad_request("text must be non-empty")
    if units(text) > TEXT_LIMIT:
        bad_request("message is too long")
    return {"text": text, "entities": entities} if entities else {"text": text}


def read_caption(given: Params) -> Json:
    """Return {"caption"?, "caption_entities"?} of a call; raises ApiError 400 for a caption too long."""
    text, entities = _formatted(given, "caption", "caption_entities")
    if units(text) > CAPTION_LIMIT:
        bad_request("message caption is too long")
    if not text:
        return {}
    return {"caption": text, "caption_entities": entities} if entities else {"caption": text}


def quoted(post: Post) -> Json:
    """Return a message as replies carry it: without the one it replied to itself."""
    return {name: value for name, value in post.message.items() if name != "reply_to_message"}


def _formatted(given: Params, field: str, entities_field: str) -> tuple[str, list[Entity]]:
    mode, text = given.text("parse_mode").lower(), given.text(field)
    if mode not in {"", "html"}:
        bad_request("unsupported parse_mode")
    text, entities = parse_html(text) if mode else (text, _read_entities(given, entities_field))
    text, entities = trimmed(text, entities)
    return text, with_found(text, entities)


def _read_entities(given: Params, field: str) -> list[Entity]:
    entities = given.structure(field) or []
    if not isinstance(entities, list) or not all(_is_entity(entity) for entity in entities):
        bad_request("can't parse entities: Array of MessageEntity expected")
    return entities


def _is_entity(entity: Any) -> bool:
    wanted = {"type": str, "offset": int, "length": int}
    return isinstance(entity, dict) and all(isinstance(entity.get(name), kind) for name, kind in wanted.items())


def _send_file(world: World, given: Params, kind: str) -> Json:
    chat = world.chat_of(given)
    caption = read_caption(given)
    stored = world.files.resolve(kind, given.upload(kind))
    return _deliver(world, chat, given, {**stored.content, **caption})


def _album_item(world: World, given: Params, item: Any) -> Json:
    if not isinstance(item, dict) or str(item.get("type")) not in {"photo", "video", "document"}:
        bad_request("can't parse InputMedia: type must be one of photo, video, document")
    reference = str(item.get("media", ""))
    stored: StoredFile = world.files.resolve(item["type"], given.attached(reference) or reference)
    return {**stored.content, **read_caption(Params(item))}


def _deliver(world: World, chat: Chat, given: Params, content: Json) -> Json:
    markup = read_markup(given)
    content = {**_reply(chat, given), **content}
    if given.flag("protect_content"):
        content["has_protected_content"] = True
    if markup and is_inline(markup):
        content["reply_markup"] = markup
    chat.stops_typing()
    if markup and not is_inline(markup):
        chat.keyboard = markup if "keyboard" in markup else None
    post = world.post(chat, "bot", content)
    post.had_reply_keyboard = bool(markup) and not is_inline(markup)
    return post.message


def _reply(chat: Chat, given: Params) -> Json:
    wanted = given.structure("reply_parameters") or {}
    number = wanted.get("message_id") if isinstance(wanted, dict) else None
    post = chat.posts.get(number) if isinstance(number, int) else None
    if post and not post.deleted:
        return {"reply_to_message": quoted(post)}
    if number is not None and not wanted.get("allow_sending_without_reply"):
        bad_request("message to be replied not found")
    return {}
