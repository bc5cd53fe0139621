"""The schema's versions: Alembic, from the first table on.

A database at the newest version is known by its own row and our files' names: Alembic takes long to load, and room.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.db import Database

MIGRATING = 4_815_164  # an advisory lock
MIGRATIONS = Path(__file__).parent / "migrations"


class NewerSchemaError(Exception):
    """The database was written by a newer Hoa Đẹp; it is left untouched."""


def upgrade(database: Database) -> None:
    """Bring the database to the newest schema; raises NewerSchemaError."""
    current, newest = versions(database)
    if current == newest:
        return
    if current is not None and current not in known():
        raise NewerSchemaError(current)
    with _unbound(database) as connection:
        _migrate(connection, "head")


def _migrate(connection: Connection, to: str) -> None:
    from alembic import command  # noqa: PLC0415 (9 MB, wanted once in months)
    from alembic.config import Config  # noqa: PLC0415 (as above)

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, to)


@contextmanager
def _unbound(database: Database) -> Iterator[Connection]:
    """Open a transaction in which a table may be made anew: SQLite would empty whatever refers to the old one."""
    with database.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if not database.is_sqlite or raw is None:
            with connection.begin():
                # Of processes that start together one migrates; the others find it done.
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATING})
                yield connection
            return
        raw.execute("PRAGMA foreign_keys=OFF")  # of no effect within a transaction
        try:
            with connection.begin():
                given = _numbers_given(connection)
                yield connection
                _keep_numbers(connection, given)
                if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError(f"the migration left a reference of table {broken[0]} without its row")
        finally:
            raw.execute("PRAGMA foreign_keys=ON")


def _numbers_given(connection: Connection) -> list[tuple[str, int]]:
    """Return the highest number ever given in each of SQLite's tables that give none twice."""
    if connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'sqlite_sequence'").first() is None:
        return []
    return [(name, seq) for name, seq in connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence")]


def _keep_numbers(connection: Connection, given: list[tuple[str, int]]) -> None:
    """Let a table that was made anew go on after the number it had given last: it knows only those still in use."""
    for name, number in given:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))


def versions(database: Database) -> tuple[str | None, str]:
    """Return the database's version and the newest."""
    with database.engine.begin() as connection:
        has_one = inspect(connection).has_table("alembic_version")
        current = connection.scalar(text("SELECT version_num FROM alembic_version")) if has_one else None
    return current, max(known())


def known() -> set[str]:
    """Return every version that this program can bring to the newest: each is what its file's name begins with."""
    return {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*_*.py")}
