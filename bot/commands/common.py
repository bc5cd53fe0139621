"""What the commands share: the settings, an open database, a way to explain."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bot import logs
from bot.config import ConfigError, Settings, check_database, load
from handlers.desk import Desk, build_desk
from storage.db import Database
from storage.schema import upgrade, versions

out, err = Console(), Console(stderr=True)

Config = Annotated[Path, typer.Option("--config", envvar="HOADEP_CONFIG", help="The office's settings.")]
CONFIG = Path("config.toml")


class Explained(Exception):
    """Something that the person at the keyboard can mend; the text says how."""


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
    """Open the database for a command. SQLite is brought to the newest schema; others only by `migrate`."""
    settings = reachable(read_settings(config))
    database = Database(settings.database.url)
    try:
        current, newest = versions(database)
        if current != newest and not database.is_sqlite:
            explain("The database is not at the newest schema. Run: hoadep migrate")
        upgrade(database)
        yield Tools(settings, database, build_desk(settings.as_office(), settings.communes_file))
    finally:
        database.close()


def moment(text: str, desk: Desk) -> datetime:
    """Read an ISO time; without a zone it is the office's."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        explain(f"{text!r} is not a time. Write it like 2026-11-23T07:30 or 2026-11-23T07:30+07:00.")
    return (read if read.tzinfo else read.replace(tzinfo=desk.calendar.zone)).astimezone(UTC)
