"""The due moments of scheduled jobs: whoever inserts the row runs the job."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage import marks
from storage.models import Counter, Occurrence

FIRST_START = "first_start"  # seconds since 1970


def claimed(session: Session, job: str, due: datetime) -> bool:
    return session.get(Occurrence, (job, due)) is not None


def claim(session: Session, job: str, due: datetime, now: datetime) -> bool:
    """Take an occurrence; say False when somebody has it already. Safe in several processes."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Occurrence).values(job=job, due_at=due, ran_at=now).on_conflict_do_nothing()
    taken = session.scalars(statement.returning(Occurrence.job)).first()
    return taken is not None


def first_start(session: Session, now: datetime) -> int:
    """Return when the service first started; nothing is due from before."""
    if (row := session.get(Counter, FIRST_START)) is None:
        marks.begin_with(session, FIRST_START, int(now.timestamp()))
        row = session.get_one(Counter, FIRST_START)
    return row.value


def forget(session: Session, before: datetime) -> None:
    """Forget what was due long ago; how a job fared last is in its health."""
    session.execute(delete(Occurrence).where(Occurrence.due_at < before))
