"""The small web server: what the platforms push to us, whether and how we live, pictures that a platform fetches."""

import asyncio
import hmac
import json
import logging
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler
from prometheus_client import CONTENT_TYPE_LATEST

from bot.channels.base import Channel
from bot.explained import Explained
from bot.health import Health
from bot.inbox import Inbox
from bot.intake import SILENT
from bot.pictures import Pictures
from handlers.messages import Input

log = structlog.get_logger(__name__)

MOST = 1_000_000  # bytes of a body
SLOWEST = 10.0  # seconds that a body may take to arrive
PATIENCE = 20.0  # seconds that an answer waits for the database
SECRET_HEADERS = {"telegram": "X-Telegram-Bot-Api-Secret-Token", "zalo": "X-Bot-Api-Secret-Token"}
HEADERS = {"Server": "hoadep", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
# aiohttp reports what it could not parse, with the words of whoever sent it.
SILENCE = logging.getLogger("hoadep.web")
SILENCE.disabled = True


class PortTakenError(Explained):
    """The port cannot be used, and webhooks need it."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        words = f"Port {port} of {host} cannot be used ({reason}), and webhooks need it."
        super().__init__(f"{words} Free it, or choose another with HOADEP_WEB__PORT.")


@dataclass
class Hook:
    """Where a platform pushes a channel's updates, and the secret that it must show."""

    channel: Channel
    secret: str
    refused: int = 0

    def knows(self, request: web.Request) -> bool:
        shown = request.headers.get(SECRET_HEADERS[self.channel.name], "")
        return hmac.compare_digest(shown.encode("utf-8", "surrogateescape"), self.secret.encode())


class Web:
    """Answers a webhook only when what it brought is committed."""

    def __init__(self, inbox: Inbox, hooks: Sequence[Hook], health: Health, pictures: Pictures | None) -> None:
        self._inbox, self._health = inbox, health
        app = web.Application(client_max_size=MOST, middlewares=[_never_500])
        app.on_response_prepare.append(_add_headers)
        app.router.add_get("/healthz", self._tell_health)
        app.router.add_get("/readyz", self._tell_readiness)
        app.router.add_get("/metrics", self._tell_figures)
        for hook in hooks:
            app.router.add_post(f"/{hook.channel.name}", partial(self._receive, hook))
        if pictures:
            app.router.add_get("/pictures/{expires}/{signature}/{path:.+}", pictures.show)
        self._runner = web.AppRunner(app, access_log=None, logger=SILENCE, shutdown_timeout=0.5, lingering_time=2)
        self.port = 0

    async def start(self, listening: socket.socket) -> None:
        """Answer on a socket that listens already."""
        await self._runner.setup()
        await web.SockSite(self._runner, listening).start()
        host, self.port = listening.getsockname()[:2]
        log.info("listening", host=host, port=self.port)

    async def stop(self) -> None:
        """Stop listening; an answer that waits for its commit gets a moment, then the platform will repeat."""
        await self._runner.cleanup()

    async def _receive(self, hook: Hook, request: web.Request) -> web.Response:
        if not hook.knows(request):
            _note_refusal(hook)
            return web.Response(status=403)
        inputs = _read(hook.channel, await _body(request))
        try:
            async with asyncio.timeout(PATIENCE):
                await self._inbox.put(inputs)
        except TimeoutError:
            log.warning("a webhook was not stored in time; it will be repeated", channel=hook.channel.name)
            return web.Response(status=503)
        return web.Response()

    async def _tell_health(self, _request: web.Request) -> web.Response:
        silences = self._health.silences()
        ok = all(silent is None or silent <= SILENT for silent in silences.values())
        told = {name: "webhook" if silent is None else round(silent) for name, silent in silences.items()}
        troubles = self._health.troubles()
        failing = {"failing": troubles} if troubles else {}
        return web.json_response({"ok": ok, "channels": told, **failing}, status=200 if ok else 503)

    async def _tell_readiness(self, _request: web.Request) -> web.Response:
        problems = await self._health.problems()
        return web.json_response({"ready": not problems, "reasons": problems}, status=503 if problems else 200)

    async def _tell_figures(self, _request: web.Request) -> web.Response:
        return web.Response(body=await self._health.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def listen(host: str, port: int, *, needed: bool) -> socket.socket | None:
    """Take the port, before anything else is begun; raises PortTakenError when it cannot be had and is needed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or "no reason given"
    if needed:
        raise PortTakenError(host, port, reason)
    log.warning("the web port cannot be used; there will be no /healthz", port=port, reason=reason)
    return None


def _note_refusal(hook: Hook) -> None:
    """Log the 1st, 2nd, 4th, 8th … refusal: a flood of them must not fill the disk."""
    hook.refused += 1
    if hook.refused & (hook.refused - 1) == 0:
        log.warning("webhook calls without the right secret", channel=hook.channel.name, count=hook.refused)


async def _body(request: web.Request) -> bytes:
    if (request.content_length or 0) > MOST:
        raise web.HTTPRequestEntityTooLarge(max_size=MOST, actual_size=request.content_length or 0)
    try:
        async with asyncio.timeout(SLOWEST):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except (web.RequestPayloadError, ConnectionError):
        raise web.HTTPBadRequest from None


def _read(channel: Channel, body: bytes) -> list[Input]:
    """Return what a body says. A body that says nothing would say as little if it were repeated: it is let go."""
    try:
        return channel.read(json.loads(body))
    except Exception as error:  # noqa: BLE001 (whatever a body does to its readers, the service goes on)
        problem = type(error).__name__
    log.warning("a webhook brought nothing that can be read", channel=channel.name, problem=problem, bytes=len(body))
    return []


@web.middleware
async def _never_500(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except Exception:
        log.exception("a web request failed")
        return web.Response(status=503)


async def _add_headers(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(HEADERS)
