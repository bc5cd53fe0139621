"""The methods of the Zalo Bot Platform that the sandbox knows, each a function of (world, params)."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.entities import Entity, units
from bot.sandbox.params import ApiError, Params, bad_request
from bot.sandbox.zalo.acts import TEXT_LIMIT
from bot.sandbox.zalo.addresses import fetch_photo, is_reachable
from bot.sandbox.zalo.world import Json, ZaloChat, ZaloWorld

Method = Callable[[ZaloWorld, Params], Any]
"""Returns the answer's fields beside `ok`, or an awaitable of them; raises ApiError."""

_STYLES = {"b": "bold", "i": "italic", "u": "underline", "s": "strikethrough"}


def get_me(world: ZaloWorld, _given: Params) -> Json:
    named = {"id": world.id, "account_name": world.account_name}
    return {"result": {**named, "account_type": "BASIC", "can_join_groups": False}}


def send_message(world: ZaloWorld, given: Params) -> Json:
    chat = world.chat_of(given)
    text = _words(given, "text") or bad_request("text is empty")
    styles = read_styles(given, text)
    return _deliver(world, chat, {"text": text, **({"entities": styles} if styles else {})})


async def send_photo(world: ZaloWorld, given: Params) -> Json:
    chat = world.chat_of(given)
    caption = _words(given, "caption")
    stored = world.files.add("photo", await fetch_photo(given.text("photo")))
    return _deliver(world, chat, {**stored.content, **({"caption": caption} if caption else {})})


def send_chat_action(world: ZaloWorld, given: Params) -> Json:
    """Show "typing…"; the platform's answer has no result."""
    chat = world.chat_of(given)
    if given.text("action") != "typing":
        bad_request("action must be typing")
    chat.types()
    return {}


async def set_webhook(world: ZaloWorld, given: Params) -> Json:
    url, secret = given.text("url"), given.text("secret_token")
    if not is_reachable(url):
        bad_request("url must be an https URL")
    if not 8 <= len(secret) <= 256 or not secret.isascii() or not secret.isprintable():
        bad_request("secret_token must have 8 to 256 characters")
    await world.webhook.set(url, secret)
    return _webhook_changed(world)


async def delete_webhook(world: ZaloWorld, _given: Params) -> Json:
    await world.webhook.remove()
    return _webhook_changed(world)


def get_webhook_info(world: ZaloWorld, _given: Params) -> Json:
    return {"result": {"url": world.webhook.url, "updated_at": world.webhook.updated_at}}


def read_styles(given: Params, text: str) -> list[Entity]:
    """Return `text_styles` as message entities; raises ApiError 400 for one unknown or outside the text."""
    styles = given.structure("text_styles") or []
    if not isinstance(styles, list):
        bad_request("text_styles must be an array")
    return [entity for style in styles for entity in _entities(style, units(text))]


def _entities(style: Any, size: int) -> list[Entity]:
    start, length, names = (
        (style.get(name) for name in ("start", "len", "st")) if isinstance(style, dict) else [None] * 3
    )
    if type(start) is not int or type(length) is not int or not isinstance(names, list) or not names:
        bad_request('a text style is {"start", "len", "st": […]}')
    if start < 0 or length < 1 or start + length > size:
        bad_request("a text style lies outside the text")
    if not all(isinstance(name, str) and name in _STYLES for name in names):
        bad_request("unknown text style")
    return [{"type": _STYLES[name], "offset": start, "length": length} for name in names]


def _words(given: Params, field: str) -> str:
    words = given.text(field)
    if units(words) > TEXT_LIMIT:
        bad_request(f"{field} must have 1 to {TEXT_LIMIT} characters")
    return words if words.strip() else ""


def _deliver(world: ZaloWorld, chat: ZaloChat, content: Json) -> Json:
    chat.person.reach.spend()
    chat.stops_typing()
    post = world.post(chat, "bot", content)
    return {"result": {"message_id": post.platform_id, "date": post.milliseconds}}


def _webhook_changed(world: ZaloWorld) -> Json:
    world.webhook.updated_at = world.milliseconds()
    return get_webhook_info(world, Params({}))


def _unknown(_world: ZaloWorld, _given: Params) -> None:
    raise ApiError(404, "Not Found")


METHODS: dict[str, Method] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
}
"""All but getUpdates, which wants to know whether the caller is still there: see `endpoint`."""

_BY_LOWER_NAME = {name.lower(): method for name, method in METHODS.items()}


def method_named(name: str) -> Method:
    """Return the method, whatever the case of its name; an unknown one answers 404."""
    return _BY_LOWER_NAME.get(name.lower(), _unknown)
