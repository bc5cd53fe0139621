"""What a Zalo person can be told to do through the control API, and what a Zalo person cannot."""

from collections.abc import Callable

from bot.sandbox.control_acts import place_in, sent
from bot.sandbox.params import ApiError, Params
from bot.sandbox.views import zalo_person_view
from bot.sandbox.zalo import acts
from bot.sandbox.zalo.world import Json, ZaloChat, ZaloWorld

Act = Callable[[ZaloWorld, ZaloChat, Params], Json]

_MISSING = {
    "start": "no Start button: people just write",
    "press": "no buttons to press: people type a number",
    "contact": "no button that shares the own number: people type it",
    "edit": "no editing of sent messages",
}


def zalo_act_named(name: str) -> Act:
    """Return the act; raises ApiError 404 with the reason where Zalo has no such thing."""
    if name not in _ACTS:
        raise ApiError(404, f"Zalo has {_MISSING.get(name, f'nothing called {name!r} to do')}")
    return _ACTS[name]


def _text(world: ZaloWorld, chat: ZaloChat, given: Params) -> Json:
    return sent(acts.say(world, chat, given.text("text")))


def _file(world: ZaloWorld, chat: ZaloChat, given: Params) -> Json:
    return sent(acts.send_files(world, chat, given.text("kind"), given.uploads(), given.text("caption")))


def _location(world: ZaloWorld, chat: ZaloChat, given: Params) -> Json:
    return sent([acts.share_location(world, chat, *place_in(given))])


def _block(_world: ZaloWorld, chat: ZaloChat, _given: Params) -> Json:
    acts.block(chat, blocked=True)
    return zalo_person_view(chat.person)


def _unblock(_world: ZaloWorld, chat: ZaloChat, _given: Params) -> Json:
    acts.block(chat, blocked=False)
    return zalo_person_view(chat.person)


def _reach(_world: ZaloWorld, chat: ZaloChat, given: Params) -> Json:
    chat.person.reach.order(given.text("refuse"))
    return zalo_person_view(chat.person)


_ACTS: dict[str, Act] = {
    "text": _text, "file": _file, "location": _location, "block": _block, "unblock": _unblock, "reach": _reach,
}  # fmt: skip
