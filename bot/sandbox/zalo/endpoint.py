"""The Zalo Bot Platform over HTTP: every answer is a 200, and only its `ok` tells how it went."""

import hmac
import inspect

from aiohttp import web

from bot.sandbox.faults import Faults, play
from bot.sandbox.params import ApiError, Params, read_params
from bot.sandbox.zalo.methods import method_named
from bot.sandbox.zalo.world import Json, ZaloWorld

DEFAULT_TIMEOUT, LONGEST_TIMEOUT = 30, 50
"""Seconds that getUpdates is held."""


class ZaloEndpoint:
    def __init__(self, token: str, world: ZaloWorld, faults: Faults) -> None:
        self._token = token
        self._world = world
        self._faults = faults

    def knows(self, token: str) -> bool:
        return self._token != "" and hmac.compare_digest(token.encode(), self._token.encode())

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Answer a method call; faults know it as "zalo.sendmessage" and so on."""
        method = request.match_info["method"].lower()
        try:
            given = await read_params(request)
            fault = self._faults.strike(f"zalo.{method}", given.text("chat_id")) if self._faults.rules else None
            if fault:
                return await play(fault, request, lambda: self._answer(request, method, given))
            return await self._answer(request, method, given)
        except ApiError as error:
            return web.json_response(error.body())

    async def media(self, request: web.Request) -> web.StreamResponse:
        """Serve a picture or voice that somebody sent; 403 when its time is over. Faults know it as "zalo.file"."""
        try:
            fault = self._faults.strike("zalo.file", "") if self._faults.rules else None
            if fault:
                return await play(fault, request, lambda: self._bytes_of(request))
            return await self._bytes_of(request)
        except ApiError as error:
            return web.Response(status=error.code, text=error.description)

    async def _answer(self, request: web.Request, method: str, given: Params) -> web.Response:
        """Carry out a call; a refusal is an answer as well, so that a fault may cut or halve it."""
        try:
            if method == "getupdates":
                return web.json_response({"ok": True, "result": await self._update(request, given)})
            fields = method_named(method)(self._world, given)
            return web.json_response({"ok": True, **(await fields if inspect.isawaitable(fields) else fields)})
        except ApiError as error:
            return web.json_response(error.body())

    async def _update(self, request: web.Request, given: Params) -> Json:
        wanted = given.integer("timeout", DEFAULT_TIMEOUT)
        timeout = min(max(DEFAULT_TIMEOUT if wanted is None else wanted, 0), LONGEST_TIMEOUT)
        return await self._world.updates.take(timeout, lambda: request.transport is None)

    async def _bytes_of(self, request: web.Request) -> web.Response:
        stored = self._world.published(request.match_info["name"])
        return web.Response(body=stored.data, content_type=stored.mime)
