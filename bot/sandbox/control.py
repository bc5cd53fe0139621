"""The JSON API under /sandbox/: simulated people, the clock and faults, for the page, the tour and tests."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.sandbox import moments
from bot.sandbox.control_acts import act_named, number_in
from bot.sandbox.faults import Faults
from bot.sandbox.guard import guard
from bot.sandbox.params import ApiError, Params, as_id, bad_request, read_params
from bot.sandbox.views import bots_view, chat_view, person_view, zalo_chat_view, zalo_person_view
from bot.sandbox.world import Chat, Json, World
from bot.sandbox.zalo.control_acts import zalo_act_named
from bot.sandbox.zalo.world import ZaloChat, ZaloWorld

LONGEST_WAIT = 50.0
"""Seconds that one chat poll is held."""
_INLINE = {"image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "audio/ogg", "audio/mpeg", "audio/aac"}


class Control:
    def __init__(self, world: World, zalo: ZaloWorld, faults: Faults, time_zone: str, *, movable: bool) -> None:
        self._world = world
        self._zalo = zalo
        self._faults = faults
        self._zone = ZoneInfo(time_zone)
        self._movable = movable

    def app(self) -> web.Application:
        app = web.Application(middlewares=[guard], client_max_size=64 * 1024 * 1024)
        app.router.add_get("/state", self._state)
        app.router.add_post("/people", self._add_person)
        app.router.add_get("/people/{id}/chat", self._chat)
        app.router.add_post("/people/{id}/{act}", self._act)
        app.router.add_get("/files/{file_id}", self._file)
        app.router.add_post("/clock", self._clock)
        app.router.add_get("/faults", self._list_faults)
        app.router.add_post("/faults", self._add_fault)
        app.router.add_delete("/faults", self._clear_faults)
        return app

    def _chat_of(self, request: web.Request) -> Chat | ZaloChat:
        wanted = request.match_info["id"]
        chat = self._zalo.chats.get(wanted) or self._world.chats.get(as_id(wanted) or 0)
        if chat is None:
            raise ApiError(404, "nobody has this id")
        return chat

    async def _state(self, _request: web.Request) -> web.Response:
        bots = bots_view(self._world, self._zalo)
        people = [person_view(person) for person in self._world.people.values()]
        people += [zalo_person_view(chat.person) for chat in self._zalo.chats.values()]
        now = self._world.clock.now().isoformat()
        state = {"bot": bots["telegram"], "bots": bots, "now": now, "movable": self._movable, "people": people}
        return web.json_response(state)

    async def _add_person(self, request: web.Request) -> web.Response:
        given = await read_params(request)
        if not given.text("first_name").strip():
            bad_request("first_name is empty")
        fields = ("first_name", "last_name", "username", "language_code")
        named = {field: value for field in fields if (value := given.text(field).strip()[:64])}
        return web.json_response(self._new_person(given.text("channel") or "telegram", named))

    def _new_person(self, channel: str, named: dict[str, str]) -> Json:
        if channel == "telegram":
            return person_view(self._world.add_person(**named))
        if channel != "zalo":
            bad_request("channel must be telegram or zalo")
        if not self._zalo.has_bot:
            bad_request("this sandbox has no Zalo bot")
        person = self._zalo.add_person(named["first_name"], named.get("language_code", "vi"))
        return zalo_person_view(person)

    async def _act(self, request: web.Request) -> web.Response:
        chat, name = self._chat_of(request), request.match_info["act"]
        given = await read_params(request)
        if isinstance(chat, ZaloChat):
            return web.json_response(zalo_act_named(name)(self._zalo, chat, given))
        return web.json_response(act_named(name)(self._world, chat, given))

    async def _chat(self, request: web.Request) -> web.Response:
        chat, asked = self._chat_of(request), Params(dict(request.query))
        after, wait = asked.integer("after") or 0, min(float(asked.integer("wait") or 0), LONGEST_WAIT)
        if chat.rev <= after and wait > 0:
            # The "typing…" line ends by itself: whoever looks on must be told.
            left = chat.typing_left()
            await chat.changed.wait(min(wait, left) if left else wait)
        if isinstance(chat, ZaloChat):
            return web.json_response(zalo_chat_view(chat, after))
        return web.json_response(chat_view(self._world, chat, after))

    async def _file(self, request: web.Request) -> web.Response:
        stored = self._world.files.find(request.match_info["file_id"])
        if stored is None:
            raise ApiError(404, "no such file")
        # Whatever a browser might run is only ever downloaded: it would speak with this page's rights.
        shown = stored.mime if stored.mime in _INLINE else "application/octet-stream"
        headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox; default-src 'none'"}
        if shown not in _INLINE:
            headers["Content-Disposition"] = "attachment"
        return web.Response(body=stored.data, content_type=shown, headers=headers)

    async def _clock(self, request: web.Request) -> web.Response:
        given = await read_params(request)
        if not self._movable:
            raise ApiError(404, "this sandbox runs on the real time: there is no clock to move")
        if (seconds := given.integer("by")) is not None:
            _move(lambda: self._world.clock.move_by(timedelta(seconds=seconds)))
        else:
            to = moments.read(given.text("to"), self._world.clock.now(), self._zone)
            _move(lambda: self._world.clock.move_to(to))
        return web.json_response({"now": self._world.clock.now().isoformat()})

    async def _list_faults(self, _request: web.Request) -> web.Response:
        return web.json_response(self._faults.listed())

    async def _add_fault(self, request: web.Request) -> web.Response:
        given = await read_params(request)
        details: Json = {name: given.integer(name) for name in ("retry_after", "migrate_to_chat_id")}
        details |= {"seconds": number_in(given, "seconds") if given.text("seconds") else None}
        details |= {"description": given.text("description") or None}
        details = {name: value for name, value in details.items() if value is not None}
        times = given.integer("times", 1)
        numbers = (1 if times is None else times, given.integer("at") or 0, given.text("chat_id") or None)
        self._faults.add(given.text("method") or "*", given.text("kind"), *numbers, **details)
        return await self._list_faults(request)

    async def _clear_faults(self, request: web.Request) -> web.Response:
        self._faults.clear()
        return await self._list_faults(request)


def _move(how: Callable[[], None]) -> None:
    try:
        how()
    except (OverflowError, ValueError):
        bad_request("that moment is out of range")
