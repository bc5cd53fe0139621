"""What all tables have in common."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, MetaData, Text, text
from sqlalchemy.orm import DeclarativeBase

from storage.db import UtcDateTime


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        datetime: UtcDateTime,
        # NULL in the database, not the word "null": nothing is written and read for what is not there.
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        str: Text,
    }


def where(words: str) -> dict[str, Any]:
    """Return the condition of a partial index on both databases."""
    return {"sqlite_where": text(words), "postgresql_where": text(words)}
