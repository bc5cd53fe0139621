"""Threat 8: what did not come from a person in a private chat is not for us, whoever it claims to be."""

from typing import Any

import pytest
from telegram import Bot

from bot.channels.telegram_updates import read
from handlers.messages import Input, InputKind
from storage.models import Role
from tests.town import Town

BOT = Bot("1:x")
LAN: dict[str, Any] = {"id": 7001, "is_bot": False, "first_name": "Lan"}
PRIVATE = {"id": 7001, "type": "private", "first_name": "Lan"}
GROUP = {"id": -100500, "type": "supergroup", "title": "Tổ xét duyệt"}
CHANNEL = {"id": -100600, "type": "channel", "title": "Kênh"}
ANONYMOUS = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
CHANNEL_BOT = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
TELEGRAM = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
OTHER_BOT = {"id": 55, "is_bot": True, "first_name": "Bot"}
FROM_CHANNEL = {"type": "channel", "date": 1, "chat": CHANNEL, "message_id": 1}
FROM_PERSON = {"type": "user", "date": 1, "sender_user": LAN}


def message(**changes: Any) -> dict[str, Any]:
    return {"message_id": 1, "date": 1, "chat": PRIVATE, "from": LAN, "text": "/choduyet", **changes}


def press(**changes: Any) -> dict[str, Any]:
    shown = message(**{"from": OTHER_BOT})
    return {"id": "1", "from": LAN, "chat_instance": "1", "data": "r:approve:1:1", "message": shown, **changes}


def heard(kind: str, what: dict[str, Any]) -> Input | None:
    return read({"update_id": 1, kind: what}, BOT)


NOT_FOR_US = {
    "a group": ("message", message(chat=GROUP)),
    "an edit in a group": ("edited_message", message(chat=GROUP, edit_date=2)),
    "an anonymous admin": ("message", message(**{"chat": GROUP, "from": ANONYMOUS, "sender_chat": GROUP})),
    "an anonymous admin, privately": ("message", message(**{"from": {**ANONYMOUS, "is_bot": False}})),
    "a person writing as a channel": ("message", message(**{"from": CHANNEL_BOT, "sender_chat": CHANNEL})),
    "a linked channel's post": ("message", message(**{"chat": GROUP, "from": TELEGRAM, "sender_chat": CHANNEL})),
    "Telegram itself": ("message", message(**{"from": TELEGRAM})),
    "on behalf of a chat": ("message", message(sender_chat=CHANNEL)),
    "a bot": ("message", message(**{"from": OTHER_BOT})),
    "through a bot": ("message", message(via_bot=OTHER_BOT)),
    "nobody": ("message", {key: value for key, value in message().items() if key != "from"}),
    "a channel's post": ("channel_post", message(chat=CHANNEL)),
    "a channel's edit": ("edited_channel_post", message(chat=CHANNEL)),
    "a press in a group": ("callback_query", press(message=message(chat=GROUP))),
    "a press by a bot": ("callback_query", press(**{"from": OTHER_BOT})),
    "a press on an inline message": (
        "callback_query",
        {**{key: value for key, value in press().items() if key != "message"}, "inline_message_id": "x"},
    ),
    "a press without data": ("callback_query", {**press(data=None), "game_short_name": "x"}),
}


@pytest.mark.parametrize("shape", NOT_FOR_US)
def test_threat_08_what_comes_from_no_person_in_private_is_dropped(shape: str) -> None:
    kind, what = NOT_FOR_US[shape]

    assert heard(kind, what) is None


def test_a_changed_caption_is_heard_like_a_changed_text() -> None:
    photo = {"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}
    captioned = {key: value for key, value in message(edit_date=2, photo=[photo]).items() if key != "text"}
    given = heard("edited_message", {**captioned, "caption": "Bà Hòe nuôi bò"})

    assert given is not None
    assert (given.kind, given.text, given.message_id, given.media) == (
        InputKind.EDITED, "Bà Hòe nuôi bò", "1", None
    )  # fmt: skip
    assert heard("edited_message", captioned) is None


def test_threat_08_a_person_in_private_is_heard_by_their_own_id() -> None:
    said, pressed = heard("message", message()), heard("callback_query", press())

    assert said is not None
    assert pressed is not None
    assert (said.kind, said.external_id, said.forwarded) == (InputKind.TEXT, "7001", False)
    assert (pressed.kind, pressed.external_id, pressed.text) == (InputKind.PRESS, "7001", "r:approve:1:1")


@pytest.mark.parametrize(
    "origin", [FROM_CHANNEL, FROM_PERSON, {"type": "hidden_user", "date": 1, "sender_user_name": "x"}]
)
def test_threat_08_what_was_forwarded_is_known_as_such(origin: dict[str, Any]) -> None:
    given = heard("message", message(forward_origin=origin))

    assert given is not None
    assert given.forwarded


@pytest.mark.parametrize(
    "shape", ["new", "edited", "forwarded", "anonymous admin", "as a channel", "group", "via a bot"]
)
def test_threat_08_of_seven_shapes_of_a_command_only_one_is_obeyed(town: Town, shape: str) -> None:
    lan = town.reviewer("Lan", Role.ADMIN)
    own = {"chat": {**PRIVATE, "id": int(lan.id)}, "from": {**LAN, "id": int(lan.id)}}
    shapes = {
        "new": ("message", message(**own)),
        "edited": ("edited_message", message(**own, edit_date=2)),
        "forwarded": ("message", message(**own, forward_origin=FROM_PERSON)),
        "anonymous admin": NOT_FOR_US["an anonymous admin"],
        "as a channel": NOT_FOR_US["a person writing as a channel"],
        "group": ("message", message(**{**own, "chat": GROUP})),
        "via a bot": ("message", message(**own, via_bot=OTHER_BOT)),
    }
    given = heard(*shapes[shape])
    if given is not None:
        town.receive(given)

    assert ("queue.empty" in lan.heard) == (shape == "new")
