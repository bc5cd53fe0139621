"""Plain words and presses are read without the library: exactly as the library reads them, or not at all."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot

from bot.channels import telegram_updates

BOT = Bot("1000001:AAHplain-plain-plain-plain-plain-000001")
USER: dict[str, Any] = {"id": 7000, "is_bot": False, "first_name": "Hoa", "language_code": "vi"}
CHAT = {"id": 7000, "first_name": "Hoa", "type": "private"}
WORDS: dict[str, Any] = {
    "update_id": 1,
    "message": {"message_id": 5, "from": USER, "chat": CHAT, "date": 1_795_400_000, "text": "bà Nguyễn Thị Hòe"},
}
PRESS: dict[str, Any] = {
    "update_id": 2,
    "callback_query": {
        "id": "77",
        "from": {**USER, "last_name": "Trần"},
        "chat_instance": "1",
        "data": "a:1:kind:individual",
        "message": {"message_id": 4, "date": 1_795_400_000, "chat": CHAT, "text": "Bước 1/12"},
    },
}
WILD = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.just({}), st.just([]))


def as_the_library(raw: dict[str, Any]) -> Any:
    """Read an update as if no shortcut existed."""
    kept = telegram_updates._plain
    try:
        telegram_updates._plain = lambda _raw: None
        return telegram_updates.read(raw, BOT)
    finally:
        telegram_updates._plain = kept


@pytest.mark.parametrize("raw", [WORDS, PRESS], ids=["words", "press"])
def test_plain_words_and_presses_take_the_short_way(raw: dict[str, Any]) -> None:
    assert telegram_updates._plain(raw) is not None
    assert telegram_updates.read(raw, BOT) == as_the_library(raw)


@given(st.data())
def test_whatever_is_changed_is_read_as_the_library_reads_it(data: st.DataObject) -> None:
    raw = data.draw(st.sampled_from([WORDS, PRESS]))
    kind = next(key for key in raw if key != "update_id")
    inner = raw[kind]
    part = data.draw(st.sampled_from(["", "from", "chat", "message"]))
    target = inner.get(part, inner) if part else inner
    key = data.draw(st.sampled_from([*target, "forward_origin", "via_bot", "sender_chat", "edit_date", "entities"]))
    changed = {**target, key: data.draw(WILD)}
    whole = changed if target is inner else {**inner, part: changed}
    twisted = {**raw, kind: whole}

    assert telegram_updates.read(twisted, BOT) == as_the_library(twisted)
