"""The batch is the transaction: once, whole, and one bad update spoils nothing for the others."""

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy import text as sql
from sqlalchemy.exc import DBAPIError, OperationalError

from handlers import router
from handlers.messages import Input, InputKind
from handlers.people import arrive
from handlers.turn import Turn
from storage.models import FailedUpdate, OutboxMessage, SeenUpdate
from tests.town import Resident, Town, walks_to

POISON = "thuốc độc"


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let one text bring its handler down after it has spoken and written."""
    handle = router.handle

    def fail_for_one_text(turn: Turn) -> None:
        handle(turn)
        if turn.given.text == POISON:
            raise KeyError("a bug that nobody foresaw")

    monkeypatch.setattr(router, "handle", fail_for_one_text)


def text(resident: Resident, words: str) -> Input:
    given = resident.input(InputKind.TEXT, words, message_id=str(next(resident.town.numbers)))
    return replace(given, raw={"update_id": int(given.update_id), "message": {"text": words}})


def failed(town: Town) -> list[FailedUpdate]:
    with town.looking() as session:
        return list(session.scalars(select(FailedUpdate).order_by(FailedUpdate.id)))


def count_of(town: Town, table: Any) -> int:
    with town.looking() as session:
        return int(session.query(table).count())


def test_an_update_counts_once_within_a_batch_across_batches_and_after_a_restart(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/gioithieu")
    once = text(hoa, "Một người")

    town.receive(once, once)
    town.receive(once)
    town.restarts()
    town.receive(once)
    town.receive(once)

    assert hoa.heard == ["ask.kind", "ask.field"]
    assert hoa.toasts == []


def test_updates_with_smaller_numbers_are_new_too(town: Town) -> None:
    hoa = town.citizen("Hoa")
    town.receive(replace(text(hoa, "/gioithieu"), update_id="900"))
    town.receive(replace(text(hoa, "Một người"), update_id="17"))

    assert hoa.heard == ["ask.kind", "ask.field"]


@pytest.mark.usefixtures("poisoned")
def test_a_poisonous_update_is_kept_whole_and_the_others_of_its_batch_are_unharmed(town: Town) -> None:
    hoa, lan, binh = town.citizen("Hoa"), town.citizen("Lan"), town.citizen("Bình")
    bad = text(lan, POISON)

    town.receive(text(hoa, "/gioithieu"), bad, text(binh, "/trogiup"), text(hoa, "Một người"), text(lan, "/trogiup"))

    assert hoa.heard == ["ask.kind", "ask.field"]
    assert binh.heard == ["people.help_citizen"]
    assert lan.heard == ["people.failed", "people.help_citizen"]
    (kept,) = failed(town)
    assert (kept.channel, kept.update_id) == ("telegram", bad.update_id)
    assert POISON not in kept.raw, "in ASCII escapes: every database takes them"
    assert POISON.encode("unicode_escape").decode() in kept.raw
    assert "a bug that nobody foresaw" in kept.traceback
    assert "fail_for_one_text" in kept.traceback


@pytest.mark.usefixtures("poisoned")
def test_a_poisonous_update_is_not_taken_up_again(town: Town) -> None:
    lan = town.citizen("Lan")
    bad = text(lan, POISON)

    town.receive(bad)
    town.restarts()
    town.receive(bad)

    assert lan.heard == ["people.failed"]
    assert len(failed(town)) == 1


def test_somebody_who_cannot_even_be_told_holds_up_nobody(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    hoa, lan = town.citizen("Hoa"), town.citizen("Lan")

    def fail_for_lan(voice: Any, given: Input, known: Any) -> Any:
        account = arrive(voice, given, known)
        if given.external_id == lan.id:
            raise ValueError("even the name is poison")
        return account

    monkeypatch.setattr("bot.engine.arrive", fail_for_lan)
    town.receive(text(lan, "xin chào"), text(hoa, "/gioithieu"))

    assert (hoa.heard, lan.heard) == (["ask.kind"], [])
    assert "even the name is poison" in failed(town)[0].traceback


def test_a_statement_that_no_database_takes_is_the_fault_of_its_update_alone(
    any_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa, lan = any_town.citizen("Hoa"), any_town.citizen("Lan")
    handle = router.handle

    def ask_for_too_much(turn: Turn) -> None:
        handle(turn)
        if turn.given.text == POISON:
            turn.session.execute(sql(f"SELECT {'(' * 20_000}1{')' * 20_000}"))

    monkeypatch.setattr(router, "handle", ask_for_too_much)
    any_town.receive(text(lan, POISON), text(hoa, "/gioithieu"), text(lan, "/trogiup"))

    assert hoa.heard == ["ask.kind"]
    assert lan.heard == ["people.failed", "people.help_citizen"]
    assert len(failed(any_town)) == 1


def test_what_people_wrote_is_not_told_with_an_error_of_the_database(any_town: Town) -> None:
    with pytest.raises(DBAPIError) as error, any_town.looking() as session:
        session.execute(sql("SELECT nothing FROM nowhere WHERE name = :name"), {"name": "bà Hòe"})

    assert "Hòe" not in str(error.value)


def test_a_locked_database_leaves_nothing_half_written_and_the_batch_can_be_tried_again(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.citizen("Lan")
    batch = [text(hoa, "/gioithieu"), text(lan, "/gioithieu")]
    town.database.close()
    event.listen(town.database.engine, "connect", lambda made, _: made.execute("PRAGMA busy_timeout=20"))
    other = sqlite3.connect(str(town.database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(OperationalError, match="locked"):
        town.receive(*batch)
    other.close()

    assert count_of(town, SeenUpdate) == count_of(town, OutboxMessage) == len(failed(town)) == 0
    town.receive(*batch)
    assert (hoa.heard, lan.heard) == (["ask.kind"], ["ask.kind"])


def test_a_database_that_fails_at_the_commit_is_no_fault_of_the_updates(town: Town) -> None:
    hoa = town.citizen("Hoa")
    given = text(hoa, "/gioithieu")

    def refuse(_connection: object) -> None:
        event.remove(town.database.engine, "commit", refuse)
        raise OperationalError("COMMIT", {}, sqlite3.OperationalError("database or disk is full"))

    event.listen(town.database.engine, "commit", refuse)
    with pytest.raises(OperationalError):
        town.receive(given)
    town.receive(given)

    assert hoa.heard == ["ask.kind"]
    assert failed(town) == []


def test_what_a_failed_update_left_in_memory_is_forgotten_with_it(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    hoa, heard = town.citizen("Hoa"), router.handle
    walks_to(hoa, "results")

    def fail_after_work(turn: Turn) -> None:
        heard(turn)
        if turn.given.text == "Ba hộ thoát nghèo":
            raise ValueError("too late")

    monkeypatch.setattr(router, "handle", fail_after_work)
    town.receive(text(hoa, "Ba hộ thoát nghèo"), text(hoa, "240 suất học bổng"))

    assert hoa.heard[-2:] == ["people.failed", "ask.replicable"]
    assert (town.answers(hoa)["results"], town.newest(hoa).cursor) == ("240 suất học bổng", "replicable")
    assert "replicable" not in town.answers(hoa)


def test_who_begins_twice_in_one_batch_is_offered_what_was_begun_first(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.citizen("Lan")
    town.receive(*(text(one, "/gioithieu") for one in (hoa, lan, hoa)))

    assert (hoa.heard, lan.heard) == (["ask.kind", "nomination.resume_unnamed"], ["ask.kind"])
    assert town.statuses() == {"draft": 2}


def test_a_story_begun_beside_a_poisonous_update_keeps_its_number_and_its_buttons(town: Town, poisoned: None) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.citizen("Lan"), town.citizen("Mai")
    town.receive(text(hoa, "/gioithieu"), text(lan, POISON), text(mai, "/gioithieu"))
    hoa.taps("Một người")
    mai.taps("Một tập thể")

    assert (hoa.heard, mai.heard) == (["ask.kind", "ask.field"], ["ask.kind", "ask.field"])
    assert (town.answers(hoa)["kind"], town.answers(mai)["kind"]) == ("individual", "collective")
