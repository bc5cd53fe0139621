"""Everything in one database, copied into another that is empty: from SQLite to PostgreSQL, or back."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import JSON, Column, Connection, Insert, Table, Text, bindparam, cast, func, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from bot.config.values import DatabaseUrl
from bot.explained import Explained
from storage import audit
from storage.db import Database
from storage.models import Base
from storage.schema import NewerSchemaError, upgrade

CHUNK = 1000  # rows in memory at a time
TABLES: Sequence[Table] = Base.metadata.sorted_tables  # none refers to a later one

Row = Sequence[Any]
Progress = Callable[[int, int], None]


class CopyError(Explained):
    """Nothing was copied; the text says why."""


@dataclass(slots=True)
class Sum:
    """What a table holds: the number of its rows and a hash of them all, in whatever order they come."""

    rows: int = 0
    digest: int = 0

    def add(self, part: Sequence[Row]) -> None:
        for row in part:
            hashed = hashlib.sha256(repr(tuple(row)).encode("utf-8", "surrogatepass")).digest()
            self.digest = (self.digest + int.from_bytes(hashed)) % (1 << 256)
        self.rows += len(part)


def address(url: str) -> str:
    """Return the address of a database that Hoa Đẹp can use; raises CopyError."""
    try:
        checked: str = TypeAdapter(DatabaseUrl).validate_python(url)
    except ValidationError:
        raise CopyError('--to takes "postgresql+psycopg://user@host/name" or "sqlite:///file.db".') from None
    return checked


def copy(source: Database, target: Database, progress: Progress) -> dict[str, Sum]:
    """Copy every row, as of one moment, and return what each table holds; raises CopyError.

    The source is only read. The target gets everything in one transaction, which ends only when it is found to
    hold the same rows and the same record. `progress` hears (done, all), the second reading included.
    """
    refuse_full(target)
    try:
        upgrade(target)
        with _looking(source) as old, target.engine.begin() as new:
            count = _counter(progress, 2 * sum(_size(old, table) for table in TABLES))
            sent = {table.name: _send(table, old, new, count) for table in TABLES}
            _check(sent, new, count)
            _check_record(old, new)
            return sent
    except NewerSchemaError:
        raise CopyError("The target was written by a newer Hoa Đẹp; nothing was copied.") from None
    except DBAPIError as error:
        raise CopyError(f"The database did not take it ({type(error.orig).__name__}); nothing was copied.") from None


def refuse_full(target: Database) -> None:
    """Raise CopyError where there is anything but the empty tables of Hoa Đẹp."""
    with target.engine.connect() as connection:
        there = set(inspect(connection).get_table_names()) - {"alembic_version"}
        strange = there - {table.name for table in TABLES}
        full = [table.name for table in TABLES if table.name in there and _size(connection, table)]
    if strange or full:
        raise CopyError(f"The target is not empty: it has {', '.join([*sorted(strange), *full])}. Nothing was copied.")


@contextmanager
def _looking(source: Database) -> Iterator[Connection]:
    """Read as of one moment, however long it takes, and keep nobody from writing."""
    options = {"only_reads": True} if source.is_sqlite else {"isolation_level": "REPEATABLE READ"}
    with source.engine.connect() as connection:
        yield connection.execution_options(**options)


def _counter(progress: Progress, total: int) -> Callable[[int], None]:
    done = 0

    def count(rows: int) -> None:
        nonlocal done
        done += rows
        progress(done, total)

    return count


def _size(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _send(table: Table, old: Connection, new: Connection, count: Callable[[int], None]) -> Sum:
    names, insert, total = [f"v{column.name}" for column in table.columns], _insert(table, new), Sum()
    for part in _parts(old, table):
        new.execute(insert, [dict(zip(names, row, strict=True)) for row in part])
        total.add(part)
        count(len(part))
    if table.autoincrement_column is not None:
        _go_on_from(new, table, _last_number(old, table))
    return total


def _parts(connection: Connection, table: Table) -> Iterator[Sequence[Row]]:
    """Yield the rows in parts. JSON comes as it was written: read and written anew, NULL and null become one."""
    columns = [cast(one, Text) if isinstance(one.type, JSON) else one for one in table.columns]
    rows = select(*columns).order_by(*table.primary_key.columns)
    yield from connection.execute(rows, execution_options={"yield_per": CHUNK}).partitions()


def _insert(table: Table, connection: Connection) -> Insert:
    return table.insert().values({one.name: _given(one, connection.dialect.name) for one in table.columns})


def _given(column: Column[Any], dialect: str) -> Any:
    if not isinstance(column.type, JSON):
        return bindparam(f"v{column.name}", type_=column.type)
    words = bindparam(f"v{column.name}", type_=Text())
    return cast(words, JSON) if dialect == "postgresql" else words


def _last_number(connection: Connection, table: Table) -> int:
    """Return the highest number that the table ever gave, as far as it remembers: a row may be gone by now."""
    highest = connection.scalar(select(func.max(table.autoincrement_column))) or 0
    remembered = text(
        "SELECT seq FROM sqlite_sequence WHERE name = :table"
        if connection.dialect.name == "sqlite"
        else "SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:table, 'id') AS regclass))"
    )
    return max(highest, connection.scalar(remembered, {"table": table.name}) or 0)


def _go_on_from(connection: Connection, table: Table, number: int) -> None:
    """Let the next row get a higher number than this one."""
    values = {"table": table.name, "number": number}
    if connection.dialect.name == "postgresql":
        if number:
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :number)"), values)
    elif table.dialect_options["sqlite"]["autoincrement"]:
        connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table.name})
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :number)"), values)


def _check(sent: dict[str, Sum], new: Connection, count: Callable[[int], None]) -> None:
    for table in TABLES:
        found = Sum()
        for part in _parts(new, table):
            found.add(part)
            count(len(part))
        if found != sent[table.name]:
            raise CopyError(f"Table {table.name} did not arrive as it was sent; nothing was copied.")


def _check_record(old: Connection, new: Connection) -> None:
    """Hold the two records of acts against each other, by what each says of itself."""
    with Session(old) as before, Session(new) as after:
        if (audit.head(before), list(audit.broken_links(before))) != (
            audit.head(after),
            list(audit.broken_links(after)),
        ):
            raise CopyError("The record of acts did not arrive whole; nothing was copied.")
