"""Threat 6: reviewers who decide at the same moment, in processes of their own, on one database."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.engine import Engine, Processed
from handlers.messages import Input, InputKind
from storage import audit
from storage.db import Database
from storage.models import Account, FailedUpdate, Nomination, Person, Role
from tests.town import Resident, Town, submits, tells

ROUNDS, RIVALS = 25, 4


@pytest.fixture
def engines(any_town: Town) -> Iterator[list[Engine]]:
    """Return engines as so many processes have them: each with its own connections."""
    url = any_town.database.url.render_as_string(hide_password=False)
    with ExitStack() as stack:
        yield [Engine(stack.enter_context(closing(Database(url))), any_town.desk) for _ in range(RIVALS)]


def at_once(engines: Sequence[Engine], inputs: Sequence[Input], town: Town) -> list[Processed]:
    """Let each engine process one input, all at the same moment."""
    start = Barrier(len(inputs))

    def process(engine: Engine, given: Input) -> Processed:
        start.wait()
        for _ in range(10):
            try:
                return engine.process([given], town.now)
            except OperationalError:
                continue  # a deadlock was broken: the batch is fetched again, as the poll loop does
        raise AssertionError("not stored after ten tries")

    with ThreadPoolExecutor(len(inputs)) as pool:
        return list(pool.map(process, engines, inputs))


def copies(town: Town, count: int) -> list[int]:
    """Return the numbers of so many submitted stories, made from the newest."""
    with town.looking() as session:
        told = session.scalars(select(Nomination)).one()
        columns = {one.key: getattr(told, one.key) for one in Nomination.__table__.columns if one.key != "id"}
        made = [Nomination(**{**columns, "code": f"GT26-9{number:03d}"}) for number in range(count)]
        session.add_all(made)
        session.flush()
        return [one.id for one in made]


def press(who: Resident, data: str) -> Input:
    return who.input(InputKind.PRESS, data, callback_id=f"{who.id}-{next(who.town.numbers)}")


def nothing_failed(town: Town) -> bool:
    with town.looking() as session:
        failed = session.scalar(select(func.count()).select_from(FailedUpdate))
        return failed == 0 and list(audit.broken_links(session)) == []


@pytest.mark.parametrize(
    "actions", [["approve"] * 4, ["approve", "decline", "ask_more", "approve"]], ids=["same", "mixed"]
)
def test_threat_06_of_reviewers_who_decide_at_once_one_wins_and_the_others_hear_who(
    any_town: Town, engines: list[Engine], actions: list[str]
) -> None:
    rivals = [any_town.reviewer(name) for name in ("Lan", "Mai", "Tâm", "Thu")]
    submits(any_town.citizen("Hoa"))
    names = {any_town.person(one).id: one.name for one in rivals}
    for ref in copies(any_town, ROUNDS):
        begun = [press(one, f"r:{action}:{ref}:1") for one, action in zip(rivals, actions, strict=True)]
        worded = [
            one.input(InputKind.TEXT, "Xin cho biết thêm")
            for one, action in zip(rivals, actions, strict=True)
            if action != "approve"
        ]
        any_town.engine.process([*begun, *worded], any_town.now)
        confirmed = [press(one, f"a:{ref}:summary:{action}") for one, action in zip(rivals, actions, strict=True)]
        done = at_once(engines, confirmed, any_town)

        decisions = [one for one in any_town.record(*set(actions)) if one.nomination_id == ref]
        told = [toast.text for one in done for toast in one.toasts if toast.text]
        assert len(decisions) == 1
        assert len(told) == RIVALS - 1
        assert all(f"đã được {names[decisions[0].person_id or 0]} xử lý" in text for text in told)
        any_town.passes(minutes=1)
    assert nothing_failed(any_town)


def until_somebody_waits(session: Session) -> None:
    """Return once another connection waits for what this one has locked."""
    while session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")) == 0:
        pass


def test_threat_06_a_role_taken_back_while_the_press_is_on_its_way_counts(postgres_town: Town) -> None:
    town, lan = postgres_town, postgres_town.reviewer("Lan")
    submits(town.citizen("Hoa"))
    lan.taps("Duyệt")
    confirm = press(lan, lan.button("Đúng, duyệt"))
    with ThreadPoolExecutor(1) as pool, Session(town.database.engine) as elsewhere:
        elsewhere.execute(update(Person).where(Person.external_id == lan.id).values(role=Role.CITIZEN))
        pressed = pool.submit(town.engine.process, [confirm], town.now)
        until_somebody_waits(elsewhere)
        elsewhere.commit()
        pressed.result()

    assert town.statuses() == {"submitted": 1}
    assert [one.reason for one in town.record("refused")] == ["approve: refused.not_reviewer"]


def test_threat_06_a_newcomer_stored_elsewhere_during_a_replay_is_no_poison(postgres_town: Town) -> None:
    town, hoa = postgres_town, postgres_town.citizen("Hoa")
    poison = replace(hoa.input(InputKind.TEXT, "x"), external_id="\x00", raw={"update_id": 1})
    with ThreadPoolExecutor(1) as pool, Session(town.database.engine) as elsewhere:
        known = {"channel": "telegram", "external_id": hoa.id, "chat_id": hoa.id, "name": "Hoa", "created_at": town.now}
        person = Person(**known, language="vi", seen_at=town.now)
        elsewhere.add(Account(**known, person=person))
        elsewhere.flush()
        batch = [poison, hoa.input(InputKind.TEXT, "/start")]
        processed = pool.submit(town.engine.process, batch, town.now)
        until_somebody_waits(elsewhere)
        elsewhere.commit()
        processed.result()
    town.deliver()

    assert hoa.heard == ["people.welcome"]
    with town.looking() as session:
        assert session.scalars(select(FailedUpdate.update_id)).all() == [poison.update_id]


def once_each(town: Town) -> Iterator[tuple[Resident, str]]:
    for number in range(5):
        hoa = town.citizen(f"Hoa {number}")
        tells(hoa)
        yield hoa, hoa.button("Gửi bài giới thiệu")


def test_threat_06_a_story_sent_from_four_sides_at_once_is_sent_once(any_town: Town, engines: list[Engine]) -> None:
    lan = any_town.reviewer("Lan")
    for hoa, send in once_each(any_town):
        at_once(engines, [press(hoa, send) for _ in engines], any_town)
    any_town.deliver()

    assert any_town.statuses() == {"submitted": 5}
    assert len(any_town.record("submit")) == 5
    assert lan.heard == ["review.new_card"] * 5
    assert nothing_failed(any_town)


ARRIVALS: dict[str, Callable[[Resident], Input]] = {
    "words": lambda one: one.input(InputKind.TEXT, "/start"),
    "a press": lambda one: press(one, "n:new"),
}


@pytest.mark.parametrize("how", ARRIVALS)
def test_threat_06_a_newcomer_whose_messages_reach_several_processes_is_one_person(
    any_town: Town, engines: list[Engine], how: str
) -> None:
    for number in range(5):
        hoa = any_town.citizen(f"Hoa {number}")
        at_once(engines, [ARRIVALS[how](hoa) for _ in engines], any_town)
        assert any_town.person(hoa).name == f"Hoa {number}"
    assert nothing_failed(any_town)


def test_threat_06_the_same_update_in_several_processes_is_processed_once(
    any_town: Town, engines: list[Engine]
) -> None:
    for number in range(5):
        hoa = any_town.citizen(f"Hoa {number}")
        given = hoa.input(InputKind.TEXT, "/start")
        at_once(engines, [given] * RIVALS, any_town)
    any_town.deliver()

    assert all(one.heard == ["people.welcome"] for one in any_town.residents.values())
    assert nothing_failed(any_town)


def test_threat_06_an_invitation_opened_by_four_at_once_makes_one_reviewer(
    any_town: Town, engines: list[Engine]
) -> None:
    for _ in range(5):
        token, guests = any_town.invite(), [any_town.citizen("Khách") for _ in engines]
        for one in guests:
            one.says("/start")
        at_once(engines, [one.input(InputKind.TEXT, f"/start i_{token}") for one in guests], any_town)

        assert sorted(any_town.person(one).role for one in guests) == ["citizen"] * 3 + ["reviewer"]
    assert nothing_failed(any_town)
