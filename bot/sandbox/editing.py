"""Methods that change what was said: edit, delete, answer a press."""

from bot.sandbox.chats import Post
from bot.sandbox.entities import units
from bot.sandbox.markup import read_markup
from bot.sandbox.params import Params, bad_request
from bot.sandbox.sending import read_caption, read_text
from bot.sandbox.world import Chat, Json, World

DELETE_WITHIN = 48 * 3600
"""Seconds after which a bot may no longer delete a message for everyone."""
ANSWER_LIMIT = 200
_MEDIA = {"photo", "document", "video", "voice"}
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(world: World, given: Params) -> Json:
    chat, post = _to_edit(world, given)
    content = read_text(given)
    if "text" not in post.message:
        bad_request("there is no text in the message to edit")
    return _edit(world, chat, post, given, fields={"text", "entities"}, content=content)


def edit_message_caption(world: World, given: Params) -> Json:
    chat, post = _to_edit(world, given)
    content = read_caption(given)
    if not _MEDIA & post.message.keys():
        bad_request("there is no caption in the message to edit")
    return _edit(world, chat, post, given, fields={"caption", "caption_entities"}, content=content)


def edit_message_reply_markup(world: World, given: Params) -> Json:
    chat, post = _to_edit(world, given)
    return _edit(world, chat, post, given, fields=set(), content={})


def delete_message(world: World, given: Params) -> bool:
    chat = world.chat_of(given)
    post = chat.posts.get(_message_id(given))
    if post is None or post.deleted:
        bad_request("message to delete not found")
    if world.now() - post.message["date"] > DELETE_WITHIN:
        bad_request("message can't be deleted for everyone")
    post.deleted = True
    chat.touch(post)
    return True


def answer_callback_query(world: World, given: Params) -> bool:
    text = given.text("text")
    if units(text) > ANSWER_LIMIT:
        bad_request("MESSAGE_TOO_LONG")
    number = given.text("callback_query_id")
    chat = world.answer_callback(number)
    if chat is None:
        bad_request("query is too old and response timeout expired or query ID is invalid")
    chat.touch()
    chat.answered.append((chat.rev, number))
    if text:
        chat.toasts.append((chat.rev, {"text": text, "alert": given.flag("show_alert")}))
    return True


def _to_edit(world: World, given: Params) -> tuple[Chat, Post]:
    number = _message_id(given)
    chat = world.chat_of(given)
    post = chat.posts.get(number)
    if post is None or post.deleted:
        bad_request("message to edit not found")
    # Telegram never edits a message that carried a reply keyboard.
    if post.side != "bot" or post.had_reply_keyboard:
        bad_request("message can't be edited")
    return chat, post


def _message_id(given: Params) -> int:
    number = given.integer("message_id")
    return number or bad_request("message identifier is not specified")


def _edit(world: World, chat: Chat, post: Post, given: Params, *, fields: set[str], content: Json) -> Json:
    markup = read_markup(given)
    old = post.message
    new = {k: v for k, v in old.items() if k not in {*fields, "reply_markup", "edit_date"}} | content
    if markup and markup.get("inline_keyboard"):
        new["reply_markup"] = markup
    if new == {k: v for k, v in old.items() if k != "edit_date"}:
        bad_request(_SAME)
    post.message = {**new, "edit_date": world.now()}
    post.edited = True
    chat.touch(post)
    return post.message
