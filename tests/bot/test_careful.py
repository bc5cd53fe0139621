"""After a death the engine goes step by step: it finds the update that kills, and does the others no wrong."""

import sqlite3
from collections.abc import Callable

import pytest
from sqlalchemy.exc import OperationalError

from bot.engine import DEATHS, Engine
from handlers import router
from handlers.turn import Turn
from storage.models import UpdateAttempt
from tests.bot.test_engine import count_of, failed, text
from tests.town import Town


class Killed(BaseException):
    """The process is gone: nothing after this is run."""


def killing(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    handle: Callable[[Turn], None] = router.handle

    def die(turn: Turn) -> None:
        if turn.given.text == words:
            raise Killed
        handle(turn)

    monkeypatch.setattr(router, "handle", die)


def test_an_update_that_kills_the_process_is_set_aside_after_three_deaths(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa, lan = town.citizen("Hoa"), town.citizen("Lan")
    batch = [text(hoa, "/gioithieu"), text(lan, "giết"), text(hoa, "Một người")]
    killing(monkeypatch, "giết")

    with pytest.raises(Killed):  # nobody can know yet over which of them
        town.receive(*batch)
    for _ in range(DEATHS):
        town.engine = Engine(town.database, town.desk, careful=True)
        with pytest.raises(Killed):
            town.receive(*batch)
    town.engine = Engine(town.database, town.desk, careful=True)
    town.receive(*batch)

    assert hoa.heard == ["ask.kind", "ask.field"]
    assert lan.heard == ["people.failed"]
    assert "died 3 times" in failed(town)[0].traceback
    assert count_of(town, UpdateAttempt) == 0


def test_the_update_that_kills_is_found_behind_others_that_a_poll_brings_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large poll is stored in several transactions: the first ones are done with when the process dies."""
    hoa, lan = town.citizen("Hoa"), town.citizen("Lan")
    first, second = [text(hoa, "/gioithieu"), text(hoa, "Một người")], [text(lan, "giết")]
    killing(monkeypatch, "giết")

    town.receive(*first)
    for _ in range(DEATHS):
        town.engine = Engine(town.database, town.desk, careful=True)
        town.receive(*first)
        with pytest.raises(Killed):
            town.receive(*second)
    town.engine = Engine(town.database, town.desk, careful=True)
    town.receive(*first)
    town.receive(*second)

    assert hoa.heard == ["ask.kind", "ask.field"]
    assert lan.heard == ["people.failed"]


def test_after_one_death_the_innocent_are_served_as_ever(town: Town) -> None:
    hoa = town.citizen("Hoa")
    town.engine = Engine(town.database, town.desk, careful=True)

    town.receive(text(hoa, "/gioithieu"), text(hoa, "Một người"))
    town.receive(text(hoa, "Người tốt, việc tốt"))

    assert hoa.heard == ["ask.kind", "ask.field", "ask.nominee_individual"]
    assert failed(town) == []


def test_a_locked_database_is_no_death(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    hoa = town.citizen("Hoa")
    given, handle, locks = text(hoa, "/gioithieu"), router.handle, iter(range(DEATHS + 1))

    def meet_a_lock(turn: Turn) -> None:
        handle(turn)
        if next(locks, None) is not None:
            raise OperationalError("UPDATE", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(router, "handle", meet_a_lock)
    town.engine = Engine(town.database, town.desk, careful=True)
    for _ in range(DEATHS + 1):
        with pytest.raises(OperationalError):
            town.receive(given)
    town.receive(given)

    assert hoa.heard == ["ask.kind"]
