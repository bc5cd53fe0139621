"""Whether the jobs run when they should: what is expected, what failed, and the alarm to the admins."""

import time
from collections.abc import Mapping
from datetime import datetime

from bot.timetable import Timetable
from handlers import health
from handlers.desk import Desk
from handlers.turn import Voice
from storage import job_health
from storage.db import Database
from storage.models import JobHealth


def note_run(voice: Voice, job: str, due: datetime, table: Timetable, began: float) -> None:
    """Note within a job's own transaction how it ran; `began` is on the monotonic clock."""
    before = job_health.of_all(voice.session).get(job)
    messages = len(voice.said)
    if before and before.alarmed_at:
        health.tell_that_it_runs_again(voice, job, due)
    job_health.ran(
        voice.session,
        job,
        due_at=due,
        ran_at=voice.now,
        next_at=table.next_run(voice.now),
        milliseconds=round((time.monotonic() - began) * 1000),
        messages=messages,
    )


def note_failure(database: Database, job: str, now: datetime, error: Exception) -> None:
    with database.begin() as session:
        job_health.failed(session, job, now, type(error).__name__)


def look_after(database: Database, desk: Desk, tables: Mapping[str, Timetable], now: datetime) -> int:
    """Note when jobs are to run next, and alarm the admins once of each that is late by more than its period.

    What is overdue stays expected for the moment that it missed, also after a restart, until it has run. Returns how
    many messages were said.
    """
    with database.begin() as session:
        voice, known = Voice(session, desk, now), job_health.of_all(session)
        if known.keys() - tables.keys():
            job_health.keep_only(session, tables)
        for job, table in tables.items():
            row = known.get(job)
            if row is None or row.next_at is None or row.next_at > now:
                if row is None or row.next_at != table.next_run(now):
                    job_health.expect(session, job, table.next_run(now))
            elif is_late(row, table, now) and job_health.alarm(session, job, now):
                health.alarm(voice, job, row.next_at, table.next_run(now))
        return len(voice.said)


def is_late(row: JobHealth, table: Timetable, now: datetime) -> bool:
    """Say whether a job should have run more than its period ago."""
    return row.next_at is not None and now > row.next_at + table.period(row.next_at)
