"""Keyboards: what Telegram accepts as a reply_markup."""

from typing import Any

from bot.sandbox.params import Params, bad_request

Markup = dict[str, Any]

DATA_LIMIT = 64
"""Bytes of a button's callback_data."""
_ACTIONS = {
    "callback_data", "url", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay",
}  # fmt: skip


def read_markup(given: Params) -> Markup | None:
    """Return the checked reply_markup of a call; raises ApiError 400."""
    markup = given.structure("reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        bad_request("object expected as reply markup")
    if "inline_keyboard" in markup:
        return {"inline_keyboard": [[_inline_button(b) for b in row] for row in _rows(markup["inline_keyboard"])]}
    if "keyboard" in markup:
        return {**markup, "keyboard": [[_reply_button(b) for b in row] for row in _rows(markup["keyboard"])]}
    return markup


def is_inline(markup: Markup | None) -> bool:
    return markup is not None and "inline_keyboard" in markup


def buttons(markup: Markup | None) -> list[Markup]:
    """Return the buttons of either keyboard, row after row."""
    rows = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard") or []
    return [button for row in rows for button in row]


def _rows(rows: Any) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        bad_request("field of the reply markup must be an Array of Arrays")
    return [row for row in rows if row]


def _inline_button(button: Any) -> Markup:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if not button["text"].strip():
        bad_request("inline keyboard button text must be non-empty")
    if not _ACTIONS & button.keys():
        bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= DATA_LIMIT:
        bad_request("BUTTON_DATA_INVALID")
    return button


def _reply_button(button: Any) -> Markup:
    button = {"text": button} if isinstance(button, str) else button
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        bad_request('can\'t parse keyboard button: Field "text" must be of type String')
    return button
