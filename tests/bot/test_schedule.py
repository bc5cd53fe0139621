"""The clock: each job says its thing once for its moment; late, in many processes, after failures, on any clock."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot import schedule
from bot.schedule import JOBS
from handlers.turn import Voice
from storage.models import Occurrence
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
    assert "the pictures could not be drawn; the text goes without them" in [one["event"] for one in logged]


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
