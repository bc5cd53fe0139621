"""All channels' HTTP, over aiohttp; python-telegram-bot's too: an eighth of the CPU of its own httpx."""

import ipaddress
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import aiohttp
import orjson
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.channels.base import Refused, Unavailable

CONNECTIONS = 256  # at once: a hundred people's answers, each with the courtesy to a button, do not wait for each other
CONNECT = 10.0  # seconds
ANSWER = 20.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LONGEST_ANSWER = 1_000_000  # bytes of an answer read by `ask`

_LABEL = r"[A-Za-z0-9-]{1,63}"
# Narrower than any parser: no user, no IPv6, no backslash, nothing that two programs could read differently.
_ADDRESS = re.compile(rf"(https?)://({_LABEL}(?:\.{_LABEL})*)(?::([0-9]{{1,5}}))?(?:[/?][!-~]*)?")
_PORTS = {"http": 80, "https": 443}


class Connections:
    """One connection pool for every call of a bot. No text of its errors holds the address, which has the token."""

    def __init__(self, connections: int = CONNECTIONS) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the channel is not started")
        return self._session

    async def open(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=50)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def ask(self, url: str, data: dict[str, Any], seconds: float = ANSWER) -> Any:
        """Post JSON and return the JSON that answers it, whatever its HTTP status; raises Unavailable."""
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=CONNECT)
        try:
            async with self.session.post(url, json=data, timeout=timeout, allow_redirects=False) as response:
                return json.loads(await _read(response, LONGEST_ANSWER) or b"")
        except TimeoutError:
            raise Unavailable("the server did not answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            raise Unavailable(f"the connection failed ({type(error).__name__})") from None
        except (ValueError, RecursionError):
            raise Unavailable("the answer could not be read") from None

    async def download(self, url: str, most: int) -> bytes:
        """Return at most so many bytes from an address; follows no redirect. Raises SendError."""
        timeout = aiohttp.ClientTimeout(total=120, sock_connect=CONNECT, sock_read=ANSWER)
        try:
            async with self.session.get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != 200:
                    # Also 4xx may pass: the token is refused for a moment, a path has expired and is asked for anew.
                    redirected = 300 <= response.status < 400
                    raise (Refused if redirected else Unavailable)(f"the file server answered {response.status}")
                content = await _read(response, most)
        except ValueError:
            raise Refused("the file has no usable address") from None
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unavailable(f"the file could not be fetched ({type(error).__name__})") from None
        if content is None:
            raise Refused("the file is larger than allowed")
        return content


class Form:
    """The fields of a call without files, ready to be sent: the library's own way costs ten times as much."""

    __slots__ = ("encoded",)

    def __init__(self, fields: Mapping[str, Any]) -> None:
        query = {name: _field(value) for name, value in fields.items() if value is not None}
        self.encoded = URL.build(path="/", query=query).raw_query_string.encode()


def _field(value: Any) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


class AiohttpRequest(Connections, BaseRequest):
    """The same connections, as python-telegram-bot asks for them."""

    @property
    def read_timeout(self) -> float:
        return ANSWER

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Parse an answer; what orjson does not take is judged by the library."""
        try:
            answer: dict[str, Any] = orjson.loads(payload)
        except ValueError:
            return BaseRequest.parse_json_payload(payload)
        return answer

    async def initialize(self) -> None:
        await self.open()

    async def shutdown(self) -> None:
        await self.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Form | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; raises TimedOut or NetworkError, whose texts never hold the address (it has the token)."""
        answer = ANSWER if read_timeout is BaseRequest.DEFAULT_NONE or read_timeout is None else read_timeout
        body, headers = (request_data.encoded, FORM) if isinstance(request_data, Form) else (_body(request_data), None)
        try:
            async with self.session.request(
                method, _address(url), data=body, headers=headers, timeout=_patience(answer)
            ) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut("the server did not answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the connection failed ({type(error).__name__})") from None


@lru_cache(maxsize=64)
def _address(url: str) -> URL:
    return URL(url)


@lru_cache(maxsize=8)
def _patience(answer: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=answer)


async def _read(response: aiohttp.ClientResponse, most: int) -> bytes | None:
    """Return a body, or None when it has more bytes than that."""
    body = bytearray()
    async for part in response.content.iter_chunked(65536):
        body += part
        if len(body) > most:
            return None
    return bytes(body)


def _body(data: RequestData | None) -> Any:
    if data is None:
        return None
    if not data.contains_files:
        return data.json_parameters
    form = aiohttp.FormData()
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime)
    return form


def may_fetch(address: str, api_url: str, hosts: Sequence[str]) -> bool:
    """Say whether a file may be fetched: by https from one of the hosts, from below it, or from the API's own origin.

    By http only from an API on this machine, which is a sandbox.
    """
    there = _origin(address)
    if there is None:
        return False
    scheme, host, port = there
    if there == _origin(api_url):
        return scheme == "https" or _is_this_machine(host)
    return scheme == "https" and port == 443 and any(host == one or host.endswith(f".{one}") for one in hosts)


def _origin(address: str) -> tuple[str, str, int] | None:
    found = _ADDRESS.fullmatch(address)
    return (found[1], found[2].lower(), int(found[3] or _PORTS[found[1]])) if found else None


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
