"""Working days, nights and local time: one rule for everything that is sent. Pure."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from handlers.office import Schedule
from handlers.wording import Html

PUBLIC_HOLIDAYS = Path(__file__).parent / "data" / "public_holidays.txt"  # made by `make holidays`


@dataclass(frozen=True)
class Calendar:
    """An office's time: its zone, its nights, its days off."""

    zone: ZoneInfo
    schedule: Schedule
    holidays: Container[date]

    def local(self, moment: datetime) -> datetime:
        return moment.astimezone(self.zone)

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.schedule.days_off and day not in self.holidays

    def is_night(self, moment: datetime) -> bool:
        now, start, end = self.local(moment).time(), self.schedule.quiet_from, self.schedule.quiet_until
        return start <= now < end if start <= end else now >= start or now < end

    def not_at_night(self, moment: datetime) -> datetime:
        """Return the moment itself, or the end of the night it falls in."""
        if not self.is_night(moment):
            return moment
        local = self.local(moment)
        morning = self._at(local.date(), self.schedule.quiet_until)
        return morning if morning > moment else self._at(local.date() + timedelta(days=1), self.schedule.quiet_until)

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
