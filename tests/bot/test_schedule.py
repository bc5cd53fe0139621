"""The clock: each job says its thing once for its moment; late, in many processes, after failures, on any clock."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot import schedule
from bot.schedule import JOBS
from handlers.calendar import WEEK
from handlers.turn import Voice
from storage import occurrences
from storage.models import JobHealth, Occurrence, Role
from tests.bot import clockwork
from tests.bot.clockwork import NOWHERE, look, scheduler
from tests.bot.conftest import until
from tests.builders import local
from tests.town import ROOT, Resident, Town, submits


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
    assert sorted(path.name for path in (tmp_path / "pictures").glob("digest-*")) == [
        f"digest-2026-W47-{what}-{language}.png"
        for what in ("communes", "fields", "progress", "weeks")
        for language in ("en", "vi")
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


async def test_without_its_picture_the_digest_still_goes(town: Town, tmp_path: Path) -> None:
    lan = await opens(town, "2026-11-20 09:00")
    (tmp_path / "pictures").write_text("a file where the folder should be")

    with capture_logs() as logged:
        await looks(town, "2026-11-23 07:30", tmp_path / "pictures")

    assert lan.heard == ["digest.weekly"]
    events = [one["event"] for one in logged]
    assert "the pictures could not be drawn; the text goes without them" in events
    assert "the week's sheet could not be written; the text goes without it" in events


async def test_many_at_once_say_it_once(any_town: Town) -> None:
    lan = await opens(any_town, "2026-11-23 12:00")
    any_town.now = local("2026-11-25 08:00")

    await asyncio.gather(*(look(address(any_town), any_town.now) for _ in range(6)))
    any_town.passes(seconds=10)
    assert lan.heard == ["reminder.waiting"]
    assert runs(any_town, "review-reminder") == 1


async def test_three_processes_at_once_say_it_once(any_town: Town) -> None:
    town, lan = any_town, await opens(any_town, "2026-11-23 12:00")
    town.now = local("2026-11-25 08:00")
    arguments = ("-m", "tests.bot.clockwork", address(town), town.now.isoformat())

    processes = [
        await asyncio.create_subprocess_exec(sys.executable, *arguments, cwd=ROOT, stdin=PIPE, stdout=PIPE)
        for _ in range(3)
    ]
    for process in processes:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"ready\n"
    await asyncio.gather(*(process.communicate(b"look\n") for process in processes))

    assert [process.returncode for process in processes] == [0, 0, 0]
    town.passes(seconds=10)
    assert lan.heard == ["reminder.waiting"]


async def test_a_failure_in_the_middle_leaves_nothing_and_is_tried_again(
    any_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    lan = await opens(any_town, "2026-11-23 12:00")
    whole = JOBS["review-reminder"]

    def half(voice: Voice, due: datetime, pictures: object) -> None:
        whole.say(voice, due, {})
        raise ZeroDivisionError

    monkeypatch.setitem(schedule.JOBS, "review-reminder", replace(whole, say=half))
    with capture_logs() as logged:
        await looks(any_town, "2026-11-25 08:00")
    assert (lan.heard, runs(any_town, "review-reminder")) == ([], 0)
    assert "a job failed; it will be tried again" in [one["event"] for one in logged]

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
    with scheduler(address(town), town.now) as (ticking, clock):
        running = asyncio.create_task(ticking.run())
        clock.move_to(local("2026-11-25 08:00:01"))
        await until(lambda: runs(town, "review-reminder"))
        clock.move_by(timedelta(hours=-1))
        clock.move_to(local("2026-11-27 08:00:01"))
        await until(lambda: runs(town, "review-reminder") == 2)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    town.now = local("2026-11-27 08:01")
    town.deliver()
    assert lan.heard == ["reminder.waiting", "reminder.waiting"]


async def test_a_digest_due_on_a_day_off_comes_on_the_next_working_morning_as_itself(any_town: Town) -> None:
    lan = await opens(any_town, "2026-04-20 12:00")

    for at in ("2026-04-27 07:30", "2026-04-27 21:00", "2026-04-28 07:29"):  # in lieu of Hùng Kings' day
        await looks(any_town, at)
    assert lan.heard == []
    await looks(any_town, "2026-04-28 07:30")
    await looks(any_town, "2026-04-28 07:31")

    assert lan.heard == ["digest.weekly"]
    assert "TUẦN 17" in lan.last
    assert "gửi muộn" not in lan.last


async def test_after_tet_each_week_has_its_digest_once(town: Town) -> None:
    lan = await opens(town, "2026-02-12 12:00")
    for day in range(13, 24):
        await looks(town, f"2026-02-{day} 07:31")

    assert lan.heard == ["digest.weekly", "digest.weekly"]
    assert ["TUẦN 07" in lan.messages[0].text, "TUẦN 08" in lan.messages[1].text] == [True, True]


async def test_a_reminder_after_an_outage_comes_once_and_says_that_it_is_late(town: Town) -> None:
    lan = await opens(town, "2026-11-20 12:00")

    await looks(town, "2026-11-25 11:00")
    await looks(town, "2026-11-25 11:01")
    reminders = [one.text for one in lan.messages if one.key == "reminder.waiting"]
    assert len(reminders) == 1
    assert "gửi muộn vì hệ thống vừa bị gián đoạn" in reminders[0]


async def test_a_clock_set_forward_two_days_and_back_repeats_nothing(town: Town) -> None:
    lan = await opens(town, "2026-11-23 12:00")

    for at in ("2026-11-25 08:00:10", "2026-11-27 08:00:10", "2026-11-25 08:01", "2026-11-27 08:00:10"):
        await looks(town, at)

    assert lan.heard == ["reminder.waiting", "reminder.waiting"]


async def test_a_clock_that_jumps_has_a_tick_to_be_put_right(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "TICK", 0.02)
    await opens(town, "2026-11-23 12:00")
    with scheduler(address(town), town.now) as (ticking, clock), capture_logs() as logged:
        running = asyncio.create_task(ticking.run())
        await until(lambda: ticking._last_now)
        clock.offset += timedelta(days=2)  # as time synchronisation does, or a lid that is opened: nobody is told
        await until(lambda: runs(town, "review-reminder"))
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    assert "the clock jumped; the jobs wait for a tick" in [one["event"] for one in logged]


async def test_where_the_hour_comes_twice_a_reminder_does_not(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = {"reminder": time(2, 30), "working_days": WEEK, "quiet_from": time(), "quiet_until": time()}
    calendar = replace(town.desk.calendar, zone=berlin)
    office = town.desk.office.model_copy(update={"schedule": town.desk.office.schedule.model_copy(update=hours)})
    desk = replace(town.desk, office=office, calendar=replace(calendar, schedule=office.schedule))
    monkeypatch.setattr(clockwork, "the_desk", lambda: desk)
    town.desk = desk
    town.restarts()
    town.now = datetime(2026, 10, 24, 0, 0, tzinfo=UTC)
    lan = town.reviewer("Lan")
    await look(address(town), town.now)
    submits(town.citizen("Hoa"))
    lan.messages.clear()

    for quarter in range(20):
        town.now = datetime(2026, 10, 24, 23, 0, tzinfo=UTC) + timedelta(minutes=15 * quarter)
        await look(address(town), town.now)
        town.deliver()
    assert runs(town, "review-reminder") == 2  # the hour came twice
    assert lan.heard == ["reminder.waiting"]


async def test_how_a_job_fared_is_kept_with_it(any_town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    await opens(any_town, "2026-11-23 12:00")
    await looks(any_town, "2026-11-25 08:00")
    one = health_of(any_town, "review-reminder")
    at, ran_at = local("2026-11-25 08:00"), one.ran_at
    assert (one.due_at, one.messages, one.failed_at) == (at, 1, None)
    assert ran_at
    assert at <= ran_at < at + timedelta(minutes=1)
    assert one.next_at == local("2026-11-26 08:00")
    assert one.milliseconds is not None

    whole = JOBS["review-reminder"]
    monkeypatch.setitem(schedule.JOBS, "review-reminder", replace(whole, say=lambda *_: 1 / 0))
    await looks(any_town, "2026-11-26 08:00")
    one = health_of(any_town, "review-reminder")
    assert one.failed_at
    assert one.failed_at >= local("2026-11-26 08:00")
    assert (one.error, one.ran_at) == ("ZeroDivisionError", ran_at)

    monkeypatch.setitem(schedule.JOBS, "review-reminder", whole)
    await looks(any_town, "2026-11-26 08:01")
    assert health_of(any_town, "review-reminder").error is None


async def test_a_job_late_by_more_than_its_period_alarms_the_admins_once(
    any_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = any_town
    town.now = local("2026-12-07 07:00")
    binh = town.reviewer("Bình", Role.ADMIN)
    await looks(town, "2026-12-07 07:01")
    whole = JOBS["housekeeping"]
    monkeypatch.setitem(schedule.JOBS, "housekeeping", replace(whole, say=lambda *_: 1 / 0))

    for at in ("2026-12-07 08:00", "2026-12-08 03:16", "2026-12-08 08:00", "2026-12-09 03:14"):
        await looks(town, at)
    assert "health.alarm" not in binh.heard
    for at in ("2026-12-09 03:16", "2026-12-09 06:30", "2026-12-09 09:00"):
        await looks(town, at)
    (alarm,) = (one.text for one in binh.messages if one.key == "health.alarm")
    assert '"Dọn dữ liệu cũ" lẽ ra chạy lúc 03:15 08/12/2026' in alarm
    assert "Lần tới: 03:15 10/12/2026" in alarm

    monkeypatch.setitem(schedule.JOBS, "housekeeping", whole)
    await looks(town, "2026-12-09 09:01")
    await looks(town, "2026-12-10 03:16")
    town.now = local("2026-12-10 06:30")
    town.deliver()
    assert [key for key in binh.heard if key.startswith("health.")] == ["health.alarm", "health.again"]


async def test_an_outage_is_not_a_lateness_that_the_first_look_mends(town: Town) -> None:
    town.now = local("2026-12-07 07:00")
    binh = town.reviewer("Bình", Role.ADMIN)
    await looks(town, "2026-12-07 07:01")
    await looks(town, "2026-12-07 16:00")

    assert [key for key in binh.heard if key.startswith("health.")] == []


async def test_jobs_that_are_gone_and_moments_long_past_are_forgotten(town: Town) -> None:
    await opens(town, "2026-11-20 12:00")
    with town.looking() as session:
        session.add(JobHealth(job="once-upon-a-time"))
        occurrences.claim(session, "housekeeping", local("2026-07-01 03:15"), town.now)
    await looks(town, "2026-11-23 12:00")
    with town.looking() as session:
        assert session.get(JobHealth, "once-upon-a-time") is None
        assert not occurrences.claimed(session, "housekeeping", local("2026-07-01 03:15"))


def health_of(town: Town, job: str) -> JobHealth:
    with town.looking() as session:
        return session.get_one(JobHealth, job)
