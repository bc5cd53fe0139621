"""python-telegram-bot's requests over aiohttp: an eighth of the CPU of its own httpx."""

from typing import Any

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.channels.base import Refused, Unavailable

CONNECT = 10.0  # seconds
ANSWER = 20.0


class AiohttpRequest(BaseRequest):
    """One connection pool for every call of a bot."""

    def __init__(self, connections: int = 64) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return ANSWER

    @property
    def session(self) -> aiohttp.ClientSession:
        if self._session is None:
            raise RuntimeError("the channel is not started")
        return self._session

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=50)
            self._session = aiohttp.ClientSession(connector=connector, auto_decompress=True)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one call; raises TimedOut or NetworkError, whose texts never hold the address (it has the token)."""
        answer = ANSWER if read_timeout is BaseRequest.DEFAULT_NONE or read_timeout is None else read_timeout
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=answer)
        try:
            async with self.session.request(method, url, data=_body(request_data), timeout=timeout) as response:
                return response.status, await response.read()
        except TimeoutError:
            raise TimedOut("the server did not answer in time") from None
        except (aiohttp.ClientError, OSError) as error:
            raise NetworkError(f"the connection failed ({type(error).__name__})") from None

    async def download(self, url: str, most: int) -> bytes:
        """Return at most so many bytes from an address; follows no redirect. Raises SendError."""
        timeout = aiohttp.ClientTimeout(total=120, sock_connect=CONNECT, sock_read=ANSWER)
        body = bytearray()
        try:
            async with self.session.get(url, timeout=timeout, allow_redirects=False) as response:
                if response.status != 200:
                    # Also 4xx may pass: the token is refused for a moment, a path has expired and is asked for anew.
                    redirected = 300 <= response.status < 400
                    raise (Refused if redirected else Unavailable)(f"the file server answered {response.status}")
                async for part in response.content.iter_chunked(65536):
                    body += part
                    if len(body) > most:
                        raise Refused("the file is larger than allowed")
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise Unavailable(f"the file could not be fetched ({type(error).__name__})") from None
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
