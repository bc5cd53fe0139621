"""The weeks that a report speaks of."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week of local time, from Monday 00:00 until (not including) the next Monday 00:00."""

    start: datetime
    end: datetime

    @property
    def iso(self) -> str:
        year, week, _ = self.start.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def year(self) -> int:
        """Return the year that most of the week's days lie in (ISO 8601)."""
        return self.start.isocalendar().year

    @property
    def monday(self) -> date:
        return self.start.date()

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=number) for number in range(7)]

    def after(self) -> "Week":
        return Week(self.end, self.end + timedelta(days=7))

    def before(self) -> "Week":
        return Week(self.start - timedelta(days=7), self.start)


def week_of(moment: datetime, zone: ZoneInfo) -> Week:
    """Return the week in which the moment falls on the office's wall clock."""
    today = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    monday = today - timedelta(days=today.weekday())
    return Week(monday, monday + timedelta(days=7))


def week_named(iso: str, zone: ZoneInfo) -> Week:
    """Return the week of a name such as 2026-W47; raises ValueError for what is none."""
    monday = datetime.combine(datetime.strptime(f"{iso}-1", "%G-W%V-%u").date(), time(), zone)  # noqa: DTZ007 (a name has no zone)
    return Week(monday, monday + timedelta(days=7))


def weeks_of(year: int, zone: ZoneInfo) -> list[Week]:
    """Return the 52 or 53 weeks of a year (ISO 8601)."""
    last = date(year, 12, 28).isocalendar().week
    return [week_named(f"{year}-W{number:02}", zone) for number in range(1, last + 1)]
