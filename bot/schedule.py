"""The JOBS table on APScheduler's clock: a job ensures that something was said, it does not fire."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from bot import metrics, punctuality
from bot.clock import Clock, heard
from bot.core import Core
from bot.delivery import Delivery
from bot.drawing import Plan, Studio
from bot.sheets import week_sheet
from bot.timetable import Timetable
from handlers import asking, digest, draft_end, heartbeat, letter, pilots, reminders, unreachable
from handlers.calendar import LATE
from handlers.desk import Desk
from handlers.office import Schedule
from handlers.turn import Voice
from storage import intake, occurrences, outbox, updates
from storage.db import Database
from storage.late import NewMessage
from storage.weeks import week_of

log = structlog.get_logger(__name__)

KEEP_WORDS = timedelta(days=60)  # of what was said, or failed
LOOK_BACK = timedelta(days=3)  # to drafts that were deleted
KEEP_OCCURRENCES = timedelta(days=100)  # far longer than a job catches up
TICK = 20.0  # seconds: wakes whatever a clock set back, or a sleeping machine, has put to sleep
JUMP = 300.0  # seconds by which the clock and the monotonic one part at most, between two ticks


@dataclass(frozen=True)
class Job:
    """When something is due, until when it may catch up, and what it says."""

    when: Callable[[Schedule], dict[str, Any]]  # the fields of a cron line
    grace: timedelta
    say: Callable[[Voice, datetime, Mapping[str, str]], None]
    pictures: Plan | None = None
    sheet: bool = False  # goes along with it
    shifts: bool = False  # from a day off to the same hour of the next working day


def _forget(voice: Voice, _due: datetime, _pictures: Mapping[str, str]) -> None:
    updates.forget_old(voice.session, voice.now)
    outbox.blank_old(voice.session, voice.now - KEEP_WORDS)
    outbox.blank_deleted_drafts(voice.session, voice.now - LOOK_BACK)
    updates.blank_failed(voice.session, voice.now - KEEP_WORDS)
    intake.forget(voice.session, week_of(voice.now - KEEP_WORDS, voice.desk.calendar.zone))
    occurrences.forget(voice.session, voice.now - KEEP_OCCURRENCES)


JOBS: dict[str, Job] = {
    "weekly-digest": Job(
        when=lambda s: {"day_of_week": s.digest_day, "hour": s.digest.hour, "minute": s.digest.minute},
        grace=timedelta(days=6),
        say=digest.send,
        pictures=digest.sketches,
        sheet=True,
        shifts=True,
    ),
    "weekly-letter": Job(
        when=lambda s: {"day_of_week": s.letter_day, "hour": s.letter.hour, "minute": s.letter.minute},
        grace=timedelta(days=3),
        say=letter.send,
        pictures=letter.sketches,
        shifts=True,
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
    "own-reminder": Job(
        when=lambda _s: {"minute": "*/10"},
        grace=timedelta(minutes=30),
        say=lambda voice, due, _pictures: reminders.remind_as_asked(voice, due),
    ),
    "unreachable": Job(
        when=lambda s: {"hour": s.reminder.hour, "minute": s.reminder.minute},
        grace=timedelta(hours=12),
        say=lambda voice, due, _pictures: unreachable.tell_admins(voice, due),
    ),
    "draft-end": Job(
        when=lambda _s: {"minute": "35"},
        grace=timedelta(hours=2),
        say=lambda voice, due, _pictures: draft_end.end_silent(voice, due),
    ),
    "answer-deadline": Job(
        when=lambda _s: {"minute": "5"},
        grace=timedelta(hours=2),
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
        self._delivery, self._clock, self._pictures = delivery, clock, pictures
        self._studio = Studio(core, database, desk, pictures)
        self._timetables = timetables(desk)
        self._look_now = asyncio.Event()
        self.last_tick = time.monotonic()
        self._last_now: datetime | None = None  # at the last tick; None where the clock was moved on purpose
        clock.on_move(self._moved)

    async def run(self) -> None:
        """Look for due jobs at their times and at every tick, until cancelled."""
        while True:
            if not self._jumped():
                await self._look()
            self.last_tick = time.monotonic()
            await heard(self._look_now, self._pause())

    def _moved(self) -> None:
        self._last_now = None
        self._look_now.set()

    def _jumped(self) -> bool:
        """Say whether the clock has just jumped, or the machine slept: a wrong clock has a tick to be put right."""
        now, before, slept = self._clock.now(), self._last_now, time.monotonic() - self.last_tick
        self._last_now = now
        apart = (now - before).total_seconds() - slept if before else 0.0
        if abs(apart) > JUMP:
            log.warning("the clock jumped; the jobs wait for a tick", seconds=round(apart))
        return abs(apart) > JUMP

    def _pause(self) -> float:
        """Return the seconds to the next tick, or to a job's time if that comes before."""
        now = self._clock.now()
        first = min(one.next_run(now) for one in self._timetables.values())
        return min(TICK, (first - now).total_seconds())

    async def _look(self) -> None:
        now = self._clock.now()
        for name, table in self._timetables.items():
            try:
                for due in table.due(now):
                    if await self._core.run(self._is_open, name, due, now):
                        await self.ensure(name, due, now)
            except Exception as error:
                log.exception("a job failed; it will be tried again", job=name)
                metrics.JOBS_RUN.labels(name, "failed").inc()
                await self._watch(punctuality.note_failure, self._database, name, now, error)
        if await self._watch(punctuality.look_after, self._database, self._desk, self._timetables, now):
            self._delivery.look()

    async def _watch(self, look: Callable[..., int | None], *given: object) -> int | None:
        """Watch the jobs in a transaction apart: what fails here must not keep any job from running."""
        try:
            return await self._core.run(look, *given)
        except Exception:
            log.exception("how the jobs fare could not be noted")
            return None

    async def ensure(self, name: str, due: datetime, now: datetime, *, claim: bool = True) -> int:
        """Run a job for a due moment unless that was done; return how many messages it said."""
        began = time.monotonic()
        pictures = await self._enclosed(name, due, now)
        said = await self._core.run(self._say, name, due, now, pictures, began, claim=claim)
        if said is None:
            return 0
        log.info("a job ran", job=name, due=due.isoformat(), messages=said)
        metrics.JOBS_RUN.labels(name, "ran").inc()
        self._delivery.look()
        return said

    async def rehearse(self, name: str, due: datetime, now: datetime) -> list[NewMessage]:
        """Return what a job would say for a due moment; nothing is written but its files."""
        pictures = await self._enclosed(name, due, now)
        return await self._core.run(self._say_to_nobody, name, due, now, pictures)

    async def _enclosed(self, name: str, due: datetime, now: datetime) -> dict[str, str]:
        """Make the files that go along with what a job says."""
        job = JOBS[name]
        drawn = await self._studio.draw(job.pictures, due, now) if job.pictures else {}
        if not job.sheet:
            return drawn
        return {**drawn, **await week_sheet(self._core, self._database, self._desk, self._pictures, due, now)}

    # In the core thread:
    def _is_open(self, name: str, due: datetime, now: datetime) -> bool:
        with self._database.begin() as session:
            started = occurrences.first_start(session, now)
            return due.timestamp() >= started and not occurrences.claimed(session, name, due)

    def _say(
        self, name: str, due: datetime, now: datetime, pictures: Mapping[str, str], began: float, *, claim: bool
    ) -> int | None:
        """Return how many messages were said; None where another process ran the job."""
        with self._database.begin() as session:
            if claim and not occurrences.claim(session, name, due, now):
                return None
            voice, table = Voice(session, self._desk, now), self._timetables[name]
            voice.late = now - table.runs_at(due) > LATE
            JOBS[name].say(voice, due, pictures)
            if claim:  # by the clock, not by hand
                punctuality.note_run(voice, name, due, table, began)
            return len(voice.said) + len(voice.to_many)

    def _say_to_nobody(self, name: str, due: datetime, now: datetime, pictures: Mapping[str, str]) -> list[NewMessage]:
        with self._database.rehearse() as session:
            voice = Voice(session, self._desk, now)
            JOBS[name].say(voice, due, pictures)
            return [*voice.said, *voice.to_many]


def timetables(desk: Desk) -> dict[str, Timetable]:
    """Return when each job is due in this office."""
    lines = {name: job.when(desk.office.schedule) for name, job in JOBS.items()}
    return {name: Timetable(lines[name], desk.calendar, one.grace, shifts=one.shifts) for name, one in JOBS.items()}
