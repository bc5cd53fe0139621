"""The log: one line an event, in words or in JSON, and no secret in it."""

import asyncio
import json
import logging
import sys
import warnings
from collections.abc import Callable

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot import logs

CANARY = "7012345678:AAHcanary_canary-canary_canary-0123"
PASSWORD = 'p"ä/ss wörd'
ADDRESS = f"https://api.telegram.org/bot{CANARY}/getUpdates"


pytestmark = pytest.mark.usefixtures("logging_as_before")


class Bot:
    def __repr__(self) -> str:
        return f"Bot[token={CANARY}]"


class Broken:
    def __repr__(self) -> str:
        raise RuntimeError(CANARY)


def _fail() -> None:
    nothing: dict[str, str] = {}
    try:
        nothing[CANARY]
    except KeyError as first:
        raise RuntimeError(f"the token {CANARY} was refused") from first


def _std_exception() -> None:
    try:
        _fail()
    except RuntimeError:
        logging.getLogger("hoadep").exception("it failed")


def _std_exception_group() -> None:
    error = ExceptionGroup(f"two of {CANARY}", [ValueError(CANARY), OSError(2, CANARY, CANARY)])
    error.add_note(CANARY)
    logging.getLogger("hoadep").error("group", exc_info=error)


def _struct_exception() -> None:
    try:
        _fail()
    except RuntimeError:
        structlog.get_logger("hoadep").exception("it failed", bot=Bot())


def _struct_bound() -> None:
    structlog.contextvars.bind_contextvars(url=ADDRESS)
    structlog.get_logger("hoadep").bind(bot=Bot()).debug("bound", deep={"a": [{"b": (CANARY, {CANARY: CANARY})}]})


def _warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"do not use {CANARY}", stacklevel=1)


def _uncaught() -> None:
    try:
        _fail()
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def _forgotten_task() -> None:
    loop = asyncio.new_event_loop()
    loop.call_exception_handler({"message": f"lost {CANARY}", "exception": ValueError(CANARY), "future": Bot()})
    loop.close()


def _talkative_debug() -> None:
    logging.getLogger("telegram.Bot").setLevel(logging.DEBUG)
    logging.getLogger("telegram.Bot").debug("Calling %s with %s", ADDRESS, {"file_path": f"/file/bot{CANARY}/a.jpg"})


def _std(message: object, *args: object) -> Callable[[], None]:
    return lambda: logging.getLogger("hoadep").debug(message, *args)


def _struct(event: str, *args: object, **values: object) -> Callable[[], None]:
    return lambda: structlog.get_logger("hoadep").debug(event, *args, **values)


PATHS: dict[str, Callable[[], None]] = {
    "std message": _std(f"token {CANARY}"),
    "std argument": _std("token %s", CANARY),
    "std named argument": _std("token %(t)s", {"t": CANARY}),
    "std object": _std("bot %r", Bot()),
    "std message is an object": _std(Bot()),
    "std bytes": _std("body %s", CANARY.encode()),
    "std too many arguments": _std("token", CANARY),
    "std too few arguments": _std("token %s %s", CANARY),
    "std wrong argument": _std("token %d", CANARY),
    "std broken repr": _std("token %r", Broken()),
    "std address": _std('HTTP Request: POST %s "HTTP/1.1 401 Unauthorized"', ADDRESS),
    "std quoted address": _std(ADDRESS.replace(":AAH", "%3AAAH")),
    "std name of a logger": lambda: logging.getLogger(f"bot.{CANARY}").info("hello"),
    "std stack": lambda: logging.getLogger("hoadep").info(CANARY, stack_info=True),
    "std extra": lambda: logging.getLogger("hoadep").info("hello", extra={"url": ADDRESS}),
    "std exception": _std_exception,
    "std exception group": _std_exception_group,
    "std many lines": _std(f"one\n{CANARY}\ntwo {CANARY}{CANARY}"),
    "struct event": _struct(f"token {CANARY}"),
    "struct argument": _struct("token %s", CANARY),
    "struct value": _struct("hello", token=CANARY),
    "struct key": _struct("hello", **{CANARY: 1}),
    "struct object": _struct("hello", bot=Bot()),
    "struct broken repr": _struct("hello", bot=Broken()),
    "struct bytes": _struct("hello", body=CANARY.encode(), more=bytearray(CANARY.encode())),
    "struct set": _struct("hello", some={CANARY, "b"}, raw=f"\x1b[31m{CANARY}"),
    "struct bound": _struct_bound,
    "struct exception": _struct_exception,
    "struct exception value": _struct("hello", error=ValueError(CANARY)),
    "warning": _warning,
    "uncaught": _uncaught,
    "forgotten task": _forgotten_task,
    "talkative library at debug": _talkative_debug,
}


@pytest.mark.parametrize("shape", ["console", "json"])
@pytest.mark.parametrize("path", PATHS)
def test_threat_22_a_token_is_in_no_line(path: str, shape: logs.Format, capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("debug", shape)

    PATHS[path]()

    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1, "one line an event"
    assert "canary" not in err
    assert "AAH" not in err


@pytest.mark.parametrize("shape", ["console", "json"])
def test_threat_22_a_registered_secret_is_in_no_line(shape: logs.Format, capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("debug", shape)
    logs.redact_also(PASSWORD)

    log = structlog.get_logger("hoadep")
    log.info("as it is %s", PASSWORD, value=PASSWORD, deep=[{"a": PASSWORD}])
    log.info("quoted", url="postgresql+psycopg://hoa:p%22%C3%A4%2Fss%20w%C3%B6rd@db/hoadep")
    log.info("in an address that nobody registered", url="postgresql+psycopg://hoa:lotus-pond@db/hoadep")

    said = capfd.readouterr().err
    assert "rd" not in said.replace("registered", "")
    assert "lotus-pond" not in said
    assert "@db/hoadep" in said


def test_a_short_secret_does_not_black_out_the_log() -> None:
    logs.redact_also("hoa")

    assert logs.redact("hoadep starts") == "hoadep starts"


def test_what_only_looks_like_a_token_stays() -> None:
    plain = "12:30:00 http://127.0.0.1:8081/bot, hoa@example.org, HD-2026-000123:approved, 0210 000 0000"

    assert logs.redact(plain) == plain


def test_a_name_with_newline_and_ansi_stays_one_line_of_json(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    name = "Hòe\r\n2026-01-01 [error] hacked\x1b[2J\x9b31m\u2028\u202e\x00"

    structlog.get_logger("hoadep").info("met", name=name)

    (line,) = capfd.readouterr().err.splitlines()
    assert "\x1b" not in line
    met = json.loads(line)
    assert (met["event"], met["level"], met["logger"], met["name"]) == ("met", "info", "hoadep", name)


@given(st.text())
def test_whatever_is_said_is_one_printable_line(text: str) -> None:
    line = logs.one_line(text)

    assert len(line.splitlines()) <= 1
    line.encode()


def test_a_human_reads_the_words_and_their_values(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "console")

    structlog.get_logger("bot.engine").warning("update set aside", update=7, name="bà Hòe")
    logging.getLogger("telegram.Bot").info("chatter")
    structlog.get_logger("bot.engine").debug("too small to tell")

    (line,) = capfd.readouterr().err.splitlines()
    assert "warning" in line
    assert "update set aside" in line
    assert "update=7" in line
    assert "name='bà Hòe'" in line


def test_an_interrupt_from_the_keyboard_is_not_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "console")

    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert capfd.readouterr().err == ""
