"""What the process says about itself: one line an event, and never a secret in it."""

import copy
import json
import logging
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from types import TracebackType
from typing import Literal
from urllib.parse import quote

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot import metrics
from bot.tracebacks import without_words

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["console", "json"]

REDACTED = "[redacted]"
SHORTEST_SECRET = 6

_BOT_TOKEN = re.compile(r"(?<!\d)\d{6,}(?:(?::|%3A)[\w-]{30,})+", re.IGNORECASE)
_URL_PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/\"']*@")
# C0 and C1 controls (ANSI begins with one), line and paragraph separators, bidi overrides, lone surrogates.
_NOT_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# What a platform may repeat of a call it refuses: quotes, words that are not English, addresses and ids.
_QUOTED = re.compile(r""""[^"]*"?|(?<!\w)'[^']*'|\S*[^\x00-\x7f]\S*|\S{16,}|\S*\d{7,}\S*""")
_SHORT_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}

# They speak of every request, and some of the token in its address.
TALKATIVE = (
    "aiohttp",
    "alembic",
    "apscheduler",
    "asyncio",
    "httpcore",
    "httpx",
    "matplotlib",
    "sqlalchemy",
    "telegram",
)

_secrets: set[str] = set()

# What this task works on just now, a row of the outbox, an update: every line that is logged meanwhile names it.
about: ContextVar[Mapping[str, object] | None] = ContextVar("about", default=None)


def redact_also(secret: str) -> None:
    """Keep this secret out of everything that leaves, however it is escaped.

    Shorter than six characters it is ignored: hiding each "abc" would make the log unreadable.
    """
    if len(secret) >= SHORTEST_SECRET:
        as_json = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
        _secrets.update({secret, quote(secret), quote(secret, safe=""), repr(secret)[1:-1], *as_json})


def redact(text: str) -> str:
    """Return the text without bot tokens, passwords in addresses and registered secrets."""
    for secret in sorted(_secrets, key=len, reverse=True):
        text = text.replace(secret, REDACTED)
    return _URL_PASSWORD.sub(rf"\1{REDACTED}@", _BOT_TOKEN.sub(REDACTED, text))


def one_line(text: str) -> str:
    """Escape whatever could begin a new line or command a terminal; what JSON was, JSON stays."""
    return _NOT_ONE_LINE.sub(lambda found: _SHORT_ESCAPES.get(found[0], f"\\u{ord(found[0]):04x}"), text)


class _Guarded(structlog.stdlib.ProcessorFormatter):
    """The last hand on every line, from structlog and from the standard library alike."""

    def format(self, record: logging.LogRecord) -> str:
        if record.levelno >= logging.WARNING:
            metrics.LOGGED.labels(record.levelname.lower()).inc()
        try:
            line = super().format(_first_line(record) if record.name == "asyncio" else record)
        except Exception as error:  # noqa: BLE001 (logging would print the raw arguments instead)
            line = f"a log record of {record.name}, line {record.lineno}, cannot be shown: {type(error).__name__}"
        return one_line(redact(line))


def _first_line(record: logging.LogRecord) -> logging.LogRecord:
    """Leave out how asyncio shows a task that failed: with the words of its error."""
    record = copy.copy(record)
    record.msg, record.args = record.getMessage().partition("\n")[0], ()
    return record


def trace(event: str, **values: object) -> None:
    """Tell what went well, at the debug level only: asking structlog whether to tell would cost more than the rest."""
    if logging.root.isEnabledFor(logging.DEBUG):
        structlog.get_logger("hoadep").debug(event, **values)


def configure(level: Level, format: Format) -> None:  # noqa: A002 (the setting's own name)
    """Send every logger, warning and uncaught exception through one redacting handler to stderr."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Guarded(foreign_pre_chain=_prepare(), processors=_render(format)))
    logging.root.handlers = [handler]
    logging.root.setLevel(threshold)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
    # It shows an answer that it cannot read, with the words and names in it; we say ourselves that there was one.
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    logging.captureWarnings(capture=True)
    # When a line cannot be written, logging would print the unredacted record.
    logging.raiseExceptions = False
    sys.excepthook = _log_uncaught
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_prepare(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )


def _prepare() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        _say_about,
        _quote_nobody,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _say_about(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {**event, **{key: value for key, value in (about.get() or {}).items() if value and key not in event}}


def _quote_nobody(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Let a `reason`, which mostly is somebody else's sentence, keep only its plain words."""
    if isinstance(reason := event.get("reason"), str):
        event["reason"] = _QUOTED.sub("…", reason)
    return event


def _render(format: Format) -> list[Processor]:  # noqa: A002 (the setting's own name)
    last: Processor
    if format == "json":
        last = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        last = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    return [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.ExceptionRenderer(without_words),
        last,
    ]


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("hoadep").critical("uncaught", exc_info=(kind, error, trace))
