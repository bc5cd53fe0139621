"""How each scheduled job fared last, in whichever process, and when it is to run next."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import JobHealth


def of_all(session: Session) -> Mapping[str, JobHealth]:
    rows = select(JobHealth).order_by(JobHealth.job).execution_options(populate_existing=True)
    return {row.job: row for row in session.scalars(rows)}


def expect(session: Session, job: str, next_at: datetime) -> None:
    """Note when a job is to run next."""
    _put(session, job, next_at=next_at)


def ran(
    session: Session,
    job: str,
    *,
    due_at: datetime,
    ran_at: datetime,
    next_at: datetime,
    milliseconds: int,
    messages: int,
) -> None:
    """Note that a job ran, within its own transaction; what went wrong before is over."""
    told = {"due_at": due_at, "ran_at": ran_at, "next_at": next_at, "milliseconds": milliseconds, "messages": messages}
    _put(session, job, **told, failed_at=None, error=None, alarmed_at=None)


def failed(session: Session, job: str, now: datetime, error: str) -> None:
    """Note that a job failed, by the kind of its error alone: the rest may be a person's words."""
    _put(session, job, failed_at=now, error=error)


def alarm(session: Session, job: str, now: datetime) -> bool:
    """Note that the admins hear of a job's lateness; say False if they did before. Safe in several processes."""
    first = update(JobHealth).where(JobHealth.job == job, JobHealth.alarmed_at.is_(None)).values(alarmed_at=now)
    return session.scalar(first.returning(JobHealth.job)) is not None


def keep_only(session: Session, jobs: Collection[str]) -> None:
    """Forget jobs that there are no more."""
    session.execute(delete(JobHealth).where(JobHealth.job.not_in(jobs)))


def _put(session: Session, job: str, **values: Any) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(JobHealth).values(job=job, **values)
    session.execute(row.on_conflict_do_update(index_elements=["job"], set_=values))
