"""The counters behind the tally are what the rows come to, whatever was done in whatever order."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, func, select, text, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.counters import agree, count_move, recount
from storage.db import Database
from storage.models import WAITING, Kind, Nomination, Standing, Status
from storage.schema import MIGRATIONS, upgrade
from storage.tally import Tally, by_commune, tally
from storage.weeks import week_of
from tests.builders import ZONE, Ledger, local
from tests.postgres import Cluster
from tests.town import Town, submits

COMMUNES = (None, "09064", "08866")
FURTHER = {
    "approved": (Status.APPROVED, Status.PILOTING, Status.RECOGNISED),
    "piloting": (Status.PILOTING, Status.RECOGNISED),
    "recognised": (Status.RECOGNISED,),
}
MOMENTS = st.datetimes(datetime(2025, 12, 25), datetime(2027, 1, 8))  # noqa: DTZ001 (the office's wall clock)
MOVES = st.tuples(st.sampled_from(sorted(set(Status) - {Status.DRAFT})), MOMENTS)
STORIES = st.tuples(
    st.sampled_from(Kind), st.sampled_from(["health", "other"]), st.sampled_from(COMMUNES), st.lists(MOVES, max_size=4)
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('town') / 'town.db'}")
    upgrade(database)
    yield database
    database.close()


def counted(session: Session, year: int, day: datetime) -> Tally:
    week = week_of(day, ZONE)
    return tally(session, year=year, targets=None, fields=["health", "other"], week=week, zone=ZONE)


def of_rows(session: Session, step: str, begin: datetime, end: datetime, *rules: object) -> int:
    """Count by looking at every row, as the tally once did."""
    at: InstrumentedAttribute[datetime | None] = getattr(Nomination, f"{step}_at")
    still = Nomination.status.in_(FURTHER.get(step, list(set(Status) - {Status.DRAFT})))
    rows = select(func.count()).select_from(Nomination).where(at >= begin, at < end, still, *rules)
    return session.scalar(rows) or 0


def waiting(session: Session, *rules: object) -> int:
    rows = select(func.count()).select_from(Nomination).where(Nomination.status.in_(WAITING), *rules)
    return session.scalar(rows) or 0


def move(session: Session, nomination: Nomination, target: Status, moment: datetime) -> None:
    """Move from anywhere to anywhere, as a coming rule may; a step that still counts keeps its moment."""
    source, nomination.status = nomination.status, target
    if source == Status.DRAFT:
        nomination.submitted_at = moment
    if target.value in FURTHER and source not in FURTHER[target.value]:
        setattr(nomination, f"{target.value}_at", moment)
    count_move(session, nomination, source, ZONE)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stories=st.lists(STORIES, max_size=8))
def test_counters_are_what_the_rows_come_to_after_any_history(empty: Database, stories: list[object]) -> None:
    with Session(empty.engine) as session:
        ledger = Ledger(session)
        hoa = ledger.person()
        for kind, field, commune, moves in stories:
            told = ledger.story(None, Status.DRAFT, by=hoa, kind=kind, field=field, commune=commune)
            for target, wall in moves:
                if told.status != target:  # each move leads somewhere
                    move(session, told, target, wall.replace(tzinfo=ZONE))
            session.flush()

        assert agree(session, ZONE)
        for year in (2025, 2026, 2027):
            compare(session, year)
        session.rollback()


def compare(session: Session, year: int) -> None:
    begin, end = datetime(year, 1, 1, tzinfo=ZONE), datetime(year + 1, 1, 1, tzinfo=ZONE)
    numbers, communes = counted(session, year, begin), by_commune(session, year)
    for step in ("submitted", *FURTHER):
        for kind in Kind:
            assert getattr(numbers.kinds[kind], step) == of_rows(session, step, begin, end, Nomination.kind == kind)
        for slug, counts in numbers.fields.items():
            assert getattr(counts, step) == of_rows(session, step, begin, end, Nomination.field == slug)
        for code in filter(None, COMMUNES):
            there = getattr(communes.get(code), step, 0)
            assert there == of_rows(session, step, begin, end, Nomination.commune == code)
    assert numbers.week.waiting == waiting(session)
    assert sum(counts.waiting for counts in communes.values()) == waiting(session)
    week = week_of(begin, ZONE)
    assert numbers.week.received == of_rows(session, "submitted", week.start, week.end)
    assert numbers.week.piloted == of_rows(session, "piloting", week.start, week.end)


def test_a_story_s_whole_way_through_the_chat_is_counted(any_town: Town) -> None:
    hoa, lan = any_town.citizen("Hoa"), any_town.reviewer("Lan")
    submits(hoa)
    submits(hoa, nominee="ông Kiên")
    lan.taps("Cần bổ sung")
    lan.says("Năm nào?")
    lan.taps("Gửi cho người giới thiệu")
    lan.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")
    lan.says("GT26-0001")
    lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm")

    with any_town.looking() as session:
        counts = counted(session, 2026, any_town.now)
        assert agree(session, ZONE)
        assert counts.kinds[Kind.INDIVIDUAL].submitted == 2
        assert (counts.week.received, counts.week.piloted, counts.week.waiting, counts.week.needs_info) == (2, 1, 0, 1)


def test_counters_that_are_wrong_show_and_are_put_right(empty: Database) -> None:
    with Session(empty.engine) as session:
        ledger = Ledger(session)
        ledger.story("2026-11-17 08:00")
        ledger.story("2026-12-31 20:00", Status.APPROVED, approved="2026-12-31 20:00")
        session.flush()
        for spoil in (
            update(Standing).values(submitted=Standing.submitted + 1),
            update(Standing).values(waiting=Standing.waiting - 1),
            delete(Standing).where(Standing.period == "now"),
        ):
            session.execute(spoil)
            assert not agree(session, ZONE)
            recount(session, ZONE)
            assert agree(session, ZONE)

        pacific = ZoneInfo("Pacific/Auckland")
        assert not agree(session, pacific)
        recount(session, pacific)
        assert (agree(session, pacific), agree(session, ZONE)) == (True, False)
        session.rollback()


def test_the_migration_counts_and_names_what_was_there_on_sqlite(tmp_path: Path) -> None:
    counts_what_was_there(Database(f"sqlite:///{tmp_path / 'town.db'}"))


def test_the_migration_counts_and_names_what_was_there_on_postgresql(postgres: Cluster) -> None:
    counts_what_was_there(Database(postgres.new_database(template="template0")))


def counts_what_was_there(database: Database) -> None:
    with database.engine.begin() as connection:
        migrate(connection, "0002")
        for number, (status, nominee) in enumerate(
            [("submitted", "bà Nguyễn Thị Hòe"), ("recognised", "Đặng Văn Đức"), ("needs_info", "Chu An")], 1
        ):
            insert_old(connection, number, status, nominee)
    upgrade(database)
    with database.begin() as session:
        assert agree(session, ZONE)
        names = session.execute(select(Nomination.name, Nomination.name_key).order_by(Nomination.id)).all()
    assert [tuple(one) for one in names] == [
        ("nguyen thi hoe", "hoe nguyen thi"),
        ("dang van duc", "dang duc van"),
        ("an", "an"),
    ]
    database.close()


def migrate(connection: Connection, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, version)


def insert_old(connection: Connection, number: int, status: str, nominee: str) -> None:
    """Insert a person and a story as they were before the counters."""
    at = local("2026-12-31 23:30") + timedelta(hours=number)
    person = "person (id, channel, external_id, chat_id, name, language, role, created_at, seen_at)"
    connection.execute(
        text(f"INSERT INTO {person} VALUES (:id, 'telegram', :chat, :chat, 'Hoa', 'vi', 'citizen', :at, :at)"),  # noqa: S608
        {"id": number, "chat": str(number), "at": moment(connection, at)},
    )
    columns = "id, code, status, version, nominator_id, draft, kind, field, nominee, commune, created_at, updated_at"
    moments = "status_at, submitted_at, approved_at, piloting_at, recognised_at"
    connection.execute(
        text(
            f"INSERT INTO nomination ({columns}, {moments}) VALUES (:id, :code, :status, 1, :id, '{{}}', "  # noqa: S608
            "'individual', 'health', :nominee, '09064', :at, :at, :at, :at, :at, :at, :at)"
        ),
        {"id": number, "code": f"GT26-{number}", "status": status, "nominee": nominee, "at": moment(connection, at)},
    )


def moment(connection: Connection, at: datetime) -> object:
    return at if connection.dialect.name == "postgresql" else at.strftime("%Y-%m-%d %H:%M:%S.%f")
