"""The one rule of hours: when anything that is said may disturb its reader."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handlers.calendar import ANYBODY, Calendar, Reader
from storage.models import Lane
from tests.builders import local
from tests.town import the_desk

CALENDAR = the_desk().calendar
OFFICER = Reader(staff=True)
UNASKED = [Lane.NOTICE, Lane.REMINDER, Lane.DIGEST]
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (bounds)
ZONES = st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"])
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 59]))
READERS = st.builds(Reader, staff=st.booleans(), quiet=st.none() | st.tuples(CLOCKS, CLOCKS))
LONGEST = timedelta(days=12)  # Tết with the weekends around it


@pytest.mark.parametrize(
    ("lane", "reader", "at", "told"),
    [
        (Lane.REPLY, OFFICER, "2026-02-17 03:00", "2026-02-17 03:00"),  # in the first night of the year
        (Lane.NOTICE, ANYBODY, "2026-11-23 21:05", "2026-11-24 06:30"),
        (Lane.NOTICE, ANYBODY, "2026-11-28 09:00", "2026-11-28 09:00"),  # a Saturday
        (Lane.NOTICE, ANYBODY, "2026-02-17 09:00", "2026-02-17 09:00"),  # news does not wait for the end of Tết
        (Lane.REMINDER, ANYBODY, "2026-11-28 09:00", "2026-11-28 09:00"),
        (Lane.REMINDER, ANYBODY, "2026-02-17 09:00", "2026-02-21 06:30"),  # a Saturday after Tết
        (Lane.DIGEST, ANYBODY, "2026-09-02 09:00", "2026-09-03 06:30"),
        (Lane.NOTICE, OFFICER, "2026-11-27 20:59", "2026-11-27 20:59"),
        (Lane.NOTICE, OFFICER, "2026-11-27 21:00", "2026-11-30 06:30"),  # Friday night
        (Lane.NOTICE, OFFICER, "2026-11-28 09:00", "2026-11-30 06:30"),
        (Lane.REMINDER, OFFICER, "2026-02-17 09:00", "2026-02-23 06:30"),
        (Lane.NOTICE, Reader(quiet=(time(20), time(8))), "2026-11-23 20:30", "2026-11-24 08:00"),
        (Lane.NOTICE, Reader(quiet=(time(22), time(5))), "2026-11-23 21:30", "2026-11-24 06:30"),  # added, not instead
        (Lane.NOTICE, Reader(quiet=(time(6), time(7))), "2026-11-23 23:00", "2026-11-24 07:00"),
        (Lane.NOTICE, Reader(quiet=(time(11, 30), time(13, 30))), "2026-11-23 12:00", "2026-11-23 13:30"),
        (Lane.NOTICE, Reader(staff=True, quiet=(time(17), time(8))), "2026-11-27 17:00", "2026-11-30 08:00"),
        (Lane.NOTICE, Reader(quiet=(time(6), time(21, 30))), "2026-11-23 09:00", "2026-11-23 09:00"),  # leaves no hour
    ],
)
def test_everything_has_its_hour(lane: Lane, reader: Reader, at: str, told: str) -> None:
    assert CALENDAR.when(local(at), lane, reader) == local(told)


@given(moment=MOMENTS, zone=ZONES, lane=st.sampled_from(UNASKED), reader=READERS)
@settings(max_examples=300, deadline=None)
def test_never_at_night_never_on_a_day_off_never_earlier_and_never_far(
    moment: datetime, zone: str, lane: Lane, reader: Reader
) -> None:
    calendar = replace(CALENDAR, zone=ZoneInfo(zone))
    told = calendar.when(moment, lane, reader)
    day, clock = calendar.local(told).date(), calendar.local(told).time()

    assert moment <= told <= moment + LONGEST
    assert not calendar.is_night(told)
    if reader.staff:
        assert calendar.is_working_day(day)
    elif lane is not Lane.NOTICE:
        assert not calendar.is_holiday(day)
    if reader.quiet and calendar.leaves_room(reader.quiet):
        start, end = reader.quiet
        assert not (start <= clock < end if start <= end else clock >= start or clock < end)
    assert calendar.when(told, lane, reader) == told
    assert calendar.when(moment, Lane.REPLY, reader) == moment


@given(moment=MOMENTS, wait=st.timedeltas(timedelta(), timedelta(days=4)), reader=READERS)
@settings(max_examples=100, deadline=None)
def test_what_is_asked_for_later_is_never_told_sooner(moment: datetime, wait: timedelta, reader: Reader) -> None:
    assert CALENDAR.when(moment, Lane.NOTICE, reader) <= CALENDAR.when(moment + wait, Lane.NOTICE, reader)


@given(start=CLOCKS, end=CLOCKS)
def test_hours_leave_room_if_any_minute_is_left(start: time, end: time) -> None:
    assume(start != end)
    day = datetime(2026, 11, 23, tzinfo=CALENDAR.zone)
    minutes = (day + timedelta(minutes=one) for one in range(24 * 60))
    free = (one for one in minutes if not CALENDAR.is_night(one))
    own = replace(CALENDAR, schedule=CALENDAR.schedule.model_copy(update={"quiet_from": start, "quiet_until": end}))

    assert CALENDAR.leaves_room((start, end)) == any(not own.is_night(one) for one in free)


@pytest.mark.parametrize("hour", range(6))
def test_the_end_of_a_night_may_come_twice_or_never(hour: int) -> None:
    night = {"quiet_from": time(21), "quiet_until": time(2, 30)}
    berlin = replace(CALENDAR, zone=ZoneInfo("Europe/Berlin"), schedule=CALENDAR.schedule.model_copy(update=night))
    for day in ("2026-03-28", "2026-10-24"):
        moment = datetime.fromisoformat(f"{day}T22:00:00+00:00") + timedelta(hours=hour)
        told = berlin.when(moment, Lane.NOTICE)
        assert not berlin.is_night(told)
        assert timedelta() <= told - moment <= timedelta(hours=5)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2026-11-23 07:30", "2026-11-23 07:30"),
        ("2026-11-28 07:30", "2026-11-30 07:30"),
        ("2026-02-16 07:30", "2026-02-23 07:30"),
    ],
)
def test_the_next_working_day_has_the_same_hour(at: str, then: str) -> None:
    assert CALENDAR.next_working(local(at)) == local(then)


def test_an_office_may_work_on_saturdays() -> None:
    days = {"working_days": ("mon", "tue", "wed", "thu", "fri", "sat")}
    calendar = Calendar(CALENDAR.zone, CALENDAR.schedule.model_copy(update=days), CALENDAR.holidays)

    assert calendar.when(local("2026-11-28 09:00"), Lane.NOTICE, OFFICER) == local("2026-11-28 09:00")
    assert calendar.when(local("2026-11-29 09:00"), Lane.NOTICE, OFFICER) == local("2026-11-30 06:30")
