"""When a job is due: the moments of a cron line, moved off days off where it says so."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from apscheduler.triggers.cron import CronTrigger

from handlers.calendar import Calendar

SECOND = timedelta(seconds=1)
LONGEST_REST = timedelta(days=31)  # no run of days off is longer


class Timetable:
    """The moments at which one job is due, each the name of an occurrence; all of them in UTC.

    Steps are made in UTC: in the hour that a clock set back shows twice, APScheduler's own go round in circles.
    """

    def __init__(self, line: Mapping[str, Any], calendar: Calendar, grace: timedelta, *, shifts: bool = False) -> None:
        self._trigger = CronTrigger(timezone=calendar.zone, **line)
        self._calendar, self._grace = calendar, grace
        self._rest = LONGEST_REST if shifts else timedelta()

    def runs_at(self, due: datetime) -> datetime:
        """Return when what is due is done: where the job shifts, not on a day off but at that hour after it."""
        return self._calendar.next_working(due) if self._rest else due

    def due(self, now: datetime) -> list[datetime]:
        """Return what was to be done last and may still be caught up, the older first.

        After an outage that is one moment; after days off it may be two, whose runs fall together.
        """
        runs = [(self.runs_at(due), due) for due in self._from(now - self._grace - self._rest, now)]
        may_be = [(at, due) for at, due in runs if now - self._grace <= at <= now]
        return [due for at, due in may_be if at == may_be[-1][0]]

    def next_run(self, now: datetime) -> datetime:
        """Return the first run after now."""
        return next(at for at in map(self.runs_at, self._from(now - self._rest)) if at > now)

    def period(self, since: datetime) -> timedelta:
        """Return the time between two moments at which the job is due."""
        first, second = islice(self._from(since + SECOND), 2)
        return second - first

    def _from(self, start: datetime, end: datetime | None = None) -> Iterator[datetime]:
        moment = self._next(start)
        while end is None or moment <= end:
            yield moment
            moment = self._next(moment + SECOND)

    def _next(self, moment: datetime) -> datetime:
        found: datetime = self._trigger.get_next_fire_time(None, moment)
        return found.astimezone(UTC)
