"""What a Telegram person can be told to do through the control API."""

from collections.abc import Callable

from bot.sandbox import acts
from bot.sandbox.params import ApiError, Params, bad_request
from bot.sandbox.views import person_view
from bot.sandbox.world import Chat, Json, World

Act = Callable[[World, Chat, Params], Json]


def act_named(name: str) -> Act:
    """Return the act; raises ApiError 404."""
    if name not in _ACTS:
        raise ApiError(404, f"on Telegram there is nothing called {name!r} to do")
    return _ACTS[name]


def sent(numbers: list[int]) -> Json:
    return {"message_id": numbers[0], "message_ids": numbers}


def place_in(given: Params) -> tuple[float, float]:
    """Return latitude and longitude; raises ApiError 400."""
    return _degrees(given, "latitude", 90.0), _degrees(given, "longitude", 180.0)


def number_in(given: Params, name: str) -> float:
    """Return a number with a fraction; raises ApiError 400."""
    try:
        return float(given.text(name))
    except ValueError:
        bad_request(f"{name} must be a number")


def _text(world: World, chat: Chat, given: Params) -> Json:
    return sent(acts.say(world, chat, given.text("text"), given.integer("reply_to")))


def _start(world: World, chat: Chat, given: Params) -> Json:
    # In the apps, "Restart" lifts a block and sends /start at once.
    acts.block(world, chat, blocked=False)
    return sent(acts.say(world, chat, f"/start {given.text('payload')}".strip()))


def _press(world: World, chat: Chat, given: Params) -> Json:
    data = given.text("data") if given.raw("data") is not None else None
    return {"callback_id": acts.press(world, chat, given.integer("message_id") or 0, given.text("label"), data)}


def _file(world: World, chat: Chat, given: Params) -> Json:
    return sent(acts.send_files(world, chat, given.text("kind"), given.uploads(), given.text("caption")))


def _contact(world: World, chat: Chat, given: Params) -> Json:
    return sent([acts.share_contact(world, chat, given.text("phone_number"), given.text("first_name"))])


def _location(world: World, chat: Chat, given: Params) -> Json:
    return sent([acts.share_location(world, chat, *place_in(given))])


def _edit(world: World, chat: Chat, given: Params) -> Json:
    number = given.integer("message_id") or 0
    acts.edit(world, chat, number, given.text("text"))
    return sent([number])


def _block(world: World, chat: Chat, _given: Params) -> Json:
    acts.block(world, chat, blocked=True)
    return person_view(chat.person)


def _unblock(world: World, chat: Chat, _given: Params) -> Json:
    acts.block(world, chat, blocked=False)
    return person_view(chat.person)


def _degrees(given: Params, name: str, limit: float) -> float:
    value = number_in(given, name)
    return value if -limit <= value <= limit else bad_request(f"{name} is out of range")


_ACTS: dict[str, Act] = {
    "text": _text, "start": _start, "press": _press, "file": _file, "contact": _contact, "location": _location,
    "edit": _edit, "block": _block, "unblock": _unblock,
}  # fmt: skip
