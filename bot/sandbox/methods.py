"""The methods of the Bot API that the sandbox knows, each a function of (world, params)."""

from collections.abc import Callable
from typing import Any

from bot.sandbox import editing, profile, sending, updates
from bot.sandbox.params import ApiError, Params
from bot.sandbox.world import World

Method = Callable[[World, Params], Any]
"""Returns the result, or an awaitable of it; raises ApiError."""

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendVideo": sending.send_video,
    "sendVoice": sending.send_voice,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "answerCallbackQuery": editing.answer_callback_query,
    "getFile": profile.get_file,
    "getChat": profile.get_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_about("name"),
    "getMyName": profile.get_about("name"),
    "setMyDescription": profile.set_about("description"),
    "getMyDescription": profile.get_about("description"),
    "setMyShortDescription": profile.set_about("short_description"),
    "getMyShortDescription": profile.get_about("short_description"),
}

_BY_LOWER_NAME = {name.lower(): method for name, method in METHODS.items()}


def method_named(name: str) -> Method:
    """Return the method, whatever the case of its name; an unknown one answers 404."""
    return _BY_LOWER_NAME.get(name.lower(), _unknown)


def _unknown(_world: World, _given: Params) -> None:
    raise ApiError(404, "Not Found")
