"""The control API from the outside."""

from typing import Any, Self

import aiohttp

Json = dict[str, Any]


class Client:
    """Talks to the sandbox at `url`. Every call raises ValueError with the sandbox's reason for a refusal."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    async def get(self, path: str) -> Any:
        async with self._open().get(f"{self._url}/sandbox/{path}") as answer:
            return await _checked(answer)

    async def post(self, path: str, body: Json | aiohttp.FormData) -> Any:
        sent: Any = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        async with self._open().post(f"{self._url}/sandbox/{path}", **sent) as answer:
            return await _checked(answer)

    async def close(self) -> None:
        if self._session:
            await self._session.close()
            self._session = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_failure: object) -> None:
        await self.close()

    def _open(self) -> aiohttp.ClientSession:
        # Made here because aiohttp wants a running loop.
        self._session = self._session or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=120))
        return self._session


async def _checked(answer: aiohttp.ClientResponse) -> Any:
    body = await answer.json()
    if answer.status != 200:
        raise ValueError(body["error"])
    return body
