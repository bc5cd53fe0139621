"""What the commands share: the settings, an open database, a way to explain."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import typer

from bot import logs
from bot.config import ConfigError, Settings, check_database, load
from bot.config.checks import YEARS
from bot.explained import Explained
from handlers.desk import Desk, build_desk
from storage.db import Database
from storage.schema import NewerSchemaError, known, upgrade, versions

NEWER = "The database was written by a newer Hoa Đẹp and was left untouched. Update Hoa Đẹp, then try again."


def explain(text: str) -> NoReturn:
    raise Explained(text)


@dataclass
class Tools:
    """What a command works with."""

    settings: Settings
    database: Database
    desk: Desk


def read_settings(config: Path, *, need_token: bool = False) -> Settings:
    """Read the settings and set up the log; raises ConfigError."""
    settings = load(config, need_token=need_token)
    logs.configure(settings.log.level, settings.log.format)
    return settings


def reachable(settings: Settings) -> Settings:
    """Return the settings, or raise ConfigError when their database cannot be used."""
    if problems := check_database(settings):
        raise ConfigError(problems)
    return settings


@contextlib.contextmanager
def tools(config: Path) -> Iterator[Tools]:
    """Open the database for a command. SQLite is brought to the newest schema; others only by `migrate` and `run`."""
    settings = reachable(read_settings(config))
    database = Database(settings.database.url)
    try:
        if not database.is_sqlite:
            must_be_newest(database)
        newest_schema(database)
        yield Tools(settings, database, build_desk(settings.as_office(), settings.communes_file))
    finally:
        database.close()


def must_be_newest(database: Database) -> None:
    """Explain how a database that is not at the newest schema is brought there, by whoever looks after it."""
    current, newest = versions(database)
    if current is not None and current not in known():
        explain(NEWER)
    if current != newest:
        explain(
            "The database is not at the newest schema. Run: hoadep migrate (or start the service, which does the same)"
        )


def newest_schema(database: Database) -> None:
    """Bring a database to the newest schema, unless a newer program wrote it."""
    try:
        upgrade(database)
    except NewerSchemaError:
        explain(NEWER)


def show(words: str) -> None:
    """Print a line as it is: no markup, no colours, no wrapping."""
    typer.echo(words)


def moment(text: str, desk: Desk) -> datetime:
    """Read an ISO time; without a zone it is the office's."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.year not in YEARS:  # at the ends of the calendar a week has no beginning, or no end
        explain(f"{text!r} is not a time. Write it like 2026-11-23T07:30 or 2026-11-23T07:30+07:00.")
    return (read if read.tzinfo else read.replace(tzinfo=desk.calendar.zone)).astimezone(UTC)


def stop_signal() -> asyncio.Event:
    """Return an event that SIGTERM or Ctrl-C sets."""
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    return stop


def serve(work: Coroutine[Any, Any, None]) -> None:
    """Run the event loop until the work is done."""
    try:
        import uvloop  # noqa: PLC0415 (absent on Windows)
    except ImportError:
        asyncio.run(work)
    else:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(work)
