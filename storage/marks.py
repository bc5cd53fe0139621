"""Numbers and marks of the service that several processes may set at the same moment."""

from sqlalchemy import Insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Counter


def begin_with(session: Session, name: str, value: int) -> None:
    """Give a mark its first value, unless it has one."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    first: Insert = dialect.insert(Counter).values(name=name, value=value).on_conflict_do_nothing()
    session.execute(first)
