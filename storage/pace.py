"""The pace of all processes on one PostgreSQL together: whose turn it is, and which platform asked for a pause.

Moments are milliseconds since 1970 by the database's clock, and leave here as milliseconds from now.
"""

from typing import cast

from sqlalchemy import BigInteger, Table, func, select
from sqlalchemy import cast as as_type
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from storage.models import Counter

TURN, FROZEN = "pace", "frozen:"
_NOW = as_type(func.extract("epoch", func.clock_timestamp()) * 1000, BigInteger)
_MARKS = cast(Table, Counter.__table__)


def take_turns(session: Session, milliseconds: int) -> int:
    """Take the next stretch of time that nobody has taken; return in how many milliseconds it begins."""
    first = insert(_MARKS).values(name=TURN, value=_NOW + milliseconds)
    later = {"value": func.greatest(_MARKS.c.value, _NOW) + milliseconds}
    taken = first.on_conflict_do_update(index_elements=["name"], set_=later)
    return max(0, session.scalar(taken.returning(_MARKS.c.value - milliseconds - _NOW)) or 0)


def freeze(session: Session, channel: str, milliseconds: int) -> None:
    """Let every process leave a channel alone for so long."""
    first = insert(_MARKS).values(name=FROZEN + channel, value=_NOW + milliseconds)
    longer = {"value": func.greatest(_MARKS.c.value, first.excluded.value)}
    session.execute(first.on_conflict_do_update(index_elements=["name"], set_=longer))


def frozen(session: Session) -> dict[str, int]:
    """Return the channels that are to be left alone, and for how many milliseconds."""
    rows = select(_MARKS.c.name, _MARKS.c.value - _NOW).where(_MARKS.c.name.startswith(FROZEN), _MARKS.c.value > _NOW)
    return {name.removeprefix(FROZEN): left for name, left in session.execute(rows)}
