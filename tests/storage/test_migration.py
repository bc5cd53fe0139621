"""A database of the first version, with people, drafts, files and acts, is brought to the newest with all of it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from storage import audit, schema
from storage.db import Database
from storage.models import Account, Attachment, Consent, Invite, Nomination, OutboxMessage, Person, Status
from tests.postgres import Cluster
from tests.storage.test_schema import beside_the_models
from tests.town import MONDAY_NOON, Resident, Town

AT = {"at": "2026-11-20 05:00:00.000000+00:00"}
PLACE = {"typed": "Liên Châu", "commune": "09064", "hamlet": ""}
DRAFT: dict[str, Any] = {
    "answers": {"kind": "individual", "field": "good_deeds", "place": PLACE, "phone": "0912345678"},
    "pending": None,
    "sources": {},
    "given": [],
}
EARLIER = """
INSERT INTO person (id, channel, external_id, chat_id, name, language, role, menu, allowance, draft_id, created_at,
    seen_at) VALUES
    (1, 'telegram', '7000', '7000', 'Hoa', 'vi', 'citizen', '[]', 20, 2, :at, :at),
    (2, 'telegram', '7001', '7001', 'Lan', 'vi', 'reviewer', '[]', 20, NULL, :at, :at);
INSERT INTO nomination (id, code, status, version, nominator_id, cursor, draft, kind, field, nominee, search,
    created_at, updated_at, status_at, submitted_at) VALUES
    (1, 'GT26-0001', 'submitted', 1, 1, '', :draft, 'individual', 'good_deeds', 'bà Hòe', 'ba hoe', :at, :at, :at, :at),
    (2, NULL, 'draft', 0, 1, 'nominee', :draft, NULL, NULL, NULL, NULL, :at, :at, :at, NULL),
    (3, NULL, 'draft', 0, 1, 'kind', :draft, NULL, NULL, NULL, NULL, :at, :at, :at, NULL);
INSERT INTO attachment (id, nomination_id, channel, question, kind, file_id, file_unique_id, attempts, created_at)
    VALUES (1, 1, 'telegram', 'media', 'photo', 'f', 'u', 0, :at);
INSERT INTO consent (id, person_id, nomination_id, purpose, given, text_version, language, at)
    VALUES (1, 1, 1, 'processing', true, '1', 'vi', :at);
INSERT INTO outbox (id, person_id, channel, chat_id, lane, key, text, nomination_id, state, attempts, due_at,
    created_at) VALUES (1, 2, 'telegram', '7001', 'notice', 'review.new_card', 'Bài', 1, 'sent', 1, :at, :at);
INSERT INTO invite (id, token_hash, role, created_at, expires_at, used_at, used_by)
    VALUES (1, 'h', 'reviewer', :at, :at, :at, 2);
INSERT INTO counter (name, value) VALUES ('code:2026', 1);
DELETE FROM nomination WHERE id = 3
"""  # the number of the story that was given up must not be given to another
TABLES = (Person, Account, Nomination, Attachment, Consent, OutboxMessage, Invite)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """Return a database of the first version, in use."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'old.db'}"
    else:
        cluster: Cluster = request.getfixturevalue("postgres")
        url = cluster.new_database("template0")
    database = Database(url)
    fill(database)
    yield database
    database.close()


def fill(database: Database) -> None:
    with schema._unbound(database) as connection:
        schema._migrate(connection, "0001")
    with database.begin() as session:
        for statement in EARLIER.split(";"):
            wanted = {**AT, "draft": json.dumps(DRAFT)}
            session.execute(text(statement), {key: value for key, value in wanted.items() if f":{key}" in statement})
        if not database.is_sqlite:
            for table in ("person", "nomination", "attachment", "consent", "outbox", "invite"):
                session.execute(text(f"SELECT setval('{table}_id_seq', 3)"))
        for action in ("submit", "ask_more"):
            audit.record(session, action, MONDAY_NOON, reason="Từ năm nào?")


