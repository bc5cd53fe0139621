"""Linking in one process while the same people are heard in another, on rows that are locked or moved."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.engine import Engine
from handlers.messages import Input, InputKind
from storage import people
from storage.db import Database
from storage.models import Account, Person
from tests.handlers.linking_stories import gets_code, is_whole, links, pair
from tests.town import Resident, Town, walks_to


def until_somebody_waits(session: Session) -> None:
    """Return once another connection waits for what this one has locked."""
    while session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")) == 0:
        pass


def locked(session: Session, resident: Resident) -> Person:
    """Return a person as a process has them whose turn it is."""
    account = people.on_channel(session, resident.channel, resident.id)
    assert account is not None
    return account.person


def process(engine: Engine, given: Input, town: Town) -> None:
    """Process an update; one that lost against another process is fetched again, as the poll loop does."""
    while True:
        try:
            engine.process([given], town.now)
        except OperationalError:
            continue
        return


def test_words_from_a_third_account_that_come_while_its_person_is_linked_belong_to_the_one_person(
    postgres_town: Town,
) -> None:
    town = postgres_town
    telegram, zalo = pair(town)
    third = town.citizen("Hoa", channel="zalo")
    telegram.says("/start")
    links(zalo, third)  # two accounts of a person who is then linked to another
    with ThreadPoolExecutor(1) as pool, Session(town.database.engine) as elsewhere:
        joined, owner = locked(elsewhere, zalo), elsewhere.get_one(Person, town.person(telegram).id)
        people.hand_over(elsewhere, joined, owner)
        elsewhere.flush()
        heard = pool.submit(town.engine.process, [third.input(InputKind.TEXT, "/gioithieu")], town.now)
        until_somebody_waits(elsewhere)
        elsewhere.commit()
        heard.result()
    town.deliver()

    assert third.heard[-1] == "ask.kind"
    assert town.newest(telegram).status == "draft"
    assert is_whole(town)


def test_two_accounts_that_each_type_the_others_code_at_once_become_one_person(postgres_town: Town) -> None:
    town = postgres_town
    telegram, zalo = pair(town)
    walks_to(telegram, "place")
    for one, other in ((telegram, zalo), (zalo, telegram)):
        other.says(gets_code(one))
    confirmed = [
        telegram.input(InputKind.TEXT, "Đúng, cả hai là của tôi"),
        zalo.input(InputKind.TEXT, "Đúng, cả hai là của tôi"),
    ]
    second = Database(town.database.url.render_as_string(hide_password=False))
    with ThreadPoolExecutor(2) as pool:
        for engine, given in zip((town.engine, Engine(second, town.desk)), confirmed, strict=True):
            pool.submit(process, engine, given, town)
    second.close()
    town.deliver()

    assert town.person(telegram).id == town.person(zalo).id
    assert len(town.record("link")) == 1
    with town.looking() as session:
        assert {one.person.merged_into for one in session.scalars(select(Account))} == {None}
    zalo.says("/tieptuc")
    assert "bà Nguyễn Thị Hòe" in zalo.last
    assert is_whole(town)
