"""Updates that Telegram would never send: its own shapes, with a part of the wrong type, of a wild value, or gone."""

import copy
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]

WILD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=()), max_size=20),
    st.sampled_from(["\x00", "\ud800", "\u202e", "9" * 400, "/start i_", "n:1:story", "a" * 5000]),
    st.lists(st.none() | st.integers() | st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=5), max_size=3),
)
GONE = object()


def shapes(who: int, name: str) -> list[Json]:
    """Return sound updates of a person, without their numbers."""
    person = {"id": who, "is_bot": False, "first_name": name, "language_code": "vi"}
    chat = {"id": who, "type": "private", "first_name": name}
    message = {"message_id": 7, "from": person, "chat": chat, "date": 1_790_000_000}
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 9, "height": 9, "file_size": 100}]
    entities = [{"type": "bot_command", "offset": 0, "length": 8}]
    bot = {"id": 1, "is_bot": True, "first_name": "Hoa Đẹp"}
    states = [{"user": bot, "status": "member"}, {"user": bot, "status": "kicked", "until_date": 0}]
    return [
        {"message": {**message, "text": "/trogiup", "entities": entities}},
        {"message": {**message, "photo": photo, "caption": "ảnh"}},
        {"message": {**message, "contact": {"phone_number": "0912345678", "first_name": name, "user_id": who}}},
        {"message": {**message, "location": {"latitude": 21.3, "longitude": 105.4}}},
        {"edited_message": {**message, "edit_date": 1_790_000_001, "text": "sửa lại"}},
        {
            "callback_query": {
                "id": "77",
                "from": person,
                "chat_instance": "1",
                "message": {**message, "from": bot, "text": "Bước 1"},
                "data": "n:0:kind:individual",
            }
        },
        {
            "my_chat_member": {
                "chat": chat,
                "from": person,
                "date": 1,
                "old_chat_member": states[0],
                "new_chat_member": states[1],
            }
        },
    ]


@st.composite
def poisoned(draw: st.DrawFn, who: int, name: str) -> Json:
    """Return an update of this person in which one to three parts are spoilt; the sender's id itself is not."""
    update = copy.deepcopy(draw(st.sampled_from(shapes(who, name))))
    for _ in range(draw(st.integers(1, 3))):
        places = [place for place in _places(update) if place[-2:] != ("from", "id")]
        if not places:
            break
        _spoil(update, draw(st.sampled_from(places)), draw(WILD | st.just(GONE)))
    return update


def _places(part: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [found for key, value in inner for found in ((*path, key), *_places(value, (*path, key)))]


def _spoil(update: Json, place: tuple[Any, ...], value: Any) -> None:
    *way, last = place
    part: Any = update
    for key in way:
        part = part[key]
    if value is GONE:
        del part[last]
    else:
        part[last] = value
