"""Faults on demand: what the internet and a busy platform do to a bot, at a chosen call of a chosen method."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from aiohttp import web

from bot.sandbox.params import ApiError, bad_request

Json = dict[str, Any]

UPDATE_KINDS = {"duplicate_updates", "out_of_order_updates"}
_ERRORS: dict[str, tuple[int, str]] = {
    "400": (400, "Bad Request: chat not found"),
    "401": (401, "Unauthorized"),
    "403": (403, "Forbidden: bot was blocked by the user"),
    "404": (404, "Not Found"),
    "quota": (429, "Quota exceeded"),
    "500": (500, "Internal Server Error"),
}
_PAGES = {
    "502": (502, "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"),
    "html404": (404, "<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>"),
}
KINDS = {*_ERRORS, *_PAGES, *UPDATE_KINDS, "429", "migrate", "drop_before", "drop_after", "stall", "truncate"}


@dataclass(slots=True)
class Fault:
    """One rule: skip `at` matching calls, then strike `times` of them (0: until cleared)."""

    method: str
    kind: str
    times: int = 1
    at: int = 0
    chat_id: int | str | None = None
    details: Json = field(default_factory=dict)
    seen: int = 0
    hits: int = 0

    def matches(self, method: str, chat_id: str) -> bool:
        return self.method in {"*", method} and (self.chat_id is None or str(self.chat_id) == chat_id)

    def strikes(self) -> bool:
        """Count a matching call; tell whether it is one to strike."""
        self.seen += 1
        due = self.seen > self.at and (self.times == 0 or self.hits < self.times)
        self.hits += due
        return due


class Faults:
    def __init__(self) -> None:
        self.rules: list[Fault] = []

    def add(
        self, method: str, kind: str, times: int = 1, at: int = 0, chat_id: int | str | None = None, **details: Any
    ) -> Fault:
        """Add a rule for a method; raises ApiError 400 for an unknown kind.

        "*" is every method, "file" a download; Zalo's are "zalo.sendmessage" and so on, "zalo.file" a download, and
        "zalo.update" an event on its way to the bot, which `duplicate_updates` delivers twice, polled or pushed.
        Details: `retry_after` (429), `migrate_to_chat_id` (migrate), `seconds` (stall), `description` (errors).
        """
        if kind not in KINDS:
            bad_request(f"unknown kind of fault; known are {', '.join(sorted(KINDS))}")
        rule = Fault(method.lower(), kind, times, at, chat_id, details)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()

    def listed(self) -> list[Json]:
        return [asdict(rule) for rule in self.rules]

    def strike(self, method: str, chat_id: str) -> Fault | None:
        """Return the first rule that strikes this call."""
        return next((r for r in self.rules if r.kind not in UPDATE_KINDS and _struck(r, method, chat_id)), None)

    def disturb(self, updates: list[Json], method: str = "getupdates") -> list[Json]:
        """Return what `method` hands out, doubled or back to front by rule; an empty answer does not count."""
        for rule in self.rules if updates else []:
            if rule.kind in UPDATE_KINDS and _struck(rule, method, ""):
                doubled = [update for update in updates for _ in range(2)]
                return doubled if rule.kind == "duplicate_updates" else updates[::-1]
        return updates


def _struck(rule: Fault, method: str, chat_id: str) -> bool:
    return rule.matches(method, chat_id) and rule.strikes()


async def play(
    fault: Fault, request: web.Request, process: Callable[[], Awaitable[web.Response]]
) -> web.StreamResponse:
    """Answer a struck call; raises ApiError for the faults that Telegram itself words."""
    if fault.kind in _PAGES:
        status, page = _PAGES[fault.kind]
        return web.Response(status=status, text=page, content_type="text/html")
    if fault.kind == "drop_before":
        return _cut(request)
    if fault.kind == "stall":
        await asyncio.sleep(float(fault.details.get("seconds", 5)))
        return await process()
    if fault.kind in {"drop_after", "truncate"}:
        answer = await process()
        return _cut(request) if fault.kind == "drop_after" else _halved(answer)
    raise _error(fault)


def _error(fault: Fault) -> ApiError:
    if fault.kind == "429":
        seconds = int(fault.details.get("retry_after", 1))
        return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
    if fault.kind == "migrate":
        text = "Bad Request: group chat was upgraded to a supergroup chat"
        return ApiError(400, text, migrate_to_chat_id=int(fault.details.get("migrate_to_chat_id", -1001234567890)))
    code, description = _ERRORS[fault.kind]
    return ApiError(code, fault.details.get("description", description))


def _cut(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


def _halved(answer: web.Response) -> web.Response:
    body = answer.body if isinstance(answer.body, bytes) else b""
    return web.Response(status=answer.status, body=body[: len(body) // 2], content_type="application/json")
