"""Bare calls of the Zalo Bot Platform, and a web server of the bot's own, for the tests."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web

ZALO_TOKEN = "1459232241454765289:canary-token"


class ZaloApi:
    """Calls the platform over HTTP, where every answer is a 200."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.root = f"{url}/bot{ZALO_TOKEN}"
        self.session = session

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.root}/{method}", json=params) as response:
            assert response.status == 200
            answer: dict[str, Any] = await response.json()
        return answer

    async def result(self, method: str, **params: Any) -> Any:
        answer = await self.ask(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        answer = await self.ask(method, **params)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def update(self) -> dict[str, Any]:
        event: dict[str, Any] = await self.result("getUpdates", timeout=0)
        return event

    async def is_empty(self) -> bool:
        return await self.refusal("getUpdates", timeout=0) == (408, "Request timeout")

    async def fetch(self, url: str) -> tuple[int, str, bytes]:
        async with self.session.get(url) as answer:
            return answer.status, answer.content_type, await answer.read()


class Receiver:
    """The bot's own web server: answers with the prepared statuses, then 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: asyncio.Queue[tuple[str | None, dict[str, Any]]] = asyncio.Queue()

    async def take(self, request: web.Request) -> web.Response:
        self.got.put_nowait((request.headers.get("X-Bot-Api-Secret-Token"), await request.json()))
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@asynccontextmanager
async def served(**handlers: Any) -> AsyncIterator[str]:
    """Serve /name by each handler, GET and POST; yield the address."""
    app = web.Application()
    for name, handler in handlers.items():
        app.router.add_route("*", f"/{name}", handler)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()
