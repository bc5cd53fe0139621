"""Chat, digest, `tally --json` and every export tell the same numbers, to the unit, after any history."""

import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import docx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.config import load
from handlers import digest, moves
from handlers.desk import build_desk
from handlers.messages import Input, InputKind
from handlers.turn import Turn, Voice
from handlers.workflow import moves_from
from storage import audit
from storage.counters import agree, count_move
from storage.db import Database
from storage.models import WAITING, Account, Kind, Nomination, Status
from storage.schema import upgrade
from storage.weeks import Week, week_of
from tests.bot.terminal import Terminal
from tests.builders import Ledger
from tests.town import Resident, Town

STORIES, SEEDS = 14, range(8)
COMMUNES = ("09064", "08866", None)
FIELDS = ("health", "education", "good_deeds")
ANSWERS = {"reason": "Cần thêm số liệu", "number": "125-QĐ/TU", "date": "2026-01-05", "signer": "Trần Văn Bình"}
ACTIONS = {"ask_more", "approve", "decline", "nurture", "pilot", "recognise", "discontinue"}
# Acts whose dialogs lie elsewhere: what they come to is a state like any other.
ELSEWHERE = {"merge": Status.MERGED, "withdraw": Status.WITHDRAWN}
STEPS = {
    "submitted": frozenset(Status) - {Status.DRAFT},
    "approved": {Status.APPROVED, Status.PILOTING, Status.RECOGNISED},
    "piloting": {Status.PILOTING, Status.RECOGNISED},
    "recognised": {Status.RECOGNISED},
}


@pytest.fixture
def town(terminal: Terminal) -> Iterator[Town]:
    """Return a town on the terminal's database, at the moment at which the test runs."""
    settings = load(terminal.folder / "config.toml", need_token=False)
    desk, database = build_desk(settings.as_office(), settings.communes_file), Database(settings.database.url)
    upgrade(database)
    town = Town(database, desk)
    town.now = datetime.now(UTC)
    yield town
    database.close()


@dataclass
class Past:
    """Lets stories have lived through a year, in any order that the rules allow."""

    town: Town
    chance: random.Random
    lan: Resident

    def live(self) -> None:
        with self.town.looking() as session:
            book = Ledger(session, numbers=count(500))
            for _ in range(STORIES):
                self._story(session, book)

    def _story(self, session: Session, book: Ledger) -> None:
        moments = sorted(self.town.now - timedelta(days=self.chance.random() * 420) for _ in range(8))
        place = {"commune": self.chance.choice(COMMUNES), "hamlet": None, "typed": "x"}
        told = book.story(
            moments[0].astimezone(self.town.desk.calendar.zone).replace(tzinfo=None).isoformat(),
            kind=self.chance.choice(list(Kind)),
            field=self.chance.choice(FIELDS),
            commune=place["commune"],
            answers={"place": place, "sender": "Hoa"},
        )
        for moment in moments[1 : self.chance.randint(1, 8)]:
            possible = [*(ACTIONS & set(moves_from(told.status))), *(ELSEWHERE if told.status in WAITING else ())]
            possible += ["submit"] if told.status == Status.NEEDS_INFO else []
            if possible:
                self._act(session, told, self.chance.choice(sorted(possible)), moment)

    def _act(self, session: Session, told: Nomination, action: str, moment: datetime) -> None:
        if action in ACTIONS:
            account = session.scalars(select(Account).where(Account.external_id == self.lan.id)).one()
            turn = Turn(Voice(session, self.town.desk, moment), account, Input("telegram", "0", InputKind.TEXT))
            told.checks = {"clearance": account.person_id}
            moves.make(turn, told, action, ANSWERS)
        else:
            source, told.status = told.status, ELSEWHERE.get(action, Status.SUBMITTED)
            told.status_at, told.version = moment, told.version + 1
            audit.record(session, action, moment, nomination=told, source=source, target=told.status)
            count_move(session, told, source, self.town.desk.calendar.zone)
        session.flush()


@pytest.fixture(params=SEEDS)
def lived(town: Town, request: pytest.FixtureRequest) -> Town:
    Past(town, random.Random(request.param), town.reviewer("Lan")).live()  # noqa: S311 (no secret)
    return town


def rows(town: Town) -> list[Nomination]:
    with town.looking() as session:
        return list(session.scalars(select(Nomination)))


def funnel(town: Town, year: int, **rule: object) -> dict[str, int]:
    """Count by looking at every row."""
    zone = town.desk.calendar.zone
    mine = [one for one in rows(town) if all(getattr(one, name) == value for name, value in rule.items())]
    counted = {
        step: sum(
            (at := getattr(one, f"{step}_at")) is not None and at.astimezone(zone).year == year and one.status in states
            for one in mine
        )
        for step, states in STEPS.items()
    }
    return {**counted, "waiting": sum(one.status in WAITING for one in mine)}


def numbers(text: str) -> list[int]:
    return [int(one) for one in re.findall(r"\d+", text)]


def told_of_kinds(text: str) -> dict[str, int]:
    """Return how many pilots a message tells of each kind."""
    found = re.findall(r"(Mô hình tập thể|Điển hình cá nhân): <b>(\d+)/\d+</b>", text)
    names = {"Mô hình tập thể": "collective", "Điển hình cá nhân": "individual"}
    return {names[name]: int(done) for name, done in found}


def told_of_fields(town: Town, text: str) -> dict[str, list[int]]:
    """Return submitted, approved and piloting of each field that a message tells of."""
    names = {one.name.vi: one.slug for one in town.desk.office.fields}
    pattern = r"(?m)^\S+ (.+): (\d+) bài, duyệt (\d+), xây dựng điểm (\d+)$"
    return {names[name]: [int(one) for one in counts] for name, *counts in re.findall(pattern, text)}


