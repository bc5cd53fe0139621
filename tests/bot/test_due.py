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
from handlers.digest_numbers import reported
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
    weeks = [reported(the_desk(), monday).iso for monday in mondays]
    assert weeks == ["2026-W50", "2026-W51", "2026-W52", "2026-W53", "2027-W01"]


@pytest.mark.parametrize(
    ("due", "run"),
    [
        ("2026-11-23 07:30", "2026-11-23 07:30"),
        ("2026-04-27 07:30", "2026-04-28 07:30"),  # Hùng Kings' day, in lieu of a Sunday
        ("2026-02-16 07:30", "2026-02-23 07:30"),  # Tết
        ("2028-01-03 07:30", "2028-01-04 07:30"),  # New Year's Day, in lieu of a Saturday
    ],
)
def test_on_a_day_off_the_digest_waits_for_the_next_working_morning(due: str, run: str) -> None:
    assert timetable("weekly-digest", "Asia/Ho_Chi_Minh").runs_at(local(due)) == local(run)


def test_after_tet_both_weeks_have_their_digest_the_older_first() -> None:
    table = timetable("weekly-digest", "Asia/Ho_Chi_Minh")

    assert table.due(local("2026-02-23 07:29")) == []
    assert table.due(local("2026-02-23 07:30")) == [local("2026-02-16 07:30"), local("2026-02-23 07:30")]
    assert table.next_run(local("2026-02-16 07:30")) == local("2026-02-23 07:30")


@pytest.mark.parametrize("job", sorted(JOBS))
def test_in_the_hour_that_a_clock_shows_twice_time_still_goes_on(job: str) -> None:
    table, moment = timetable(job, "Europe/Berlin"), datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    end = moment + timedelta(hours=8)

    for _ in range(100):
        if moment < end:
            later = table.next_run(moment)
            assert later > moment
            moment = later
    assert moment >= end


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
    table, due = timetable(job, zone), due_at(job, now, zone)

    assert table.next_run(now) > now
    if due is not None:
        run = table.runs_at(due)
        assert due <= run
        assert now - JOBS[job].grace <= run <= now
        assert due_at(job, run, zone) == due
        assert table.next_run(run - timedelta(seconds=1)) == run
