"""Who may use the control API: this machine's own page and programs."""

from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.sandbox.params import ApiError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse other web pages, also by way of DNS rebinding, and put every error into JSON."""
    origin = request.headers.get("Origin")
    if _hostname(request.host) not in LOOPBACK or origin not in {None, f"http://{request.host}"}:
        return web.json_response({"error": "this API serves only the page of this machine"}, status=403)
    try:
        return await handler(request)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.code)


def _hostname(host: str) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
