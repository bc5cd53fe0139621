"""tally, export and job: the numbers agree wherever they are read, and a job says a thing once."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text, update

from bot.config import load
from bot.schedule import JOBS
from handlers.calendar import WEEK
from storage.db import Database
from storage.models import Delivery, OutboxMessage, Role, SeenUpdate
from storage.schema import upgrade
from tests.bot.terminal import Printed, Terminal
from tests.bot.test_cli import assert_explained
from tests.town import Town, submits, the_desk

COUNTS = ["target", "piloting", "recognised", "approved", "waiting", "submitted"]
MONDAY = "2026-11-23"


@pytest.fixture
def town(terminal: Terminal) -> Iterator[Town]:
    """Return a town on the terminal's database, at noon of the day on which the test runs: a working day, whichever."""
    settings = load(terminal.folder / "config.toml", need_token=False)
    desk, database = the_desk(), Database(settings.database.url)
    every_day = desk.calendar.schedule.model_copy(update={"working_days": WEEK})
    desk = replace(desk, calendar=replace(desk.calendar, schedule=every_day, holidays=frozenset()))
    upgrade(database)
    town = Town(database, desk)
    town.now = desk.calendar.local(datetime.now(UTC)).replace(hour=12, minute=0)
    yield town
    database.close()


def lived(town: Town) -> None:
    """Let one story become a pilot, one be approved, one be asked back, and two wait."""
    lan = town.reviewer("Lan")
    for name, acts in {
        "Hoa": (("Duyệt", "Đúng, duyệt"), ("Xây dựng điểm", "Đúng, xây dựng điểm")),
        "Bình": (("Duyệt", "Đúng, duyệt"),),
        "Cúc": (("Cần bổ sung", "thời gian và kết quả", "Gửi cho người giới thiệu"),),
        "Dung": (),
        "Em": (),
    }.items():
        submits(town.citizen(name), nominee=f"bà {name}")
        for labels in acts:
            lan.taps(*labels)


def outbox(town: Town, key: str) -> list[OutboxMessage]:
    with town.looking() as session:
        return list(session.scalars(select(OutboxMessage).where(OutboxMessage.key == key)))


def test_the_tally_agrees_with_the_chat_and_the_digest(terminal: Terminal, town: Town) -> None:
    lived(town)
    printed = terminal.types("tally", "--json")
    counted = json.loads(printed.out)

    assert (printed.code, printed.err) == (0, "")
    assert list(counted) == ["year", "kinds", "fields", "week"]
    assert counted["year"] == town.now.year
    assert list(counted["kinds"]) == ["collective", "individual"]
    assert list(counted["fields"]) == [one.slug for one in town.desk.office.fields]
    assert all(list(counts) == COUNTS for counts in (*counted["kinds"].values(), *counted["fields"].values()))
    assert counted["kinds"]["individual"] == dict(zip(COUNTS, (6, 1, 0, 2, 2, 5), strict=True))
    assert counted["fields"]["good_deeds"] == dict(zip(COUNTS, (None, 1, 0, 2, 2, 5), strict=True))
    iso = f"{town.now:%G-W%V}"
    assert counted["week"] == {"iso": iso, "received": 5, "approved": 2, "waiting": 2, "needs_info": 1}

    an = town.citizen("An")
    an.says("/tiendo")
    # Of a week that lasts, the digest tells what there is by now.
    assert terminal.types("job", "weekly-digest", "--at", f"{town.now + timedelta(days=7):%Y-%m-%d}T12:00").code == 0
    (digest,) = outbox(town, "digest.weekly")
    for told in (an.last, digest.text):
        assert "<b>1/6</b> (17%)" in told
        assert "<b>0/14</b> (0%)" in told
    assert "Đang chờ duyệt: 2 bài" in an.last
    assert "nhận <b>5</b> bài" in digest.text
    assert "chờ duyệt 2, cần bổ sung 1" in digest.text


