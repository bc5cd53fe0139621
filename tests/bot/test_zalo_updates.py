"""Zalo's events become what a person did; whatever else arrives neither stops anybody nor is lost."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels.zalo_updates import read
from handlers.messages import Input, InputKind, Media

LAN = {"id": "6ede9afa66b88fe6d6a9", "display_name": "Lan", "is_bot": False}
CHAT = {"id": "6ede9afa66b88fe6d6a9", "chat_type": "PRIVATE"}
PHOTO = "https://photo-stal-1.zdn.vn/1/a.jpg?x=1"
VOICE = "https://f2-voice-aac-dl.zdn.vn/2/b.aac"


def event(kind: str, **changes: Any) -> dict[str, Any]:
    message = {"from": LAN, "chat": CHAT, "message_id": "2d758cb5e222177a4e35", "date": 1750316131602, **changes}
    kept = {key: value for key, value in message.items() if value is not None}
    return {"event_name": f"message.{kind}.received", "message": kept}


def heard(kind: str, **changes: Any) -> Input | None:
    return read(event(kind, **changes))


def test_a_text_is_read_bare_and_wrapped() -> None:
    bare = event("text", text="Xin chào")
    wrapped = {"ok": True, "result": bare}
    expected: dict[str, Any] = {
        "channel": "zalo",
        "update_id": "2d758cb5e222177a4e35",
        "kind": InputKind.TEXT,
        "external_id": "6ede9afa66b88fe6d6a9",
        "chat_id": "6ede9afa66b88fe6d6a9",
        "name": "Lan",
        "text": "Xin chào",
        "message_id": "2d758cb5e222177a4e35",
    }

    assert read(bare) == Input(**expected, raw=bare)
    assert read(wrapped) == Input(**expected, raw=wrapped)


def test_numbers_will_do_as_ids() -> None:
    found = heard("text", text="a", message_id=17, **{"from": {**LAN, "id": 4}}, chat={**CHAT, "id": 4})

    assert found is not None
    assert (found.update_id, found.external_id, found.chat_id) == ("17", "4", "4")


@pytest.mark.parametrize(
    ("kind", "changes", "text", "media"),
    [
        ("image", {"photo_url": PHOTO, "caption": "Bà Hòe"}, "Bà Hòe", ("photo", PHOTO)),
        ("image", {"photo": PHOTO}, "", ("photo", PHOTO)),
        ("image", {"photo": "old", "photo_url": PHOTO, "caption": 5}, "", ("photo", PHOTO)),
        ("voice", {"voice_url": VOICE}, "", ("voice", VOICE)),
    ],
)
def test_files_are_addresses(kind: str, changes: dict[str, Any], text: str, media: tuple[str, str]) -> None:
    found = heard(kind, **changes)

    assert found is not None
    assert (found.kind, found.text) == (InputKind.MEDIA, text)
    assert found.media == Media(media[0], media[1], "2d758cb5e222177a4e35")


@pytest.mark.parametrize(
    ("kind", "becomes"),
    [("sticker", InputKind.OTHER), ("unsupported", InputKind.UNSUPPORTED), ("hologram", InputKind.UNSUPPORTED)],
)
def test_what_we_cannot_use_is_still_something_a_person_did(kind: str, becomes: InputKind) -> None:
    found = heard(kind, sticker="d063f44dc80821567819")

    assert found is not None
    assert (found.kind, found.external_id) == (becomes, LAN["id"])


@pytest.mark.parametrize(
    "body",
    [
        event("text", text="a", chat={**CHAT, "chat_type": "GROUP"}),
        event("text", text="a", **{"from": {**LAN, "is_bot": True}}),
        {"ok": True, "result": {"event_name": "webhook.test"}},
        {"ok": True},
        {},
        [],
        None,
        "message",
        0,
        {"message": "a"},
        {"result": {"message": []}},
        event("text", text="a", junk=json.loads("[" * 200 + "]" * 200)),
    ],
)
def test_what_no_person_wrote_to_us_alone_is_dropped(body: Any) -> None:
    assert read(body) is None


@pytest.mark.parametrize(
    ("kind", "changes", "problem"),
    [
        ("text", {}, "text"),
        ("text", {"text": ""}, "text"),
        ("text", {"text": ["a"]}, "text"),
        ("image", {}, "photo_url"),
        ("image", {"photo_url": {"href": PHOTO}}, "photo_url"),
        ("image", {"photo_url": PHOTO + "\x00"}, "photo_url"),
        ("image", {"photo_url": PHOTO + "\ud800"}, "photo_url"),
        ("voice", {"voice_url": ""}, "voice_url"),
        ("text", {"text": "a", "chat": {"id": LAN["id"]}}, "chat_type"),
        ("text", {"text": "a", "chat": None}, "chat_type"),
        ("text", {"text": "a", "chat": {"chat_type": "PRIVATE"}}, "id"),
    ],
)
def test_a_message_that_cannot_be_read_is_kept_and_its_sender_known(kind: str, changes: Any, problem: str) -> None:
    body = event(kind, **changes)
    found = read(body)

    assert found == Input(
        "zalo",
        "2d758cb5e222177a4e35",
        InputKind.BROKEN,
        external_id="6ede9afa66b88fe6d6a9",
        chat_id="6ede9afa66b88fe6d6a9",
        text=f"no usable {problem}",
        raw=body,
    )


@pytest.mark.parametrize("message_id", [None, "", "a\x00b", "\ud800", "x" * 500, True, 2**80, 1.5, {}])
def test_without_an_id_the_body_itself_tells_a_replay(message_id: Any) -> None:
    first, again = (heard("text", text="a", message_id=message_id) for _ in range(2))
    other = heard("text", text="b", message_id=message_id)

    assert first is not None
    assert other is not None
    assert first.kind is InputKind.BROKEN
    assert first == again
    assert len(first.update_id) == 64
    assert first.update_id != other.update_id


@pytest.mark.parametrize("sender", [None, "Lan", {"id": None}, {"id": "a b"}, {"id": "x" * 200}])
def test_a_message_of_an_unknown_sender_is_kept_for_those_who_look_after_the_service(sender: Any) -> None:
    found = heard("text", text="a", **{"from": sender})

    assert found is not None
    assert (found.kind, found.external_id, found.chat_id) == (InputKind.BROKEN, "", "")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
# Bodies as ours, with anything in any place.
SPOILT = st.builds(
    lambda name, message, sender, chat: {
        "event_name": name,
        "message": message if not isinstance(message, dict) else {**message, "from": sender, "chat": chat},
    },
    JSON | st.sampled_from([f"message.{one}.received" for one in ("text", "image", "voice", "sticker", "unsupported")]),
    JSON
    | st.dictionaries(
        st.sampled_from(["text", "photo", "photo_url", "voice_url", "caption", "message_id", "date"]),
        JSON | st.just(PHOTO),
    ),
    JSON | st.just(LAN) | st.dictionaries(st.sampled_from(["id", "display_name", "is_bot"]), JSON),
    JSON | st.just(CHAT) | st.dictionaries(st.sampled_from(["id", "chat_type"]), JSON),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON | SPOILT | SPOILT.map(lambda body: {"ok": True, "result": body}))
def test_no_json_at_all_stops_the_reading(body: Any) -> None:
    found = read(body)

    if found is not None:
        assert found.update_id.isascii()
        assert found.update_id.isprintable()
        assert (found.external_id and found.chat_id) or found.kind is InputKind.BROKEN
        assert all(isinstance(one, str) for one in (found.name, found.text, found.external_id, found.chat_id))
        assert found.raw is body
        assert read(json.loads(json.dumps(body))) is not None
