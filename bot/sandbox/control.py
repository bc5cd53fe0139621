"""The JSON API under /sandbox/: simulated people, the clock and faults, for the page, the tour and tests."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from aiohttp import web

from bot.sandbox import acts, moments
from bot.sandbox.faults import Faults
from bot.sandbox.guard import guard
from bot.sandbox.params import ApiError, Params, as_id, bad_request, read_params
from bot.sandbox.profile import commands_in
from bot.sandbox.views import person_view, post_view
from bot.sandbox.world import Chat, Json, World

LONGEST_WAIT = 50.0
"""Seconds that one chat poll is held."""
_INLINE = {"image/jpeg", "image/png", "image/webp", "image/gif", "video/mp4", "audio/ogg", "audio/mpeg"}

Act = Callable[[Chat, Params], Json]


class Control:
    def __init__(self, world: World, faults: Faults, time_zone: str, *, movable: bool) -> None:
        self._world = world
        self._faults = faults
        self._zone = ZoneInfo(time_zone)
        self._movable = movable

    def app(self) -> web.Application:
        app = web.Application(middlewares=[guard], client_max_size=64 * 1024 * 1024)
        app.router.add_get("/state", self._state)
        app.router.add_post("/people", self._add_person)
        app.router.add_get("/people/{id}/chat", self._chat)
        app.router.add_get("/files/{file_id}", self._file)
        app.router.add_post("/clock", self._clock)
        app.router.add_get("/faults", self._list_faults)
        app.router.add_post("/faults", self._add_fault)
        app.router.add_delete("/faults", self._clear_faults)
        for name, act in self._acts().items():
            app.router.add_post(f"/people/{{id}}/{name}", self._acting(act))
        return app

    def _acts(self) -> dict[str, Act]:
        return {
            "text": self._text, "start": self._start, "press": self._press, "file": self._send_file,
            "contact": self._contact, "location": self._location, "edit": self._edit,
            "block": self._block, "unblock": self._unblock,
        }  # fmt: skip

    def _acting(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            chat = self._chat_of(request)
            return web.json_response(act(chat, await read_params(request)))

        return handle

    def _chat_of(self, request: web.Request) -> Chat:
        chat = self._world.chats.get(as_id(request.match_info["id"]) or 0)
        if chat is None:
            raise ApiError(404, "nobody has this id")
        return chat

    def _text(self, chat: Chat, given: Params) -> Json:
        return _sent(acts.say(self._world, chat, given.text("text"), given.integer("reply_to")))

    def _start(self, chat: Chat, given: Params) -> Json:
        # In the apps, "Restart" lifts a block and sends /start at once.
        acts.block(self._world, chat, blocked=False)
        return _sent(acts.say(self._world, chat, f"/start {given.text('payload')}".strip()))

    def _press(self, chat: Chat, given: Params) -> Json:
        data = given.text("data") if given.raw("data") is not None else None
        number = acts.press(self._world, chat, given.integer("message_id") or 0, given.text("label"), data)
        return {"callback_id": number}

    def _send_file(self, chat: Chat, given: Params) -> Json:
        return _sent(acts.send_files(self._world, chat, given.text("kind"), given.uploads(), given.text("caption")))

    def _contact(self, chat: Chat, given: Params) -> Json:
        shared = acts.share_contact(self._world, chat, given.text("phone_number"), given.text("first_name"))
        return _sent([shared])

    def _location(self, chat: Chat, given: Params) -> Json:
        place = (_degrees(given, "latitude", 90.0), _degrees(given, "longitude", 180.0))
        return _sent([acts.share_location(self._world, chat, *place)])

    def _edit(self, chat: Chat, given: Params) -> Json:
        number = given.integer("message_id") or 0
        acts.edit(self._world, chat, number, given.text("text"))
        return _sent([number])

    def _block(self, chat: Chat, _given: Params) -> Json:
        acts.block(self._world, chat, blocked=True)
        return person_view(chat.person)

    def _unblock(self, chat: Chat, _given: Params) -> Json:
        acts.block(self._world, chat, blocked=False)
        return person_view(chat.person)

    async def _state(self, _request: web.Request) -> web.Response:
        about = {field: self._world.about.get((field, ""), "") for field in ("description", "short_description")}
        bot = {"username": self._world.bot["username"], "first_name": self._world.bot["first_name"], **about}
        people = [person_view(person) for person in self._world.people.values()]
        now = self._world.clock.now().isoformat()
        return web.json_response({"bot": bot, "now": now, "movable": self._movable, "people": people})

    async def _add_person(self, request: web.Request) -> web.Response:
        given = await read_params(request)
        if not given.text("first_name").strip():
            bad_request("first_name is empty")
        fields = ("first_name", "last_name", "username", "language_code")
        named = {field: value for field in fields if (value := given.text(field).strip()[:64])}
        person = self._world.add_person(**named)
        return web.json_response(person_view(person))

    async def _chat(self, request: web.Request) -> web.Response:
        chat, asked = self._chat_of(request), Params(dict(request.query))
        after, wait = asked.integer("after") or 0, min(float(asked.integer("wait") or 0), LONGEST_WAIT)
        if chat.rev <= after and wait > 0:
            # The "typing…" line ends by itself: whoever looks on must be told.
            left = chat.typing_left()
            await chat.changed.wait(min(wait, left) if left else wait)
        return web.json_response(self._chat_view(chat, after))

    def _chat_view(self, chat: Chat, after: int) -> Json:
        return {
            "rev": chat.rev,
            "messages": [post_view(post) for post in chat.since(after)],
            "toasts": [toast for rev, toast in chat.toasts if rev > after],
            "answered": [number for rev, number in chat.answered if rev > after],
            "typing": chat.typing_left() > 0,
            "keyboard": chat.keyboard,
            "commands": commands_in(self._world, chat),
        }

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
        details |= {"seconds": _number(given, "seconds") if given.text("seconds") else None}
        details |= {"description": given.text("description") or None}
        details = {name: value for name, value in details.items() if value is not None}
        times = given.integer("times", 1)
        numbers = (1 if times is None else times, given.integer("at") or 0, given.integer("chat_id"))
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


def _sent(numbers: list[int]) -> Json:
    return {"message_id": numbers[0], "message_ids": numbers}


def _number(given: Params, name: str) -> float:
    try:
        return float(given.text(name))
    except ValueError:
        bad_request(f"{name} must be a number")


def _degrees(given: Params, name: str, limit: float) -> float:
    value = _number(given, name)
    return value if -limit <= value <= limit else bad_request(f"{name} is out of range")
