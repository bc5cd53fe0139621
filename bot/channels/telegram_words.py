"""Telegram's way of showing buttons, keyboards and commands, and of saying what went wrong."""

import html
import json
import re
from dataclasses import replace
from typing import Any

from bot.channels.base import Refused
from handlers.commands import COMMANDS
from handlers.messages import Button, Outgoing
from handlers.wording import Texts
from storage.models import Role

_TAG = re.compile(r"</?[a-z][^<>]*>")


def keyboard_of(message: Outgoing) -> dict[str, Any]:
    """Return the reply_markup of a message; an edit without buttons takes them away."""
    if message.keyboard:
        if message.keyboard.remove:
            return {"reply_markup": {"remove_keyboard": True}}
        rows = [[{"text": message.keyboard.share_phone, "request_contact": True}]]
        rows += [[{"text": label}] for label in message.keyboard.labels]
        return {"reply_markup": {"keyboard": rows, "resize_keyboard": True, "one_time_keyboard": True}}
    if message.buttons or message.edits:
        return {"reply_markup": {"inline_keyboard": [[_button(one) for one in row] for row in message.buttons]}}
    return {}


def _button(one: Button) -> dict[str, str]:
    return {"text": one.label, "url": one.url} if one.url else {"text": one.label, "callback_data": one.data}


def commands_for(texts: Texts, role: Role, language: str) -> str:
    """Return the commands that a role may use, in the words of a language."""
    shown = [one for one in COMMANDS if role in one.who and one.listed]
    return json.dumps(
        [{"command": getattr(one, language), "description": texts.plain(language, one.key)} for one in shown],
        ensure_ascii=False,
    )


def same_message(refusal: Refused) -> bool:
    """Say whether an edit found nothing to change, or nothing to edit any more: both are as good as done."""
    text = str(refusal).lower()
    return any(words in text for words in ("not modified", "message to edit not found", "message can't be edited"))


def is_formatting_problem(refusal: Refused) -> bool:
    return "can't parse entities" in str(refusal).lower()


def plain(message: Outgoing) -> Outgoing:
    """Return a message without its markup: read badly is better than not at all."""
    return replace(message, text=html.escape(html.unescape(_TAG.sub("", message.text))))
