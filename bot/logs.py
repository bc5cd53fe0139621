"""What the process says about itself: one line an event, and never a secret in it."""

import json
import logging
import re
import sys
from types import TracebackType
from typing import Literal
from urllib.parse import quote

import structlog
from structlog.typing import Processor

Level = Literal["debug", "info", "warning", "error"]
Format = Literal["console", "json"]

REDACTED = "[redacted]"
SHORTEST_SECRET = 6

_BOT_TOKEN = re.compile(r"(?<!\d)\d{6,}(?:(?::|%3A)[\w-]{30,})+", re.IGNORECASE)
_URL_PASSWORD = re.compile(r"(://[^\s:/@]*:)[^\s/\"']*@")
# C0 and C1 controls (ANSI begins with one), line and paragraph separators, bidi overrides, lone surrogates.
_NOT_ONE_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
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
        try:
            line = super().format(record)
        except Exception as error:  # noqa: BLE001 (logging would print the raw arguments instead)
            line = f"a log record of {record.name}, line {record.lineno}, cannot be shown: {type(error).__name__}"
        return one_line(redact(line))


def configure(level: Level, format: Format) -> None:  # noqa: A002 (the setting's own name)
    """Send every logger, warning and uncaught exception through one redacting handler to stderr."""
    threshold = logging.getLevelNamesMapping()[level.upper()]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Guarded(foreign_pre_chain=_prepare(), processors=_render(format)))
    logging.root.handlers = [handler]
    logging.root.setLevel(threshold)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
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
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]


def _render(format: Format) -> list[Processor]:  # noqa: A002 (the setting's own name)
    last: Processor
    if format == "json":
        last = structlog.processors.JSONRenderer(ensure_ascii=False)
    else:
        last = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    return [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.format_exc_info, last]


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("hoadep").critical("uncaught", exc_info=(kind, error, trace))
