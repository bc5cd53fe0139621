"""Bare Bot API calls for the tests."""

import json
from typing import Any

import aiohttp

TOKEN = "123456:canary-token"


class Api:
    """Calls the Bot API over HTTP; keeps all that was answered."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.root = f"{url}/bot{TOKEN}"
        self.session = session
        self.answers: list[tuple[str, dict[str, Any]]] = []

    async def ask(self, method: str, **params: Any) -> dict[str, Any]:
        async with self.session.post(f"{self.root}/{method}", json=params) as response:
            answer: dict[str, Any] = await response.json()
            assert response.status == answer.get("error_code", 200)
        self.answers.append((method, answer))
        return answer

    async def result(self, method: str, **params: Any) -> Any:
        answer = await self.ask(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refusal(self, method: str, **params: Any) -> tuple[int, str]:
        answer = await self.ask(method, **params)
        assert not answer["ok"], answer
        return answer["error_code"], answer["description"]

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """Fetch and acknowledge what is there."""
        found: list[dict[str, Any]] = await self.result("getUpdates", **params)
        if found:
            await self.result("getUpdates", offset=found[-1]["update_id"] + 1, limit=1)
        return found


def keyboard(*labels: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": f"press:{label}"}] for label in labels]}


def encoded(value: Any) -> str:
    return json.dumps(value)
