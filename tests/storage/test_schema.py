"""The schema and the record: what the migrations make, what the database refuses, what a quiet change leaves behind."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from storage import audit
from storage.db import Database
from storage.models import Base
from storage.schema import MIGRATIONS, NewerSchemaError, known, upgrade, versions
from tests.postgres import Cluster
from tests.town import Town, submits


@pytest.fixture
def told(any_town: Town) -> Town:
    """Return a town where one story was approved, with a reason that can be read."""
    hoa, lan = any_town.citizen("Hoa"), any_town.reviewer("Lan")
    submits(hoa)
    submits(hoa, nominee="ông Kiên")
    lan.taps("Chưa chọn")
    lan.says("Chưa có số liệu cụ thể")
    lan.taps("Gửi cho người giới thiệu")
    return any_town


def change(town: Town, *statements: str, **values: int) -> None:
    with town.looking() as session:
        for statement in statements:
            wanted = {name: value for name, value in values.items() if f":{name}" in statement}
            session.execute(text(statement), wanted)


def without_guards(town: Town) -> None:
    """Do what an operator with all rights can do."""
    if town.database.is_sqlite:
        change(town, "DROP TRIGGER event_is_kept", "DROP TRIGGER event_is_unchanged")
    else:
        change(town, "ALTER TABLE event DISABLE TRIGGER ALL")


def broken(town: Town, *anchors: audit.Anchor) -> list[tuple[int, str]]:
    with town.looking() as session:
        return list(audit.broken_links(session, anchors))


def beside_the_models(database: Database) -> list[object]:
    """Return in what a database differs from the models; they have an index that PostgreSQL alone gets."""
    elsewhere = {"ix_outbox_chat"} if database.is_sqlite else set[str]()
    options = {"compare_type": True, "include_object": lambda _one, name, *_: name not in elsewhere}
    with database.engine.begin() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata))


def test_migrations_from_nothing_make_what_the_models_say(any_town: Town) -> None:
    assert beside_the_models(any_town.database) == []


def test_migrating_again_changes_nothing(any_town: Town) -> None:
    before = versions(any_town.database)
    upgrade(any_town.database)

    assert versions(any_town.database) == before
    assert before[0] == before[1]


def test_a_version_is_called_as_its_file_and_follows_the_one_before(any_town: Town) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)

    assert [script.revision for script in scripts.walk_revisions()] == sorted(known(), reverse=True)
    assert versions(any_town.database) == (scripts.get_current_head(), scripts.get_current_head())


def test_a_newer_schema_on_sqlite_is_refused_and_untouched(tmp_path: Path) -> None:
    with Town.on(f"sqlite:///{tmp_path / 'town.db'}") as town:
        refuses_a_newer_schema(town.database)


def test_a_newer_schema_on_postgresql_is_refused_and_untouched(postgres: Cluster) -> None:
    with Town.on(postgres.new_database()) as town:
        refuses_a_newer_schema(town.database)


def refuses_a_newer_schema(database: Database) -> None:
    with database.begin() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.execute(text("DROP TABLE counter"))  # whatever the newer version did
    with pytest.raises(NewerSchemaError):
        upgrade(database)

    assert versions(database)[0] == "9999"
    with database.begin() as session, pytest.raises(DBAPIError):
        session.execute(text("SELECT * FROM counter"))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM event WHERE id = 2",
        "DELETE FROM event",
        "UPDATE event SET reason = 'khác' WHERE action = 'decline'",
        "UPDATE event SET salt = 'khác' WHERE action = 'decline'",
        "UPDATE event SET person_id = 1 WHERE action = 'decline'",
        "UPDATE event SET action = 'approve', reason = NULL, salt = NULL WHERE action = 'decline'",
        "UPDATE event SET seal = 'khác', reason = NULL, salt = NULL WHERE id = 2",
        "UPDATE event SET at = '2020-01-01 00:00:00', reason = NULL, salt = NULL WHERE id = 2",
    ],
)
def test_the_database_itself_refuses_to_change_or_remove_an_act(told: Town, statement: str) -> None:
    count = len(told.record())
    with pytest.raises(DBAPIError, match="append-only"):
        change(told, statement)

    assert (len(told.record()), broken(told)) == (count, [])


def test_an_act_cannot_be_replaced_and_the_record_not_emptied(told: Town) -> None:
    count = len(told.record())
    copied = (
        "SELECT id, at, 'approve', person_id, nomination_id, version, source, target, salt, reason, commitment, seal"
    )
    statement = (
        f"INSERT OR REPLACE INTO event {copied} FROM event WHERE action = 'decline'"
        if told.database.is_sqlite
        else "TRUNCATE event"
    )
    with pytest.raises(DBAPIError, match="append-only"):
        change(told, statement)

    assert (len(told.record()), broken(told)) == (count, [])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET reason = NULL WHERE action = 'decline'",
        "UPDATE event SET salt = NULL WHERE action = 'decline'",
    ],
)
def test_a_reason_and_its_salt_are_erased_together_or_not_at_all(told: Town, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        change(told, statement)


def test_a_reason_may_be_erased_with_its_salt_and_the_record_stays_whole(told: Town) -> None:
    change(told, "UPDATE event SET reason = NULL, salt = NULL WHERE action = 'decline'")

    assert [(one.reason, one.salt) for one in told.record("decline")] == [(None, None)]
    assert broken(told) == []


def test_a_changed_reason_shows(told: Town) -> None:
    (decline,) = told.record("decline")
    without_guards(told)
    change(told, "UPDATE event SET reason = 'Không có lý do' WHERE action = 'decline'")

    assert broken(told) == [(decline.id, "the reason was changed")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET action = 'approve' WHERE id = :id",
        "UPDATE event SET person_id = 99 WHERE id = :id",
        "UPDATE event SET target = 'approved' WHERE id = :id",
        "UPDATE event SET version = 9 WHERE id = :id",
    ],
)
def test_a_changed_row_shows(told: Town, statement: str) -> None:
    (decline,) = told.record("decline")
    without_guards(told)
    change(told, statement, id=decline.id)

    assert [number for number, _ in broken(told)] == [decline.id]


def test_a_removed_row_shows(told: Town) -> None:
    removed = told.record("submit")[0]
    without_guards(told)
    change(told, "DELETE FROM event WHERE id = :id", id=removed.id)

    assert [number for number, _ in broken(told)] == [removed.id + 1]


def test_rows_that_changed_places_show(told: Town) -> None:
    first, second = told.record("submit")
    without_guards(told)
    change(
        told,
        "UPDATE event SET id = 999 WHERE id = :first",
        "UPDATE event SET id = :first WHERE id = :second",
        "UPDATE event SET id = :second WHERE id = 999",
        first=first.id,
        second=second.id,
    )

    assert {first.id, second.id} <= {number for number, _ in broken(told)}


def test_a_tail_cut_off_shows_by_the_head_that_was_noted_before(told: Town) -> None:
    with told.looking() as session:
        noted = audit.anchor(session)
    last = told.record()[-1]
    without_guards(told)
    change(told, "DELETE FROM event WHERE id = :id", id=last.id)

    assert broken(told) == []
    assert broken(told, noted) == [(last.id, "it was noted, and is gone: the record was cut off")]