def test_the_tally_is_also_for_people(terminal: Terminal, town: Town) -> None:
    lived(town)
    printed = terminal.types("tally")

    assert (printed.code, printed.err) == (0, "")
    assert "Điển hình cá nhân: 1/6 (17%)" in printed.out
    assert "Mô hình tập thể: 0/14 (0%)" in printed.out
    assert "<b>" not in printed.out


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "docx", "XLSX"])
def test_export_writes_the_format_of_the_ending(terminal: Terminal, town: Town, ending: str) -> None:
    lived(town)
    file = terminal.folder / f"báo cáo.{ending}"

    assert terminal.types("export", file.name) == Printed(0, f"5 nominations written to {file.name}.\n", "")
    assert file.stat().st_mode & 0o777 == 0o600
    if ending == "json":
        assert json.loads(file.read_text(encoding="utf-8"))["nominations"][0]["nominee"] == "bà Hoa"
    elif ending == "csv":
        with file.open(encoding="utf-8-sig", newline="") as rows:
            assert len(list(csv.reader(rows))) == 6
    else:
        main = "word/document.xml" if ending == "docx" else "xl/worksheets/sheet1.xml"
        with ZipFile(file) as parts:
            assert "bà Hoa" in parts.read(main).decode()


def test_export_explains_what_it_cannot_write(terminal: Terminal) -> None:
    assert_explained(terminal.types("export", "x.pdf"), "x.pdf", ".xlsx, .csv, .json or .docx")
    assert_explained(terminal.types("export", "x"), ".xlsx, .csv, .json or .docx")
    assert_explained(terminal.types("export", "nowhere/x.csv"), "nowhere/x.csv cannot be written", "No such file")
    (terminal.folder / "folder.csv").mkdir()
    assert_explained(terminal.types("export", "folder.csv"), "folder.csv cannot be written")
    assert not [path for path in terminal.folder.iterdir() if path.name.startswith(".")]


def test_a_job_said_once_for_a_moment_is_not_said_again(terminal: Terminal, town: Town) -> None:
    tuesday = "2026-11-17"  # a moment to come would be as of now
    town.now = datetime.fromisoformat(f"{tuesday}T01:00:00+00:00") - timedelta(days=1)
    town.reviewer("Lan")
    submits(town.citizen("Hoa"))

    said = [
        terminal.types("job", "review-reminder", "--at", at).out.partition("+00:00: ")
        for at in (f"{tuesday}T08:00", f"{tuesday}T08:00:00+07:00", f"{tuesday}T01:00Z", "2026-11-19T08:00")
    ]

    assert [words[0] for words in said[:3]] == [f"review-reminder for {tuesday}T01:00:00"] * 3
    assert [words[2].split()[0] for words in said] == ["1", "0", "0", "1"]
    assert len(outbox(town, "reminder.waiting")) == 2


def test_a_job_for_a_moment_to_come_spoils_nothing_ahead_of_time(terminal: Terminal, town: Town) -> None:
    town.reviewer("Lan")
    submits(town.citizen("Hoa"))
    settled(town)
    soon = town.desk.calendar.local(datetime.now(UTC)).date() + timedelta(days=700)
    while not town.desk.calendar.is_working_day(soon):
        soon += timedelta(days=1)

    for name in (
        "weekly-digest",
        "weekly-letter",
        "review-reminder",
        "look-again",
        "heartbeat",
        "draft-nudge",
        "own-reminder",
        "unreachable",
        "draft-end",
        "answer-deadline",
        "housekeeping",
    ):
        assert terminal.types("job", name, "--at", f"{soon}T12:00").code == 0

    assert outbox(town, "reminder.waiting") == []
    assert town.nomination().rung == 0
    (digest,) = outbox(town, "digest.weekly")
    assert str(digest.once).startswith("digest-early:")
    assert "tuần chưa kết thúc" in digest.text
    with town.looking() as session:
        assert session.scalars(select(OutboxMessage.id).where(OutboxMessage.text == "")).all() == []
        assert session.scalars(select(SeenUpdate.update_id)).all()


def settled(town: Town) -> None:
    """Let everything that was said be sent."""
    with town.looking() as session:
        session.execute(update(OutboxMessage).values(state=Delivery.SENT, sent_at=datetime.now(UTC)))


def test_a_digest_by_hand_has_its_picture(terminal: Terminal, town: Town) -> None:
    town.reviewer("Lan")

    assert terminal.types("job", "weekly-digest", "--at", f"{MONDAY}T07:30").code == 0

    (picture,) = outbox(town, "digest.picture")
    assert picture.picture is not None
    assert Path("data", picture.picture).read_bytes().startswith(b"\x89PNG")
    assert terminal.types("job", "weekly-digest", "--at", f"{MONDAY}T09:00").out.endswith(
        ": 0 new in the outbox; `hoadep run` delivers.\n"
    )


