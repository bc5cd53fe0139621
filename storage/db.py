"""The database: one engine, its settings, and one transaction at a time."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import DateTime, Dialect, Engine, TypeDecorator, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

NAIVE = len("2026-11-23 05:00:00.000000")  # characters of a moment as SQLite keeps it
NO_ZONE = "a moment without a time zone cannot be stored"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC and given back in UTC (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Any:
        # As SQLAlchemy writes and reads them, at a quarter of its CPU: a step of a conversation has fifteen moments.
        return _written if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        return _parsed if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(NO_ZONE)
        return value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)


def _parsed(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text[:NAIVE] + "+00:00")


def _written(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError(NO_ZONE)
    moment = value if value.tzinfo is UTC else value.astimezone(UTC)
    return moment.isoformat(" ", "microseconds")[:NAIVE]


def _to_json(value: Any) -> str:
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # half of a pair of surrogates, which only the slow way can write
        return json.dumps(value)


def _from_json(text: str) -> Any:
    try:
        return orjson.loads(text)
    except ValueError:
        return json.loads(text)


class Database:
    """One engine; `begin()` opens the one transaction that is a unit of work."""

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            guard_file(self.url)
        # People's words are parameters: they must not reach the log with an error.
        self.engine: Engine = create_engine(
            self.url,
            pool_pre_ping=not self.is_sqlite,
            hide_parameters=True,
            json_serializer=_to_json,
            json_deserializer=_from_json,
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin)

    @contextmanager
    def begin(self, *, claims: int = 0) -> Iterator[Session]:
        """Open a session whose work is committed as one, or not at all.

        What it says is in the hand of the process with the number `claims`: see storage.claims.
        """
        writing = self.engine.execution_options(claims=claims) if claims else self.engine
        with Session(writing, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that only looks: however long it takes, it keeps nobody from writing."""
        reading = self.engine.execution_options(only_reads=True)
        with Session(reading, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def rehearse(self) -> Iterator[Session]:
        """Open a session whose work is seen within it, and is never committed."""
        with Session(self.engine, expire_on_commit=False) as session:
            try:
                yield session
            finally:
                session.rollback()

    def close(self) -> None:
        self.engine.dispose()


def may_pass(error: Exception) -> bool:
    """Say whether the database itself failed (locked, full, gone, a deadlock): the same work may succeed later.

    A statement that it will never take, like one too large, is an OperationalError too: SQLite's plain SQLITE_ERROR,
    PostgreSQL's class 54 (program limit exceeded).
    """
    if not isinstance(error, DBAPIError):
        return False
    too_large = str(getattr(error.orig, "sqlstate", None)).startswith("54")
    refused = too_large or getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR
    return error.connection_invalidated or (isinstance(error, OperationalError) and not refused)


def sqlite_path(url: URL) -> Path | None:
    """Return the file of an SQLite address, or None when it lives in memory or elsewhere."""
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        return None
    return Path(str(url.database))


def guard_file(url: URL) -> None:
    """Create the file for its owner alone, or take others' rights away.

    SQLite gives -wal and -shm the rights of the main file.
    """
    path = sqlite_path(url)
    if path is None:
        return
    path.touch(mode=0o600, exist_ok=True)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        path.chmod(0o600)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver must not begin transactions by itself, else SAVEPOINT and BEGIN IMMEDIATE are lost.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    # A transaction that reads first and writes later would fail at once with SQLITE_BUSY_SNAPSHOT.
    reads = connection.get_execution_options().get("only_reads")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


SQLITE_VERSION = sqlite3.sqlite_version
