"""Statements for many rows at once, without what SQLAlchemy does anew for each row of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Update

Bind = tuple[str, Callable[[Any], Any] | None]  # a parameter's name, and how its values are written


class Many:
    """A statement that is executed with rows of the same names each time; it gives nothing back.

    With SQLite, each row costs half as much as through `Connection.execute`, which works out anew what it is bound to.
    """

    def __init__(self, statement: Insert | Update) -> None:
        self._statement = statement
        self._ready: tuple[str, list[Bind]] | None = None

    def execute(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        if not connection.dialect.positional:
            connection.execute(self._statement, rows)
            return
        words, binds = self._ready = self._ready or self._compiled(connection.dialect, rows[0])
        connection.exec_driver_sql(
            words, [tuple([write(row[name]) if write else row[name] for name, write in binds]) for row in rows]
        )

    def _compiled(self, dialect: Dialect, row: Mapping[str, Any]) -> tuple[str, list[Bind]]:
        compiled = self._statement.compile(dialect=dialect, column_keys=list(row))
        types = {name: compiled.binds[name].type.dialect_impl(dialect) for name in compiled.positiontup or ()}
        return str(compiled), [(name, types[name].bind_processor(dialect)) for name in compiled.positiontup or ()]
