"""What is true of the year beforehand: its days off, its outages, who works when, and who tells what.

Nothing here asks the product: days off are as a wall calendar shows them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = timedelta(days=1)
FIRST, LAST = date(2026, 6, 1), date(2027, 6, 6)  # 53 weeks, Monday to Sunday
NIGHT = time(21, 0), time(6, 30)
DIGEST, LADDER = time(7, 30), time(8, 0)
HOLIDAYS = {
    *(date(2026, 8, 31) + DAY * n for n in range(3)),  # Quốc khánh, with the day in lieu
    date(2026, 11, 24),  # Ngày Văn hóa Việt Nam
    date(2027, 1, 1),
    *(date(2027, 2, 4) + DAY * n for n in range(7)),  # Tết Đinh Mùi
    date(2027, 4, 16),  # Giỗ Tổ Hùng Vương
    date(2027, 4, 30),
    date(2027, 5, 1),
    date(2027, 5, 3),
}
OUTAGES = (
    (datetime(2026, 8, 14, 15, 0, tzinfo=ZONE), datetime(2026, 8, 17, 15, 20, tzinfo=ZONE)),  # over a Monday's digest
    (datetime(2026, 12, 9, 20, 40, tzinfo=ZONE), datetime(2026, 12, 9, 23, 10, tzinfo=ZONE)),  # it ends at night
)
FIELDS = {
    "household_economy": "Kinh tế hộ, giảm nghèo",
    "good_deeds": "Người tốt, việc tốt",
    "new_countryside": "Xây dựng nông thôn mới",
    "production_labour": "Sản xuất, lao động giỏi",
    "public_agency": "Cơ quan, đơn vị",
    "defence_security": "Quốc phòng - an ninh",
    "education": "Giáo dục, đào tạo",
    "health": "Y tế, sức khỏe",
    "youth_startup": "Thanh niên khởi nghiệp",
    "other": "Lĩnh vực khác",
}
REVIEWERS, STORIES, ABANDONED = 40, 300, 12


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in HOLIDAYS


def is_down(moment: datetime) -> bool:
    return any(begin <= moment < end for begin, end in OUTAGES)


def is_night(moment: datetime) -> bool:
    clock = moment.astimezone(ZONE).time()
    return clock >= NIGHT[0] or clock < NIGHT[1]


def at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, ZONE)


def up(moment: datetime) -> datetime:
    """Return the moment itself or, in an outage, its end."""
    return next((end for begin, end in OUTAGES if begin <= moment < end), moment)


def after_holidays(moment: datetime) -> datetime:
    """Return the moment itself or, on a holiday, the beginning of the first day after it that is none."""
    day = moment.astimezone(ZONE).date()
    if day not in HOLIDAYS:
        return moment
    while day in HOLIDAYS:
        day += DAY
    return at(day, time())


def days() -> Iterator[date]:
    day = FIRST
    while day <= LAST:
        yield day
        day += DAY


def next_working(day: date) -> date:
    """Return the first working day after this one."""
    day += DAY
    while not works(day):
        day += DAY
    return day


def digests() -> dict[str, datetime]:
    """Return by the week told of when its digest is to come: Monday 07:30, or the next working morning."""
    found = {}
    for monday in (day for day in days() if day.weekday() == 0):
        year, week, _ = (monday - DAY).isocalendar()
        morning = monday if works(monday) else next_working(monday)
        found[f"{year}-W{week:02d}"] = up(at(morning, DIGEST))
    return found


@dataclass(frozen=True)
class Absence:
    """Days, the last one included, on which a reviewer is away."""

    begins: date
    ends: date


def absences(number: int) -> tuple[Absence, ...]:
    """Return when a reviewer is away, by their pattern: never; in summer and before Tết; every other month two days."""
    match number % 3:
        case 0:
            return ()
        case 1:
            summer = date(2026, 7, 6) + DAY * 7 * (number % 5)
            return (Absence(summer, summer + DAY * 11), Absence(date(2027, 1, 28), date(2027, 2, 3)))
        case _:
            first = [date(2026, 6, 18) + DAY * (61 * n + number % 7) for n in range(6)]
            return tuple(Absence(one, one + DAY) for one in first)


def is_away(number: int, day: date) -> bool:
    return any(one.begins <= day <= one.ends for one in absences(number))


@dataclass(frozen=True)
class Story:
    """Who tells a story when, and when it is decided, if at all."""

    number: int
    field: str
    told: datetime
    decided: datetime | None
    decision: str  # approve or decline


def stories() -> list[Story]:
    """Return the year's stories in the order in which they are told; most are decided within days, some wait long."""
    dice, found = Random(2026), []  # noqa: S311 (dice, not a secret)
    every = list(days())[:-28]
    for number in range(STORIES):
        day = every[number * len(every) // STORIES]
        told = up(at(day, time(dice.choice((5, 9, 12, 16, 19, 22)), dice.randrange(60))))
        field = list(FIELDS)[number % len(FIELDS)]
        waits = dice.choice((0, 1, 1, 1, 2, 2, 2, 3, 4, 6, 8)) if number % 60 else None
        decided = None
        if waits is not None:
            day = told.astimezone(ZONE).date()
            for _ in range(waits + 1):
                day = next_working(day)
            decided = up(at(day, time(dice.choice((7, 10, 15)), dice.randrange(40, 60))))
        found.append(Story(number, field, told, decided, "decline" if number % 7 == 6 else "approve"))
    return found


def abandoned() -> list[datetime]:
    """Return when drafts are left behind for good."""
    return [up(at(FIRST + DAY * (9 + 27 * n), time((7, 11, 20, 23)[n % 4], 15))) for n in range(ABANDONED)]


def utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
