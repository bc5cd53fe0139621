"""copy: a whole service moves to PostgreSQL, or back, and nothing is lost, changed or given a number twice."""

import re
import tracemalloc
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from sqlalchemy import Text, cast, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from bot import copying, lock
from storage.db import Database
from storage.models import Base, Event, Nomination, OutboxMessage, Person, SeenUpdate
from storage.schema import upgrade
from tests.bot.drill import busy_town
from tests.bot.terminal import Printed, Terminal
from tests.bot.test_cli import assert_explained
from tests.postgres import Cluster
from tests.town import Resident, Town, submits, walks_to


@pytest.fixture
def office(terminal: Terminal) -> Terminal:
    """Return the terminal of an office on SQLite where much has happened."""
    url = f"sqlite:///{terminal.folder / 'hoadep.db'}"
    terminal.sets(DATABASE__URL=url)
    with Town.on(url) as town:
        live(town)
    return terminal


def live(town: Town) -> None:
    """Let stories be sent, judged and asked back, one wait half written, and one be thrown away."""
    hoa, lan, binh = town.citizen("Hoa"), town.reviewer("Lan", communes=["04792"]), town.citizen("Bình 🌸")
    submits(hoa, nominee="bà Hòe \\ 'Mận' \"Đào\" %s {0}")
    submits(binh, place="Tân Hòa")
    lan.taps("Chưa chọn")
    lan.says("Chưa có số liệu cụ thể")
    lan.taps("Gửi cho người giới thiệu")
    walks_to(hoa, "story")
    hoa.says("Bà cho ba hộ nghèo mượn bò giống.")
    walks_to(binh, "story")
    binh.says("/huy")
    binh.taps("Xóa")
    town.invite()


def everything(database: Database) -> dict[str, list[Any]]:
    """Return every row of every table; JSON as it was written."""
    with database.read() as session:
        return {
            table.name: sorted(map(repr, session.execute(select(*(cast(one, Text) for one in table.columns)))))
            for table in Base.metadata.sorted_tables
        }


def held(url: str) -> dict[str, list[Any]]:
    with closing(Database(url)) as database:
        return everything(database)


def seals(url: str) -> Sequence[str]:
    with closing(Database(url)) as database, database.read() as session:
        return session.scalars(select(Event.seal).order_by(Event.id)).all()


def copies(terminal: Terminal, to: str) -> Printed:
    printed = terminal.types("copy", "--to", to)
    assert (printed.code, printed.err) == (0, "")
    return printed


def test_a_service_moves_to_postgresql_whole(office: Terminal, postgres: Cluster) -> None:
    to, before = postgres.new_database("template0"), held(f"sqlite:///{office.folder / 'hoadep.db'}")
    assert office.types("export", "before.json").code == 0
    sealed = office.types("audit", "verify").out

    printed = copies(office, to)

    counted = {
        name: int(rows)
        for name, rows in re.findall(r"^✔ (\w+): (\d+) rows, the same in both$", printed.out, re.MULTILINE)
    }
    assert counted == {name: len(rows) for name, rows in before.items()}
    assert min(counted[name] for name in ("nomination", "outbox", "event", "counter", "seen_update", "consent")) > 0
    assert sealed in printed.out
    assert f"Copied to {to.replace('///', '//')}" in printed.out.replace("%2F", "/")
    assert "set HOADEP_DATABASE__URL" in printed.out
    assert held(f"sqlite:///{office.folder / 'hoadep.db'}") == before
    office.sets(DATABASE__URL=to)
    assert office.types("audit", "verify").out == sealed
    assert office.types("export", "after.json").code == 0
    assert (office.folder / "after.json").read_bytes() == (office.folder / "before.json").read_bytes()


