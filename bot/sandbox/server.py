"""The sandbox: Telegram's and Zalo's bot servers on this machine, in memory, with a chat page and simulated people."""

import asyncio
import hmac
import inspect
import json
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.sandbox.control import Control
from bot.sandbox.faults import Faults, play
from bot.sandbox.methods import method_named
from bot.sandbox.params import ApiError, Params, read_params
from bot.sandbox.world import World
from bot.sandbox.zalo.endpoint import ZaloEndpoint
from bot.sandbox.zalo.world import ZaloWorld

PAGE = Path(__file__).parent / "page"
_PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' data: blob:; "
        "style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class Sandbox:
    """Behaves to the bot with this token as the public Bot API does; see `people.People` for the other side.

    With a `zalo_token` it is the Zalo Bot Platform as well, to the calls under that token.
    Raises ValueError where both tokens are the same.
    """

    def __init__(
        self,
        token: str,
        *,
        zalo_token: str = "",
        clock: Clock | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        time_zone: str = "Asia/Ho_Chi_Minh",
    ) -> None:
        if token == zalo_token:
            raise ValueError("the two bots need different tokens")
        self.world = World(token, clock or Clock())
        self.faults = Faults()
        self.zalo = ZaloWorld(zalo_token, self.world.clock, self.world.files, self.faults)
        self.url = ""
        self._token = token
        self._address = (host, port)
        self._zalo_endpoint = ZaloEndpoint(zalo_token, self.zalo, self.faults)
        self._control = Control(self.world, self.zalo, self.faults, time_zone, movable=clock is not None)
        self._runner: web.AppRunner | None = None

    async def start(self) -> str:
        """Listen; return the base URL. Raises OSError where the port is taken."""
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        host, port = self._address
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 - compared, not bound
        self.url = f"http://{f'[{shown}]' if ':' in shown else shown}:{runner.addresses[0][1]}"
        self.zalo.address = self.url
        return self.url

    async def stop(self) -> None:
        """Stop listening; whoever is being held gets an answer first."""
        await self.world.close()
        await self.zalo.close()
        if self._runner:
            await asyncio.sleep(0)
            await self._runner.cleanup()
            self._runner = None

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        app.router.add_get("/zalo/media/{name}", self._zalo_endpoint.media)
        app.add_subapp("/sandbox/", self._control.app())
        app.router.add_get("/", self._page)
        app.router.add_get("/static/{name}", self._page)
        return app

    async def _call(self, request: web.Request) -> web.StreamResponse:
        if self._zalo_endpoint.knows(request.match_info["token"]):
            return await self._zalo_endpoint.call(request)
        method = request.match_info["method"].lower()
        try:
            self._must_know(request.match_info["token"])
            given = await read_params(request)
            fault = self.faults.strike(method, given.text("chat_id")) if self.faults.rules else None
            if fault:
                return await play(fault, request, lambda: self._answer(method, given))
            return await self._answer(method, given)
        except ApiError as error:
            return _json(error.body(), error.code)

    def _must_know(self, token: str) -> None:
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            raise ApiError(401, "Unauthorized")

    async def _answer(self, method: str, given: Params) -> web.Response:
        """Carry out a call; a refusal is an answer as well, so that a fault may cut or halve it."""
        try:
            result = method_named(method)(self.world, given)
            if inspect.isawaitable(result):
                result = await result
        except ApiError as error:
            return _json(error.body(), error.code)
        if method == "getupdates" and self.faults.rules:
            result = self.faults.disturb(result)
        return _json({"ok": True, "result": result})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        try:
            self._must_know(request.match_info["token"])
            fault = self.faults.strike("file", "") if self.faults.rules else None
            if fault:
                return await play(fault, request, lambda: self._bytes_of(request))
            return await self._bytes_of(request)
        except ApiError as error:
            return _json(error.body(), error.code)

    async def _bytes_of(self, request: web.Request) -> web.Response:
        stored = self.world.files.at(request.match_info["path"])
        if stored is None:
            raise ApiError(404, "Not Found")
        return web.Response(body=stored.data, content_type="application/octet-stream")

    async def _page(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info.get("name", "index.html")
        file = PAGE / name
        if Path(name).name != name or not file.is_file():
            return web.Response(status=404, text="There is no such page.")
        return web.FileResponse(file, headers=_PAGE_HEADERS)


def _json(answer: dict[str, Any], status: int = 200) -> web.Response:
    return web.Response(body=json.dumps(answer).encode(), status=status, content_type="application/json")
