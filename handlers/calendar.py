"""Working days, nights and local time: one rule for everything that is sent. Pure."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from handlers.office import Day, Schedule
from handlers.wording import Html
from storage.models import Lane

PUBLIC_HOLIDAYS = Path(__file__).parent / "data" / "public_holidays.txt"  # made by `make holidays`
WEEK = get_args(Day)
DAY = timedelta(days=1)
LATE = timedelta(hours=1)  # after its moment: from then on a message says that it comes late
UNASKED = frozenset({Lane.REMINDER, Lane.DIGEST})  # what nobody waits for: not on a holiday either

Hours = tuple[time, time]  # from when until when; the end is not part of it


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a message is for, as far as the hour matters: an officer rests on days off, anybody has hours of their own.

    The hours of a person are added to the office's night, never taken from it.
    """

    staff: bool = False
    quiet: Hours | None = None


ANYBODY = Reader()


@dataclass(frozen=True)
class Calendar:
    """An office's time: its zone, its nights, its days off."""

    zone: ZoneInfo
    schedule: Schedule
    holidays: Container[date]

    @property
    def night(self) -> Hours:
        return self.schedule.quiet_from, self.schedule.quiet_until

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def is_holiday(self, day: date) -> bool:
        return day in self.schedule.days_off or day in self.holidays

    def is_working_day(self, day: date) -> bool:
        return WEEK[day.weekday()] in self.schedule.working_days and not self.is_holiday(day)

    def next_working(self, moment: datetime) -> datetime:
        """Return the moment itself, or on a day off the same hour of the next working day."""
        local = self.local(moment)
        day = local.date()
        while not self.is_working_day(day):
            day += DAY
        return moment if day == local.date() else self._at(day, local.time())

    def when(self, moment: datetime, lane: Lane, reader: Reader = ANYBODY) -> datetime:
        """Return the first moment from this one on at which a message may disturb its reader: the one rule.

        Replies go at any time. Nobody else is disturbed at night or in quiet hours of their own, staff not on days
        off either; what a citizen does not wait for keeps off holidays, though not off weekends.
        """
        if lane is Lane.REPLY:
            return moment
        quiet = [self.night]
        if reader.quiet and self.leaves_room(reader.quiet):
            quiet.append(reader.quiet)
        while True:
            later = self._after_rest(moment, lane, reader)
            for hours in quiet:
                later = self._after(later, hours)
            if later == moment:
                return moment
            moment = later

    def _after_rest(self, moment: datetime, lane: Lane, reader: Reader) -> datetime:
        """Return the moment itself, or on a day on which this is not said the first one of the next day."""
        day = self.local(moment).date()
        rests = not self.is_working_day(day) if reader.staff else lane in UNASKED and self.is_holiday(day)
        return self._at(day + DAY, time()) if rests else moment

    def leaves_room(self, quiet: Hours) -> bool:
        """Say whether any hour of the day is left outside of these and the office's night."""
        return not _holds(quiet, self.night[1]) or not _holds(self.night, quiet[1])

    def is_night(self, moment: datetime) -> bool:
        return _holds(self.night, self.local(moment).time())

    def _after(self, moment: datetime, quiet: Hours) -> datetime:
        """Return the moment itself, or the end of the quiet hours it falls in."""
        if not _holds(quiet, self.local(moment).time()):
            return moment
        ends = (one for one in self._ends(moment, quiet[1]) if one > moment)
        return next(one for one in ends if not _holds(quiet, self.local(one).time()))

    def _ends(self, moment: datetime, clock: time) -> Iterator[datetime]:
        """Yield when a clock shows this time next: where it is set back, it does so twice in a day."""
        day = self.local(moment).date()
        for days in range(3):
            for fold in (0, 1):
                yield self._at(day + days * DAY, clock.replace(fold=fold))

    def working_days_after(self, moment: datetime, days: int) -> date:
        """Return the date so many working days after a moment."""
        day = self.local(moment).date()
        while days > 0:
            day += timedelta(days=1)
            days -= self.is_working_day(day)
        return day

    def working_days_between(self, since: datetime, until: date, most: int) -> int:
        """Count the working days after the day of a moment, `until` included; no more than `most`."""
        day, days = self.local(since).date(), 0
        while day < until and days < most:
            day += timedelta(days=1)
            days += self.is_working_day(day)
        return days

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def _holds(hours: Hours, clock: time) -> bool:
    start, end = hours
    return start <= clock < end if start <= end else clock >= start or clock < end


def public_holidays() -> frozenset[date]:
    """Return Việt Nam's public holidays until 2099, with Tết and the days off in lieu."""
    years = (line.split() for line in PUBLIC_HOLIDAYS.read_text(encoding="utf-8").splitlines())
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, *days in years for day in days)


def date_words(moment: datetime | date) -> Html:
    return Html(moment.strftime("%d/%m/%Y"))


def moment_words(calendar: Calendar, moment: datetime) -> Html:
    """Return a local moment as "08:05 23/11/2026"."""
    return Html(calendar.local(moment).strftime("%H:%M %d/%m/%Y"))


def day_words(iso: str) -> str:
    """Return a date that was typed, 2026-11-23, as people write it: 23/11/2026."""
    return "/".join(reversed(iso.split("-")))
