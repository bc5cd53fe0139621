"""A moment as people type it: "2 tuần", "chieu nay", "thu hai", "25/12", "15/01/2027 08:30". Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handlers import clean

AFTERNOON, LATER, EVENING = time(14), time(16), time(19)  # who says "this afternoon" during it means later
MOST = timedelta(days=366)
DAYS_AHEAD = {"tomorrow": 1, "3d": 3, "1w": 7, "2w": 14}
CHOICES = ("afternoon", *DAYS_AHEAD)

_CODE = re.compile(r"\bgt ?-? ?(\d{2}) ?-? ?(\d{4,9})\b", re.ASCII)
_ALL = re.compile(r"\b(?:tat ca|moi bai|all)\b")
_DURATION = re.compile(
    r"(?:trong |sau |in )?(\d{1,4}) ?(phut|min(?:ute)?|gio|tieng|hour|ngay|hom|day|tuan|week|thang|month)s?"
    r"(?: nua| sau| from now)?",
    re.ASCII,
)
_MINUTES = {"phut": 1, "minute": 1, "min": 1, "gio": 60, "tieng": 60, "hour": 60}
_DAYS = {"ngay": 1, "hom": 1, "day": 1, "tuan": 7, "week": 7, "thang": 30, "month": 30}
_CLOCK = re.compile(r"(?:^| )(?:luc |at )?(\d{1,2})(?::(\d{2})| ?(?:h|g|gio) ?(\d{2})?)(?: |$)", re.ASCII)
_PARTS = {
    AFTERNOON: re.compile(r"\b(?:buoi )?chieu\b|\bafternoon\b"),
    EVENING: re.compile(r"(?<!tuan )(?<!thang )\btoi\b|\bevening\b"),
    None: re.compile(r"\b(?:buoi )?sang\b|\bmorning\b"),
}
_DATE = re.compile(r"(?:ngay )?(\d{1,2})(?:[/.-]| thang )(\d{1,2})(?:(?:[/.-]| nam )(\d{4}|\d{2}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_TODAY = frozenset({"", "nay", "hom nay", "today", "this"})
_AHEAD = {
    "mai": 1, "ngay mai": 1, "tomorrow": 1, "ngay kia": 2, "mot": 2, "day after tomorrow": 2,
    "tuan sau": 7, "tuan toi": 7, "next week": 7, "thang sau": 30, "thang toi": 30, "next month": 30,
}  # fmt: skip
_NEXT_WEEK = re.compile(r" (?:tuan sau|tuan toi|next week)$|^next ")
_WEEKDAYS = (
    ("thu hai", "thu 2", "t2", "monday", "mon"),
    ("thu ba", "thu 3", "t3", "tuesday", "tue"),
    ("thu tu", "thu 4", "t4", "wednesday", "wed"),
    ("thu nam", "thu 5", "t5", "thursday", "thu"),
    ("thu sau", "thu 6", "t6", "friday", "fri"),
    ("thu bay", "thu 7", "t7", "saturday", "sat"),
    ("chu nhat", "cn", "sunday", "sun"),
)
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}


class Unclear(Exception):
    """No moment was meant that can be kept; `key` names the sentence that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True)
class Said:
    """When, on the wall clock of the office, and which story, if one was named."""

    at: datetime
    code: str | None


def read(text: str, now: datetime, morning: time) -> Said:
    """Read a moment, and the code of a story before or after it; raise Unclear.

    `now` is local; a day without an hour means its `morning`.
    """
    said = _plain(text)
    code = _CODE.search(said)
    said = _ALL.sub(" ", _CODE.sub(" ", said, count=1))
    at = _moment(" ".join(said.split()), now, morning)
    if at is None:
        raise Unclear("remind.how")
    if at <= now:
        raise Unclear("remind.past")
    if at - now > MOST:
        raise Unclear("remind.far")
    return Said(at, f"GT{code[1]}-{code[2]}" if code else None)


def choice(word: str, now: datetime, morning: time) -> datetime | None:
    """Return what a button means; None where that is no button, or the afternoon is over."""
    if word == "afternoon":
        return afternoon(now)
    return _on(now, now.date() + timedelta(DAYS_AHEAD[word]), morning) if word in DAYS_AHEAD else None


def afternoon(now: datetime) -> datetime | None:
    """Return this afternoon: at two, from half past one on at four, and after half past three none any more."""
    times = (_on(now, now.date(), one) for one in (AFTERNOON, LATER))
    return next((at for at in times if at - timedelta(minutes=30) > now), None)


def _plain(text: str) -> str:
    """Return folded words; what stands between the figures of a date or a clock is kept."""
    words = (word.strip(".,;:!?()\"'") for word in text[:200].split())
    return " ".join(word if re.fullmatch(r"[\d/.:-]+", word, re.ASCII) else clean.fold(word) for word in words)


def _moment(said: str, now: datetime, morning: time) -> datetime | None:
    if found := _DURATION.fullmatch(said):
        return _later(int(found[1]), found[2], now, morning)
    part = next((one for one, words in _PARTS.items() if words.search(said)), morning)
    clock = _CLOCK.search(said)
    day = " ".join(_without_parts(_CLOCK.sub(" ", said, count=1)).split())
    if not said or (clock and _clock(clock, part) is None):
        return None
    if day in _TODAY and not clock:
        return _on(now, now.date(), EVENING) if part == EVENING else afternoon(now) or now
    at = _clock(clock, part) if clock else part
    if day == "" and clock and part == morning:  # "08:30": the next time that it is so late
        today = _on(now, now.date(), at or morning)
        return today if today > now else today + timedelta(days=1)
    meant = _day(day, now.date())
    return _on(now, meant, at or morning) if meant else None


def _without_parts(said: str) -> str:
    for words in _PARTS.values():
        said = words.sub(" ", said)
    return said


def _later(number: int, unit: str, now: datetime, morning: time) -> datetime:
    """Return the moment after so many minutes or hours, or the morning after so many days."""
    if unit in _MINUTES:
        return (now.astimezone(UTC) + timedelta(minutes=number * _MINUTES[unit])).astimezone(now.tzinfo)
    return _on(now, now.date() + timedelta(days=number * _DAYS[unit]), morning)


def _clock(found: re.Match[str], part: time | None) -> time | None:
    """Return a time of day, "2 giờ chiều" after noon; None if there is none like it."""
    hour, minute = int(found[1]), int(found[2] or found[3] or 0)
    hour += 12 if part in {AFTERNOON, EVENING} and hour < 12 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _day(said: str, today: date) -> date | None:
    if said in _TODAY:
        return today
    if said in _AHEAD:
        return today + timedelta(days=_AHEAD[said])
    if said in _WEEKDAY:
        return today + timedelta(days=(_WEEKDAY[said] - today.weekday() - 1) % 7 + 1)
    if (weekday := _WEEKDAY.get(_NEXT_WEEK.sub("", said))) is not None:
        return today + timedelta(days=7 - today.weekday() + weekday)
    if iso := _ISO.fullmatch(said):
        return _that_day(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DATE.fullmatch(said)
    return _date(today, int(found[1]), int(found[2]), found[3]) if found else None


def _date(today: date, day: int, month: int, year: str | None) -> date | None:
    """Return a date; without a year the next such day."""
    if year:
        return _that_day(int(year) % 100 + 2000 if len(year) == 2 else int(year), month, day)
    days = (_that_day(one, month, day) for one in (today.year, today.year + 1))
    return next((one for one in days if one and one >= today), None)


def _that_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _on(now: datetime, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, now.tzinfo)
