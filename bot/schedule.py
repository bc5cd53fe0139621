"""The JOBS table on APScheduler's clock: a job ensures that something was said, it does not fire."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from bot import metrics
from bot.clock import Clock, heard
from bot.core import Core
from bot.delivery import Delivery
from bot.drawing import Plan, Studio
from handlers import asking, digest, heartbeat, letter, pilots, reminders
from handlers.desk import Desk
from handlers.office import Schedule
from handlers.turn import Voice
from storage import intake, occurrences, outbox, updates
from storage.db import Database
from storage.weeks import week_of

log = structlog.get_logger(__name__)

KEEP_WORDS = timedelta(days=60)  # of what was said, or failed
TICK = 20.0  # seconds: wakes whatever a clock set back, or a sleeping machine, has put to sleep


@dataclass(frozen=True)
class Job:
    """When something is due, until when it may catch up, and what it says."""

    when: Callable[[Schedule], dict[str, Any]]  # the fields of a cron line
    grace: timedelta
    say: Callable[[Voice, datetime, Mapping[str, str]], None]
    pictures: Plan | None = None


def _forget(voice: Voice, _due: datetime, _pictures: Mapping[str, str]) -> None:
    updates.forget_old(voice.session, voice.now)
    outbox.blank_old(voice.session, voice.now - KEEP_WORDS)
    updates.blank_failed(voice.session, voice.now - KEEP_WORDS)
    intake.forget(voice.session, week_of(voice.now - KEEP_WORDS, voice.desk.calendar.zone))


JOBS: dict[str, Job] = {
    "weekly-digest": Job(
        when=lambda s: {"day_of_week": s.digest_day, "hour": s.digest.hour, "minute": s.digest.minute},
        grace=timedelta(days=6),
        say=digest.send,
        pictures=digest.sketches,
    ),
    "weekly-letter": Job(
        when=lambda s: {"day_of_week": s.letter_day, "hour": s.letter.hour, "minute": s.letter.minute},
        grace=timedelta(days=3),
        say=letter.send,
        pictures=letter.sketches,
    ),
    "review-reminder": Job(
        when=lambda s: {"hour": s.reminder.hour, "minute": s.reminder.minute},
        grace=timedelta(hours=12),
        say=lambda voice, due, _pictures: reminders.remind_reviewers(voice, due),
    ),
    "look-again": Job(
        when=lambda s: {"hour": s.reminder.hour, "minute": s.reminder.minute},
        grace=timedelta(hours=12),
        say=lambda voice, due, _pictures: pilots.remind(voice, due),
    ),
    "heartbeat": Job(
        when=lambda s: {"hour": s.reminder.hour, "minute": s.reminder.minute},
        grace=timedelta(hours=12),
        say=lambda voice, due, _pictures: heartbeat.ask_owners(voice, due),
    ),
    "draft-nudge": Job(
        when=lambda _s: {"minute": "*/10"},
        grace=timedelta(minutes=30),
        say=lambda voice, due, _pictures: reminders.nudge_drafts(voice, due),
    ),
    "answer-deadline": Job(
        when=lambda _s: {"minute": "5"},
        grace=timedelta(minutes=50),
        say=lambda voice, due, _pictures: asking.go_on_without(voice, due),
    ),
    "housekeeping": Job(when=lambda _s: {"hour": 3, "minute": 15}, grace=timedelta(hours=20), say=_forget),
}


class Scheduler:
    """Runs each job once for its newest due moment, however late, in however many processes."""

    def __init__(
        self, core: Core, database: Database, desk: Desk, delivery: Delivery, clock: Clock, pictures: Path
    ) -> None:
        self._core, self._database, self._desk = core, database, desk
        self._delivery, self._clock = delivery, clock
        self._studio = Studio(core, database, desk, pictures)
        self._triggers = {name: trigger(job, desk) for name, job in JOBS.items()}
        self._look_now = asyncio.Event()
        self.last_tick = time.monotonic()
        clock.on_move(self._look_now.set)

    async def run(self) -> None:
        """Look for due jobs at their times and at every tick, until cancelled."""
        alarm = AsyncIOScheduler(timezone=self._desk.calendar.zone)
        for name, one in self._triggers.items():
            alarm.add_job(self._look_now.set, one, id=name, misfire_grace_time=None, coalesce=True)
        alarm.start()
        try:
            while True:
                await self._look()
                self.last_tick = time.monotonic()
                await heard(self._look_now, TICK)
        finally:
            alarm.shutdown(wait=False)

    async def _look(self) -> None:
        now = self._clock.now()
        for name, job in JOBS.items():
            due = last_due(self._triggers[name], now, job.grace)
            try:
                if due is not None and await self._core.run(self._is_open, name, due, now):
                    await self.ensure(name, due, now)
            except Exception:
                log.exception("a job failed; it will be tried again", job=name)
                metrics.JOBS_RUN.labels(name, "failed").inc()

    async def ensure(self, name: str, due: datetime, now: datetime, *, claim: bool = True) -> int:
        """Run a job for a due moment unless that was done; return how many messages it said."""
        plan = JOBS[name].pictures
        pictures = await self._studio.draw(plan, due, now) if plan else {}
        said = await self._core.run(self._say, name, due, now, pictures, claim=claim)
        if said is None:
            return 0
        log.info("a job ran", job=name, due=due.isoformat(), messages=said)
        metrics.JOBS_RUN.labels(name, "ran").inc()
        self._delivery.look()
        return said

    # In the core thread:
    def _is_open(self, name: str, due: datetime, now: datetime) -> bool:
        with self._database.begin() as session:
            started = occurrences.first_start(session, now)
            return due.timestamp() >= started and not occurrences.claimed(session, name, due)

    def _say(self, name: str, due: datetime, now: datetime, pictures: Mapping[str, str], *, claim: bool) -> int | None:
        """Return how many messages were said; None where another process ran the job."""
        with self._database.begin() as session:
            if claim and not occurrences.claim(session, name, due, now):
                return None
            voice = Voice(session, self._desk, now)
            JOBS[name].say(voice, due, pictures)
            return len(voice.said)


def trigger(job: Job, desk: Desk) -> Any:
    return CronTrigger(timezone=desk.calendar.zone, **job.when(desk.office.schedule))


def last_due(when: Any, now: datetime, grace: timedelta) -> datetime | None:
    """Return the newest moment that was due and may still be caught up, or None."""
    found, moment = None, when.get_next_fire_time(None, now - grace)
    while moment is not None and moment <= now:
        found, moment = moment, when.get_next_fire_time(moment, moment + timedelta(seconds=1))
    return found
