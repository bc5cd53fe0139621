"""The clock: each job says its thing once for its moment; late, in many processes, after failures, on any clock."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import schedule
from bot.schedule import JOBS, last_due, trigger
from handlers.digest import week_reported
from handlers.turn import Voice
from storage.models import Occurrence
from tests.bot.clockwork import NOWHERE, look, scheduler
from tests.bot.conftest import until
from tests.builders import local
from tests.town import ROOT, Resident, Town, submits, the_desk


def address(town: Town) -> str:
    return town.database.url.render_as_string(hide_password=False)


async def looks(town: Town, at: str, pictures: Path = NOWHERE) -> None:
    """Let a process look for due jobs at a local time, once, and deliver what it says."""
    town.now = local(at)
    await look(address(town), town.now, pictures)
    town.passes(seconds=10)


async def opens(town: Town, at: str) -> Resident:
    """Start the service for the first time; return a reviewer for whom one story waits."""
    town.now = local(at)
    lan = town.reviewer("Lan")
    submits(town.citizen("Hoa"))
    await looks(town, at)
    lan.messages.clear()
    return lan


def runs(town: Town, job: str) -> int:
    with town.looking() as session:
        return len(session.scalars(select(Occurrence).where(Occurrence.job == job)).all())


async def test_a_job_says_its_thing_once_for_its_moment(any_town: Town, tmp_path: Path) -> None:
    lan = await opens(any_town, "2026-11-19 09:00")

    for at in ("2026-11-20 07:59:59", "2026-11-20 08:00:01", "2026-11-20 08:00:20", "2026-11-20 15:00"):
        await looks(any_town, at)
    assert lan.heard == ["reminder.waiting"]
    for at in ("2026-11-23 07:29:59", "2026-11-23 07:30", "2026-11-23 07:30:20", "2026-11-23 07:59"):
        await looks(any_town, at, tmp_path / "pictures")
    assert lan.heard == ["reminder.waiting", "digest.picture", "digest.weekly"]
    assert "gửi muộn" not in lan.last
    assert sorted(path.name for path in (tmp_path / "pictures").iterdir()) == [
        "digest-2026-W47-en.png",
        "digest-2026-W47-vi.png",
    ]


async def test_nothing_is_said_from_before_the_first_start(town: Town) -> None:
    lan = await opens(town, "2026-11-23 12:00")
    await looks(town, "2026-11-23 12:01")

    assert lan.heard == []
    await looks(town, "2026-11-25 08:00")
    assert lan.heard == ["reminder.waiting"]


async def test_down_for_three_weeks_brings_one_digest_that_says_it_is_late(any_town: Town) -> None:
    lan = await opens(any_town, "2026-11-05 09:00")

    await looks(any_town, "2026-11-25 10:00")
    await looks(any_town, "2026-11-25 10:01")

    assert sorted(lan.heard) == ["digest.weekly", "reminder.waiting"]
    digest = next(one.text for one in lan.messages if one.key == "digest.weekly")
    assert "TUẦN 47" in digest
    assert " <i>(gửi muộn)</i>\n" in digest


async def test_a_digest_more_than_six_days_late_waits_for_the_next(town: Town) -> None:
    lan = await opens(town, "2026-11-05 09:00")

    await looks(town, "2026-11-29 07:31")
    assert lan.heard == []
    await looks(town, "2026-11-30 07:30")
    assert lan.heard == ["digest.weekly"]


async def test_without_its_picture_the_digest_still_goes(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lan = await opens(town, "2026-11-20 09:00")
    (tmp_path / "pictures").write_text("a file where the folder should be")

    await looks(town, "2026-11-23 07:30", tmp_path / "pictures")

    assert lan.heard == ["digest.weekly"]
    assert "picture could not be drawn" in "".join(capsys.readouterr())


async def test_many_at_once_say_it_once(any_town: Town) -> None:
    lan = await opens(any_town, "2026-11-23 12:00")
    any_town.now = local("2026-11-25 08:00")

    await asyncio.gather(*(look(address(any_town), any_town.now) for _ in range(6)))
    any_town.passes(seconds=10)
    assert lan.heard == ["reminder.waiting"]
    assert runs(any_town, "review-reminder") == 1


async def test_two_processes_at_once_say_it_once(town: Town) -> None:
    lan = await opens(town, "2026-11-23 12:00")
    town.now = local("2026-11-25 08:00")
    arguments = ("-m", "tests.bot.clockwork", address(town), town.now.isoformat())

    processes = [
        await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT, stdin=PIPE, stdout=PIPE)
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
    await asyncio.gather(*(process.communicate(b"look\n") for process in processes))

    assert [process.returncode for process in processes] == [0, 0]
    town.passes(seconds=10)
    assert lan.heard == ["reminder.waiting"]


async def test_a_failure_in_the_middle_leaves_nothing_and_is_tried_again(
    any_town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lan = await opens(any_town, "2026-11-23 12:00")
    whole = JOBS["review-reminder"]

    def half(voice: Voice, due: datetime, pictures: object) -> None:
        whole.say(voice, due, {})
        raise ZeroDivisionError

    monkeypatch.setitem(schedule.JOBS, "review-reminder", replace(whole, say=half))
    await looks(any_town, "2026-11-25 08:00")
    assert (lan.heard, runs(any_town, "review-reminder")) == ([], 0)
    assert "a job failed; it will be tried again" in "".join(capsys.readouterr())

    monkeypatch.setitem(schedule.JOBS, "review-reminder", whole)
    await looks(any_town, "2026-11-25 08:00:20")
    assert (lan.heard, runs(any_town, "review-reminder")) == (["reminder.waiting"], 1)


async def test_a_clock_set_back_an_hour_repeats_nothing(town: Town) -> None:
    lan = await opens(town, "2026-11-23 12:00")

    for at in ("2026-11-25 08:00:10", "2026-11-25 07:00:10", "2026-11-25 07:59", "2026-11-25 08:00:05"):
        await looks(town, at)

    assert lan.heard == ["reminder.waiting"]


async def test_moving_the_demo_clock_wakes_the_scheduler(town: Town) -> None:
    lan = await opens(town, "2026-11-23 12:00")
    with scheduler(address(town), town.now) as (clockwork, clock):
        running = asyncio.create_task(clockwork.run())
        clock.move_to(local("2026-11-25 08:00:01"))
        await until(lambda: runs(town, "review-reminder"))
        clock.move_by(timedelta(hours=-1))
        clock.move_to(local("2026-11-26 08:00:01"))
        await until(lambda: runs(town, "review-reminder") == 2)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    town.now = local("2026-11-26 08:01")
    town.deliver()
    assert lan.heard == ["reminder.waiting", "reminder.waiting"]


@cache
def timetable(job: str, zone: str) -> Any:
    calendar = replace(the_desk().calendar, zone=ZoneInfo(zone))
    return trigger(JOBS[job], replace(the_desk(), calendar=calendar))


def due_at(job: str, now: datetime, zone: str = "Asia/Ho_Chi_Minh") -> datetime | None:
    return last_due(timetable(job, zone), now, JOBS[job].grace)


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