def test_everything_is_there_afterwards(database: Database) -> None:
    schema.upgrade(database)

    assert schema.versions(database)[0] == schema.versions(database)[1]
    with database.begin() as session:
        counts = {table.__tablename__: session.scalar(select(func.count()).select_from(table)) for table in TABLES}
        assert counts == {
            "person": 2,
            "account": 2,
            "nomination": 2,
            "attachment": 1,
            "consent": 1,
            "outbox": 1,
            "invite": 1,
        }
        accounts = session.scalars(select(Account).order_by(Account.external_id)).all()
        assert [(one.channel, one.chat_id, one.name, one.person.role) for one in accounts] == [
            ("telegram", "7000", "Hoa", "citizen"),
            ("telegram", "7001", "Lan", "reviewer"),
        ]
        stories = session.scalars(select(Nomination).order_by(Nomination.id)).all()
        assert [(one.code, one.status, one.account_id, one.draft, one.phone) for one in stories] == [
            ("GT26-0001", Status.SUBMITTED, accounts[0].id, DRAFT, "0912345678"),
            (None, Status.DRAFT, accounts[0].id, DRAFT, None),
        ]
        assert session.get_one(Attachment, 1).nomination_id == 1
        assert session.get_one(Consent, 1).nomination_id == 1
        assert session.get_one(OutboxMessage, 1).nomination_id == 1
        assert session.get_one(Invite, 1).used_by == 2


def test_it_is_what_the_models_say(database: Database) -> None:
    schema.upgrade(database)
    assert beside_the_models(database) == []


def test_the_record_is_whole_and_still_guarded(database: Database) -> None:
    schema.upgrade(database)
    with database.begin() as session:
        assert audit.count(session) == 2
        assert list(audit.broken_links(session)) == []
    for statement in ("DELETE FROM event", "UPDATE event SET action = 'approve'"):
        with pytest.raises(DBAPIError, match="append-only"), database.begin() as session:
            session.execute(text(statement))


def test_references_are_enforced_again(database: Database) -> None:
    schema.upgrade(database)
    for statement in (
        "UPDATE account SET person_id = 99",
        "UPDATE nomination SET nominator_id = 99",
        "UPDATE invite SET links_id = 99",
        "DELETE FROM person WHERE id = 1",
    ):
        with pytest.raises(IntegrityError), database.begin() as session:
            session.execute(text(statement))


def test_the_number_of_a_story_that_was_given_up_is_not_given_again(database: Database) -> None:
    schema.upgrade(database)
    with Town.on(database.url.render_as_string(hide_password=False)) as town:
        hoa = Resident(town, "7000", "Hoa")
        town.residents["7000"] = hoa
        hoa.says("/gioithieu")
        hoa.taps("Bắt đầu bài mới")
        assert hoa.heard == ["nomination.resume_unnamed", "ask.kind"]
        assert town.newest(hoa).id > 3


def test_people_go_on_where_they_were(database: Database) -> None:
    schema.upgrade(database)
    with Town.on(database.url.render_as_string(hide_password=False)) as town:
        hoa, lan = (Resident(town, number, name) for number, name in (("7000", "Hoa"), ("7001", "Lan")))
        town.residents.update({one.id: one for one in (hoa, lan)})
        hoa.says("bà Nguyễn Thị Hòe")
        lan.says("/tim hoe")
        assert (hoa.heard, lan.heard) == (["ask.place"], ["queue.found"])


def test_a_migration_that_fails_leaves_everything_as_it_was(database: Database) -> None:
    with database.begin() as session:
        session.execute(text("CREATE TABLE account (id integer)"))  # in the way of the new one
    with pytest.raises(DBAPIError):
        schema.upgrade(database)

    assert schema.versions(database)[0] == "0001"
    with database.begin() as session:
        session.execute(text("DROP TABLE account"))
        assert session.execute(text("SELECT count(*) FROM person WHERE menu IS NOT NULL")).scalar() == 2
    schema.upgrade(database)