def test_jobs_and_times_that_do_not_exist_are_explained(terminal: Terminal) -> None:
    assert_explained(terminal.types("job", "digest"), "no job 'digest'", "weekly-digest", "housekeeping")
    assert_explained(
        terminal.types("job", "housekeeping", "--at", "tomorrow"), "'tomorrow' is not a time", "2026-11-23T07:30"
    )
    for at in ("2026-02-30", "0001-01-01", "9999-12-31T23:59"):
        assert_explained(terminal.types("job", "housekeeping", "--at", at), "is not a time")


def everything(town: Town) -> list[str]:
    """Return all rows of the tables that a job may write to."""
    tables = ("outbox", "occurrence", "week_report", "event", "counter", "nomination", "account")
    with town.looking() as session:
        return [str(row) for table in tables for row in session.execute(text(f"SELECT * FROM {table}"))]  # noqa: S608 (our own names)


def test_a_dry_run_prints_what_would_go_to_whom_and_writes_nothing(terminal: Terminal, town: Town) -> None:
    town.now = datetime.fromisoformat(f"{MONDAY}T01:00:00+00:00") - timedelta(days=5)
    town.reviewer("Lan")
    town.reviewer("Minh", Role.ADMIN)
    town.reviewer("Mai", channel="zalo")
    submits(town.citizen("Hoa"))
    before = everything(town)

    printed = terminal.types("job", "weekly-digest", "--at", f"{MONDAY}T07:30+07:00", "--dry-run")
    again = terminal.types("job", "weekly-digest", "--at", f"{MONDAY}T07:30", "--dry-run")

    assert (printed.code, printed.err, again.out) == (0, "", printed.out)
    assert everything(town) == before
    assert not Path("data", "pictures").exists()
    lines = printed.out.splitlines()
    assert [line for line in lines if line.startswith("→")] == [
        f"→ {name}, 07:30 23/11/2026, digest.{what}"
        for name, all_of in (
            ("Lan (telegram)", ("picture", "weekly")),
            ("Minh (telegram)", ("picture", "weekly", "sheet")),
            ("Mai (zalo)", ("picture", "weekly")),
        )
        for what in all_of
    ]
    assert lines.count("📎 digest-2026-W47-progress-vi.png") == 3
    assert lines.count("📎 Hoa-Dep-tuan-47-2026.xlsx") == 1
    assert lines.count("[ 🎯 Theo chỉ tiêu ]  [ ⏳ Đang chờ ai ]") == 2
    assert lines.count("👉 Phần của đồng chí: 1 bài chờ, lâu nhất 5 ngày.") == 2
    assert "2. 🎯 Theo chỉ tiêu" in lines
    assert lines[-1] == f"weekly-digest for {MONDAY}T00:30:00+00:00: 7 would go; nothing was written."

    assert terminal.types("job", "weekly-digest", "--at", f"{MONDAY}T07:30").code == 0
    assert (
        terminal.types("job", "weekly-digest", "--at", f"{MONDAY}T07:30", "--dry-run")
        .out.splitlines()[-1]
        .endswith(": 0 would go; nothing was written.")
    )


@pytest.mark.parametrize("name", JOBS)
def test_every_job_can_be_rehearsed(terminal: Terminal, town: Town, name: str) -> None:
    town.now -= timedelta(days=2)
    town.reviewer("Lan")
    submits(town.citizen("Hoa"))
    before = everything(town)

    assert terminal.types("job", name, "--dry-run").code == 0
    assert everything(town) == before


def test_a_digest_by_hand_has_its_sheet(terminal: Terminal, town: Town) -> None:
    town.reviewer("Minh", Role.ADMIN)
    assert terminal.types("job", "weekly-digest", "--at", f"{MONDAY}T07:30").code == 0

    (sheet,) = outbox(town, "digest.sheet")
    assert sheet.picture == "pictures/Hoa-Dep-tuan-47-2026.xlsx"
    with ZipFile(Path("data", sheet.picture)) as parts:
        assert "Bài tiếp nhận" in parts.read("xl/sharedStrings.xml").decode()
