"""Numbers and marks of the service that several processes may set at the same moment."""

from sqlalchemy import Insert, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Counter


def begin_with(session: Session, name: str, value: int) -> None:
    """Give a mark its first value, unless it has one."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    first: Insert = dialect.insert(Counter).values(name=name, value=value).on_conflict_do_nothing()
    session.execute(first)


def next_value(session: Session, name: str) -> int:
    """Count one further and return where that leads; the row is locked until the commit."""
    value = session.connection().scalar(_FURTHER, {"mark": name})
    if value is None:
        begin_with(session, name, 0)
        value = session.connection().scalars(_FURTHER, {"mark": name}).one()
    return value


_FURTHER = (
    update(Counter).where(Counter.name == bindparam("mark")).values(value=Counter.value + 1).returning(Counter.value)
)
