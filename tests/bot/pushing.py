"""A platform's side of a webhook, or that of somebody who only says to be one."""

import itertools
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.web import SECRET_HEADERS
from tests.bot.conftest import ZALO_TOKEN, Service

PLATFORMS = ("telegram", "zalo")
_numbers = itertools.count(500_000_000)

Json = dict[str, Any]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def both_by_webhook(sandbox_url: str) -> dict[str, str]:
    """Return the settings of an office on both platforms, with webhooks on a port of this machine."""
    port = free_port()
    return {
        "TELEGRAM__MODE": "webhook",
        "ZALO__MODE": "webhook",
        "ZALO__TOKEN": ZALO_TOKEN,
        "ZALO__API_URL": sandbox_url,
        "WEB__PORT": str(port),
        "WEB__PUBLIC_URL": f"http://127.0.0.1:{port}",
    }


def update(platform: str, text: str, number: int | None = None, who: int | None = None) -> Json:
    """Return what a platform would push: a text of a new person, unless told otherwise."""
    number = number or next(_numbers)
    who = who or number
    if platform == "telegram":
        person = {"id": who, "is_bot": False, "first_name": "Hoa"}
        chat = {"id": who, "type": "private", "first_name": "Hoa"}
        message = {"message_id": number, "date": 1, "chat": chat, "from": person, "text": text}
        return {"update_id": number, "message": message}
    zalo_id = f"{who:020x}"
    return {
        "event_name": "message.text.received",
        "message": {
            "from": {"id": zalo_id, "display_name": "Hoa", "is_bot": False},
            "chat": {"id": zalo_id, "chat_type": "PRIVATE"},
            "text": text,
            "message_id": f"{number:020x}",
            "date": 1_790_000_000_000,
        },
    }


class Pusher:
    """Posts to the service as a platform does."""

    def __init__(self, service: Service, session: aiohttp.ClientSession) -> None:
        self._service, self._session = service, session
        self.url = f"http://127.0.0.1:{service.app.web.port}"

    def secret(self, platform: str) -> str:
        return self._service.settings.platforms[platform].secret_shown

    async def pushes(self, platform: str, given: Json) -> int:
        """Push an update with the right secret; return the status that answers it."""
        return (await self.posts(platform, json.dumps(given).encode()))[0]

    async def posts(self, platform: str, body: Any, secret: str | None = None, **headers: str) -> tuple[int, bytes]:
        """Post any body, with the right secret unless told otherwise ("" for none); return status and answer."""
        shown = self.secret(platform) if secret is None else secret
        if shown:
            headers[SECRET_HEADERS[platform]] = shown
        async with self._session.post(f"{self.url}/{platform}", data=body, headers=headers) as answer:
            return answer.status, await answer.read()

    async def gets(self, path: str, method: str = "GET") -> tuple[aiohttp.ClientResponse, bytes]:
        async with self._session.request(method, f"{self.url}{path}") as answer:
            return answer, await answer.read()


@asynccontextmanager
async def pusher_for(service: Service) -> AsyncIterator[Pusher]:
    async with aiohttp.ClientSession() as session:
        yield Pusher(service, session)


def rows(service: Service) -> dict[str, int]:
    """Return how many rows each table has, but for the scheduler's three: they grow when they like."""
    tables = set(service.ask("SELECT name FROM sqlite_master WHERE type = 'table'")) - {
        "counter",
        "job_health",
        "occurrence",
    }
    return {table: service.ask(f"SELECT count(*) FROM {table}")[0] for table in tables}  # noqa: S608 (its own names)


def seen(service: Service, platform: str) -> list[str]:
    return service.ask("SELECT update_id FROM seen_update WHERE channel = ? ORDER BY rowid", platform)