def test_the_rows_and_the_counters_agree(lived: Town) -> None:
    with lived.looking() as session:
        assert agree(session, lived.desk.calendar.zone)
        assert list(audit.broken_links(session)) == []


def test_the_command_and_the_chat_tell_what_the_rows_come_to(lived: Town, terminal: Terminal) -> None:
    year = lived.desk.calendar.local(lived.now).year
    kinds = {kind.value: funnel(lived, year, kind=kind) for kind in Kind}
    fields = {slug: funnel(lived, year, field=slug) for slug in FIELDS}

    counted = json.loads(terminal.types("tally", "--json").out)
    assert {kind: without_target(counts) for kind, counts in counted["kinds"].items()} == kinds
    assert {slug: without_target(counted["fields"][slug]) for slug in FIELDS} == fields
    assert counted["week"]["needs_info"] == sum(one.status == Status.NEEDS_INFO for one in rows(lived))

    an = lived.citizen("An")
    an.says("/tiendo")
    assert told_of_kinds(an.last) == {kind: counts["piloting"] for kind, counts in kinds.items()}
    waiting = sum(counts["waiting"] for counts in kinds.values())
    assert f"Đang chờ duyệt: {waiting} bài." in an.last
    assert counted["week"]["waiting"] == waiting
    an.taps("Theo lĩnh vực")
    assert told_of_fields(lived, an.last) == {
        slug: [counts["submitted"], counts["approved"], counts["piloting"]]
        for slug, counts in fields.items()
        if counts["submitted"] or counts["piloting"] or counts["waiting"]
    }
    an.says("/tiendo")
    an.taps("Theo xã, phường")
    told = [numbers(line.rpartition(":")[2]) for line in an.last.splitlines() if line.startswith("•")]
    every = funnel(lived, year)
    assert [sum(column) for column in zip(*told, strict=True)] == [
        every["submitted"], every["approved"], every["piloting"],
    ]  # fmt: skip


def without_target(counts: dict[str, int]) -> dict[str, int]:
    return {step: number for step, number in counts.items() if step != "target"}


def test_the_digest_tells_the_same(lived: Town) -> None:
    week = week_of(lived.now, lived.desk.calendar.zone)
    lan = lived.residents["7000"]
    lived.now = week.end.astimezone(UTC) + timedelta(hours=7, minutes=30)
    lived.does(digest.send, {})
    told = next(one.text for one in lan.messages if one.key == "digest.weekly")

    kinds = {kind.value: funnel(lived, week.year, kind=kind) for kind in Kind}
    assert told_of_kinds(told) == {kind: counts["piloting"] for kind, counts in kinds.items()}
    statuses = Counter(one.status for one in rows(lived))
    this, before = happened(lived, week), happened(lived, week.before())
    assert numbers(line_of(told, "🗓")) == [
        this["received"], before["received"], this["decided"], before["decided"], this["approve"], this["piloted"],
    ]  # fmt: skip
    assert numbers(line_of(told, "⏳"))[:2] == [sum(statuses[one] for one in WAITING), statuses[Status.NEEDS_INFO]]
    lan.taps("Theo lĩnh vực")
    assert told_of_fields(lived, lan.last) == {
        slug: [counts["submitted"], counts["approved"], counts["piloting"]]
        for slug in FIELDS
        if (counts := funnel(lived, week.year, field=slug))
        if counts["submitted"] or counts["piloting"] or counts["waiting"]
    }


def line_of(text: str, begin: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(begin))


def happened(lived: Town, week: Week) -> Counter[str]:
    """Count what happened in a week by looking at every row and act."""
    acts = Counter(one.action for one in lived.record() if inside(one.at, week))
    return acts + Counter(
        received=sum(inside(one.submitted_at, week) for one in rows(lived)),
        decided=acts["approve"] + acts["decline"] + acts["nurture"],
        piloted=sum(inside(one.piloting_at, week) and one.status in STEPS["piloting"] for one in rows(lived)),
    )


def inside(moment: datetime | None, week: Week) -> bool:
    return moment is not None and week.start <= moment < week.end


def test_every_export_tells_the_same(lived: Town, terminal: Terminal) -> None:
    year = lived.desk.calendar.local(lived.now).year
    for name in ("all.json", "all.csv", "all.docx"):
        assert terminal.types("export", name).code == 0
    statuses = Counter(one.status for one in rows(lived))

    exported = json.loads((terminal.folder / "all.json").read_text(encoding="utf-8"))["nominations"]
    assert Counter(one["status"] for one in exported) == statuses
    assert all(
        one["history"][-1]["action"] != "submit" for one in exported if one["status"] in {"piloting", "recognised"}
    )
    with (terminal.folder / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = Counter(row["Tình trạng"] for row in csv.DictReader(file))
    assert listed == {lived.desk.texts.plain("vi", f"state.{status}"): n for status, n in statuses.items()}

    table = docx.Document(str(terminal.folder / "all.docx")).tables[0]
    steps = ("piloting", "recognised", "approved", "waiting", "submitted")
    shown = {row.cells[0].text: [int(cell.text or 0) for cell in row.cells[2:]] for row in table.rows[1:]}
    for kind, name in ((Kind.COLLECTIVE, "Mô hình tập thể"), (Kind.INDIVIDUAL, "Điển hình cá nhân")):
        counts = funnel(lived, year, kind=kind)
        assert shown[name] == [counts[step] for step in steps]
    for slug in FIELDS:
        counts = funnel(lived, year, field=slug)
        assert shown[lived.desk.field_name(slug, "vi")] == [counts[step] for step in steps]
