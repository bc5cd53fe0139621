"""Nights, working days and local time."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy import public_holidays as library
from handlers.calendar import Calendar, date_words, moment_words, public_holidays
from handlers.office import Schedule
from storage.models import Lane
from tests.builders import ZONE, local
from tests.town import the_desk

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (bounds)
ZONES = st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/St_Johns", "Pacific/Apia"])


def calendar(**schedule: object) -> Calendar:
    given = the_desk().calendar
    return replace(given, schedule=given.schedule.model_copy(update=schedule))


@pytest.mark.parametrize(
    ("at", "sent"),
    [
        ("2026-11-23 20:59:59", "2026-11-23 20:59:59"),
        ("2026-11-23 21:00", "2026-11-24 06:30"),
        ("2026-11-23 23:59:59", "2026-11-24 06:30"),
        ("2026-11-24 00:00", "2026-11-24 06:30"),
        ("2026-11-24 06:29:59", "2026-11-24 06:30"),
        ("2026-11-24 06:30", "2026-11-24 06:30"),
        ("2026-12-31 22:00", "2027-01-01 06:30"),
    ],
)
def test_what_is_due_at_night_waits_for_the_morning(at: str, sent: str) -> None:
    assert calendar().when(local(at), Lane.NOTICE) == local(sent)
    assert calendar().is_night(local(at)) == (at != sent)


@pytest.mark.parametrize(
    ("start", "end", "at", "night"),
    [
        ("12:00", "14:00", "11:59", False),
        ("12:00", "14:00", "12:00", True),
        ("12:00", "14:00", "14:00", False),
        ("00:00", "05:00", "00:00", True),
        ("00:00", "05:00", "23:59", False),
        ("21:00", "21:00", "21:00", False),
    ],
)
def test_quiet_hours_may_lie_anywhere(start: str, end: str, at: str, night: bool) -> None:  # noqa: FBT001 (a table)
    quiet = calendar(quiet_from=time.fromisoformat(start), quiet_until=time.fromisoformat(end))

    assert quiet.is_night(local(f"2026-11-23 {at}")) is night


@given(moment=MOMENTS, zone=ZONES)
def test_the_morning_is_never_night_and_never_far(moment: datetime, zone: str) -> None:
    there = replace(calendar(), zone=ZoneInfo(zone))
    morning = there.when(moment, Lane.NOTICE)

    assert not there.is_night(morning)
    assert timedelta() <= morning - moment <= timedelta(hours=11)  # the night of a clock set back is an hour longer


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-11-23", True),  # Monday
        ("2026-11-28", False),  # Saturday
        ("2026-11-29", False),  # Sunday
        ("2026-02-17", False),  # Tết
        ("2026-04-30", False),  # Reunification Day
        ("2026-09-02", False),  # National Day
        ("2026-12-24", False),  # the office's own
        ("2026-12-25", True),
    ],
)
def test_weekends_holidays_and_the_offices_own_days_are_off(day: str, working: bool) -> None:  # noqa: FBT001 (a table)
    assert calendar(days_off=(date(2026, 12, 24),)).is_working_day(date.fromisoformat(day)) is working


def test_the_public_holidays_are_those_that_the_library_knows() -> None:
    assert library.TABLE.read_text(encoding="utf-8") == library.table(), "run: make holidays"
    assert len({day.year for day in public_holidays()}) == len(library.YEARS)


def test_an_office_may_work_on_public_holidays() -> None:
    always = Calendar(ZONE, Schedule(public_holidays=False), ())

    assert always.is_working_day(date(2026, 4, 30))


@pytest.mark.parametrize(
    ("at", "days", "until"),
    [
        ("2026-11-16 09:00", 5, "2026-11-23"),
        ("2026-11-20 23:30", 1, "2026-11-23"),
        ("2026-11-21 09:00", 1, "2026-11-23"),
        ("2026-02-13 09:00", 1, "2026-02-23"),  # over Tết
        ("2026-11-16 00:30", 1, "2026-11-17"),  # still the 15th in UTC
        ("2026-11-16 09:00", 0, "2026-11-16"),
    ],
)
def test_promises_are_counted_in_working_days(at: str, days: int, until: str) -> None:
    assert calendar().working_days_after(local(at), days) == date.fromisoformat(until)


def test_moments_are_written_as_people_here_write_them() -> None:
    assert moment_words(calendar(), datetime(2026, 11, 23, 1, 5, tzinfo=UTC)) == "08:05 23/11/2026"
    assert date_words(date(2026, 3, 2)) == "02/03/2026"