def test_there_and_back_again_nothing_has_changed(office: Terminal, postgres: Cluster) -> None:
    there, back = postgres.new_database(), f"sqlite:///{office.folder / 'back.db'}"
    copies(office, there)
    office.sets(DATABASE__URL=there)
    assert "The service runs" not in copies(office, back).out

    assert held(back) == held(f"sqlite:///{office.folder / 'hoadep.db'}")
    assert (office.folder / "back.db").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_the_conversation_goes_on_in_the_copy_and_no_number_is_given_twice(
    office: Terminal, request: pytest.FixtureRequest, kind: str
) -> None:
    url = f"sqlite:///{office.folder / 'copy.db'}"
    if kind == "postgresql":
        url = request.getfixturevalue("postgres").new_database()
    with Town.on(f"sqlite:///{office.folder / 'hoadep.db'}") as town, town.looking() as session:
        thrown_away = session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'nomination'"))
        assert thrown_away > session.scalar(select(func.max(Nomination.id)))
    copies(office, url)

    with Town.on(url) as town:
        town.numbers = count(10_000)
        hoa = Resident(town, "7000", "Hoa")
        for name in ("Hoa", "Lan", "Bình", "Mai"):
            town.citizen(name)
        town.residents["7000"] = hoa
        hoa.says("Nay cả ba hộ đã thoát nghèo, có của ăn của để.", "Xong")
        assert hoa.heard[-1] == "ask.results"
        submits(town.residents["7003"])
        assert town.nomination().id > thrown_away
        assert town.nomination().code == "GT26-0003"
        for statement in ("DELETE FROM event", "UPDATE event SET action = 'approve'"):
            with pytest.raises(DBAPIError, match="append-only"), town.looking() as session:
                session.execute(text(statement))


def test_a_living_service_is_copied_as_of_one_moment_and_told_what_that_means(
    terminal: Terminal, postgres: Cluster
) -> None:
    here, there = f"sqlite:///{terminal.folder / 'hoadep.db'}", postgres.new_database()
    terminal.sets(DATABASE__URL=here)
    with lock.held(here), busy_town(here) as town, town.busy():
        town.another()
        printed = copies(terminal, there)
        town.another()

    assert "what people wrote since the copy began is not in it" in printed.out
    assert "stop the service, copy into an empty database" in printed.out
    then, now = seals(there), seals(here)
    assert 0 < len(then) < len(now)
    assert then == now[: len(then)]
    terminal.sets(DATABASE__URL=there)
    assert terminal.types("audit", "verify").out.startswith("✔ ")


def test_nobody_can_start_the_service_while_it_is_copied(office: Terminal) -> None:
    here, there = f"sqlite:///{office.folder / 'hoadep.db'}", f"sqlite:///{office.folder / 'copy.db'}"
    refused = []

    def progress(_done: int, _total: int) -> None:
        with pytest.raises(lock.AlreadyRunningError), lock.held(here):
            pass
        refused.append(1)

    with pytest.MonkeyPatch.context() as patch:
        copy = copying.copy
        patch.setattr(copying, "copy", lambda old, new, _bar: copy(old, new, progress))
        copies(office, there)
    assert refused
    with lock.held(here):
        pass


def test_a_target_with_anything_in_it_is_left_alone(office: Terminal, postgres: Cluster) -> None:
    lived, strange = postgres.new_database(), postgres.new_database("template0")
    with Town.on(lived) as town:
        town.citizen("Mai").says("/start")
    with closing(Database(strange)) as database, database.begin() as session:
        session.execute(text("CREATE TABLE accounts (id integer)"))
    before = held(lived)

    assert_explained(office.types("copy", "--to", lived), "not empty", "person")
    assert_explained(office.types("copy", "--to", strange), "not empty", "accounts")
    assert_explained(office.types("copy", "--to", f"sqlite:///{office.folder / 'hoadep.db'}"), "not empty")
    assert held(lived) == before
    with closing(Database(strange)) as database, database.begin() as session:
        assert session.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == 1


def test_what_postgresql_cannot_hold_is_refused_and_nothing_is_half_copied(office: Terminal, postgres: Cluster) -> None:
    here, there = f"sqlite:///{office.folder / 'hoadep.db'}", postgres.new_database()
    with closing(Database(here)) as database, database.begin() as session:
        session.execute(text("UPDATE outbox SET text = 'secret' || char(0) WHERE id = 3"))
    printed = office.types("copy", "--to", there)
    assert_explained(printed, "nothing was copied")
    assert "secret" not in printed.err
    assert not any(held(there).values())

    with closing(Database(here)) as database, database.begin() as session:
        session.execute(text("UPDATE outbox SET text = '…' WHERE id = 3"))
    copies(office, there)
    assert held(there).keys() == held(here).keys()


