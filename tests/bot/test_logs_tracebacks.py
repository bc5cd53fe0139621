"""Tracebacks in the log: the place and the kind of every error, and no words that may be somebody's."""

import asyncio
import json
import logging

import pytest
import structlog
from sqlalchemy.exc import DataError, IntegrityError

from bot import logs, metrics
from bot.channels.base import Unavailable

pytestmark = pytest.mark.usefixtures("logging_as_before")

WORDS = "bà Hòe, 0987 654 321"


def fail(error: Exception) -> None:
    raise error


def logged(error: Exception, capfd: pytest.CaptureFixture[str]) -> str:
    logs.configure("info", "json")
    try:
        fail(error)
    except Exception:  # noqa: BLE001 (every kind is to be logged)
        structlog.get_logger("hoadep").exception("it failed")
    (line,) = capfd.readouterr().err.splitlines()
    assert WORDS not in line
    assert "Hòe" not in line
    return str(json.loads(line)["exception"])


@pytest.mark.parametrize(
    "error",
    [
        ValueError(f"invalid literal for int() with base 10: '{WORDS}'"),
        KeyError(WORDS),
        UnicodeEncodeError("ascii", WORDS, 0, 2, "ordinal not in range"),
        RuntimeError(WORDS),
        DataError(None, None, Exception(f'invalid input syntax for type integer: "{WORDS}"')),
        IntegrityError(None, None, Exception(f"duplicate key violates uq_x\nDETAIL:  Key (name)=({WORDS})")),
        OSError(2, "No such file or directory", WORDS),
        ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_that_quotes_somebody_is_told_by_place_and_kind(
    error: Exception, capfd: pytest.CaptureFixture[str]
) -> None:
    error.add_note(WORDS)
    told = logged(error, capfd)

    assert type(error).__name__ in told
    assert "test_logs_tracebacks.py" in told


def test_what_programs_say_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    assert "TypeError: 'int' object is not callable" in logged(TypeError("'int' object is not callable"), capfd)
    assert "Unavailable: no answer" in logged(Unavailable("no answer"), capfd)
    assert "OSError: no reason given" in logged(OSError(WORDS), capfd)
    assert "UNIQUE constraint failed" in logged(
        IntegrityError(None, None, Exception("UNIQUE constraint failed")), capfd
    )


def test_causes_are_told_too(capfd: pytest.CaptureFixture[str]) -> None:
    error = TypeError("the last")
    error.__cause__ = ValueError(WORDS)
    error.__cause__.__context__ = error  # a circle ends as well
    told = logged(error, capfd)

    assert told.index("ValueError") < told.index("which led to") < told.index("TypeError: the last")


def test_a_task_that_nobody_waited_for_is_told_without_its_words(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    loop = asyncio.new_event_loop()
    loop.call_exception_handler({"message": "lost", "exception": ValueError(WORDS), "future": f"<Task {WORDS}>"})
    loop.close()

    said = capfd.readouterr().err
    assert "ValueError" in said
    assert "Hòe" not in said


def test_a_platforms_reason_keeps_its_plain_words_alone(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    reason = f"Bad Request: can't parse \"{WORDS}\" at 'ba Hoe' in chat 84987654321, see https://t.me/xyz123456789"
    structlog.get_logger("hoadep").warning("refused", reason=reason)

    told = json.loads(capfd.readouterr().err)["reason"]
    assert told == "Bad Request: can't parse … at … in chat … see …"


def test_lines_name_what_is_worked_on_and_are_counted(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("info", "json")
    before = metrics.REGISTRY.get_sample_value("hoadep_log_lines_total", {"level": "error"}) or 0
    logs.about.set({"row": 7, "update": ""})
    logging.getLogger("some.library").error("it complains")
    structlog.get_logger("hoadep").error("and so do we", row=8)
    logs.about.set(None)

    theirs, ours = (json.loads(line) for line in capfd.readouterr().err.splitlines())
    assert (theirs["row"], "update" in theirs, ours["row"]) == (7, False, 8)
    assert metrics.REGISTRY.get_sample_value("hoadep_log_lines_total", {"level": "error"}) == before + 2
