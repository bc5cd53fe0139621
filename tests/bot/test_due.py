"""When jobs are due: the newest moment within its grace, also where clocks change and in long years."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.schedule import JOBS, timetables
from bot.timetable import Timetable
from handlers.digest import week_reported
from tests.builders import local
from tests.town import the_desk


@cache
def timetable(job: str, zone: str) -> Timetable:
    calendar = replace(the_desk().calendar, zone=ZoneInfo(zone))
    return timetables(replace(the_desk(), calendar=calendar))[job]


def due_at(job: str, now: datetime, zone: str = "Asia/Ho_Chi_Minh") -> datetime | None:
    due = timetable(job, zone).due(now)
    return due[0].astimezone(ZoneInfo(zone)) if due else None


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-11-23 07:29:59", None),
        ("2026-11-23 07:30", "2026-11-23 07:30"),
        ("2026-11-29 07:30", "2026-11-23 07:30"),
        ("2026-11-29 07:30:01", None),
        ("2027-01-02 23:00", "2026-12-28 07:30"),
        ("2027-01-04 07:30", "2027-01-04 07:30"),
    ],
)
def test_the_digest_is_due_on_mondays_and_may_come_six_days_late(now: str, due: str | None) -> None:
    assert due_at("weekly-digest", local(now)) == (due and local(due))


def test_a_year_of_53_weeks_has_a_digest_of_each() -> None:
    mondays = [local("2026-12-14 07:30") + timedelta(weeks=n) for n in range(5)]

    assert [due_at("weekly-digest", monday) for monday in mondays] == mondays
    weeks = [week_reported(the_desk(), monday).iso for monday in mondays]
    assert weeks == ["2026-W50", "2026-W51", "2026-W52", "2026-W53", "2027-W01"]


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
def test_where_clocks_change_a_job_is_due_once_a_day_at_its_local_time(change: str) -> None:
    before = datetime.fromisoformat(f"{change}T12:00:00+00:00") - timedelta(days=3)
    hours = [before + timedelta(hours=hour) for hour in range(24 * 7)]

    for job, at in (("review-reminder", "08:00"), ("housekeeping", "03:15")):
        due = sorted({one for one in (due_at(job, hour, "Europe/Berlin") for hour in hours) if one})
        assert {one.strftime("%H:%M") for one in due} == {at}
        assert [one.date() for one in due] == [due[0].date() + timedelta(days=day) for day in range(len(due))]
        assert len(due) in {7, 8}
    mondays = {due_at("weekly-digest", hour, "Europe/Berlin") for hour in hours} - {None}
    assert {one.strftime("%a %H:%M") for one in mondays if one} == {"Mon 07:30"}


@given(
    now=st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 (bounds)
    job=st.sampled_from(sorted(JOBS)),
    zone=st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe"]),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_due_is_the_newest_moment_within_its_grace(now: datetime, job: str, zone: str) -> None:
    due = due_at(job, now, zone)

    if due is not None:
        assert now - JOBS[job].grace <= due <= now
        assert due_at(job, due, zone) == due