def test_a_target_that_changes_what_it_is_given_is_found_out(office: Terminal) -> None:
    there = f"sqlite:///{office.folder / 'copy.db'}"
    with closing(Database(there)) as database:
        upgrade(database)
        with database.begin() as session:
            session.execute(
                text(
                    "CREATE TRIGGER t AFTER INSERT ON person WHEN NEW.name = 'Lan' "
                    "BEGIN UPDATE person SET name = 'Lân' WHERE id = NEW.id; END"
                )
            )

    assert_explained(office.types("copy", "--to", there), "Table person did not arrive as it was sent")
    assert not any(held(there).values())


def test_a_broken_record_is_copied_as_it_is_and_said_to_be_broken(office: Terminal) -> None:
    here, there = f"sqlite:///{office.folder / 'hoadep.db'}", f"sqlite:///{office.folder / 'copy.db'}"
    with closing(Database(here)) as database, database.begin() as session:
        session.execute(text("DROP TRIGGER event_is_kept"))
        session.execute(text("DELETE FROM event WHERE id = 2"))

    assert "✘ act 3: the row, or the one before it, was changed or removed" in copies(office, there).out
    assert held(there) == held(here)


def test_addresses_and_databases_that_cannot_be_used_are_explained(office: Terminal, terminal: Terminal) -> None:
    assert_explained(office.types("copy"), "--to")
    assert_explained(office.types("copy", "--to", "mysql://x/y"), "postgresql+psycopg://user@host/name")
    printed = office.types("copy", "--to", "postgresql+psycopg://hoa:lotus-pond@127.0.0.1:9/town")
    assert_explained(printed, "cannot be opened")
    assert "lotus-pond" not in printed.err
    assert_explained(office.types("copy", "--to", "sqlite:////nowhere/at/all.db"), "cannot be opened")
    terminal.sets(DATABASE__URL=f"sqlite:///{terminal.folder / 'new.db'}")
    assert_explained(terminal.types("copy", "--to", f"sqlite:///{terminal.folder / 'x.db'}"), "hoadep migrate")


def test_copy_explains_itself_and_its_settings_and_leaves_what_is_newer_alone(office: Terminal) -> None:
    assert "--to" in office.types("copy", "--help").out
    there = f"sqlite:///{office.folder / 'copy.db'}"
    for url in (there, f"sqlite:///{office.folder / 'hoadep.db'}"):
        with closing(Database(url)) as database:
            upgrade(database)
            with database.begin() as session:
                session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        assert_explained(office.types("copy", "--to", there), "newer")
    office.sets(LIMITS__NAME_MIN="many")
    assert_explained(office.types("copy", "--to", there), "HOADEP_LIMITS__NAME_MIN")


def test_however_much_there_is_only_a_part_is_in_memory(office: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight megabytes go through, in parts of a tenth of one."""
    monkeypatch.setattr(copying, "CHUNK", 50)
    with (
        closing(Database(f"sqlite:///{office.folder / 'hoadep.db'}")) as here,
        closing(Database(f"sqlite:///{office.folder / 'copy.db'}")) as there,
    ):
        upgrade(there)
        with here.begin() as session:
            told = {"channel": "x" * 2000, "at": datetime.now(UTC)}
            session.execute(insert(SeenUpdate), [{**told, "update_id": str(number)} for number in range(4000)])
        heard: list[tuple[int, int]] = []
        tracemalloc.start()
        copying.copy(here, there, lambda *done: heard.append(done))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

    assert peak < 4_000_000
    assert heard[-1][0] == heard[-1][1] > 8000


def test_json_null_and_nothing_at_all_stay_two_things(terminal: Terminal, postgres: Cluster) -> None:
    here, there = f"sqlite:///{terminal.folder / 'hoadep.db'}", postgres.new_database()
    terminal.sets(DATABASE__URL=here)
    with Town.on(here) as town:
        for name in ("Hoa", "Lan", "Mai"):
            town.citizen(name).says("/start")
        with town.looking() as session:
            for number, value in enumerate(("NULL", "'null'", '\'["Hòa", "\\ud83c", 1e3]\''), 1):
                session.execute(text(f"UPDATE person SET communes = {value} WHERE id = {number}"))  # noqa: S608 (ours)
    copies(terminal, there)

    with closing(Database(there)) as database, database.read() as session:
        found = session.scalars(select(cast(Person.communes, Text)).order_by(Person.id)).all()
        assert found == [None, "null", '["Hòa", "\\ud83c", 1e3]']
        assert session.scalar(select(func.count()).select_from(OutboxMessage)) == 3
