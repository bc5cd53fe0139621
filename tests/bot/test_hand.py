"""Several processes at one outbox: who has what in hand, who waits for whom, and how fast they are together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import text

from bot.core import Core
from bot.hand import Hand
from bot.pacing import AT_ONCE, Freeze, SharedPace
from bot.parcels import Parcel
from storage.db import Database
from storage.models import Delivery, Lane, OutboxMessage, Person
from storage.outbox import Settled, settle
from tests.postgres import Cluster

NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


class Process:
    """One of several on a database: what it took, and what it may send now."""

    def __init__(self, url: str) -> None:
        self.core, self.database = Core(), Database(url)
        self.hand = Hand(self.core, self.database, ["telegram"])
        self.parcels: dict[int, Parcel] = {}

    async def looks(self) -> list[int]:
        """Take what nobody has in hand; return the rows."""
        taken = [one for one in await self.hand.look(NOW, 100) if self.hand.take(one)]
        self.parcels |= {one.id: one for one in taken}
        return [one.id for one in taken]

    async def waits_with(self, row: int) -> bool:
        self.parcels[row].wait = 1.0  # it has waited: the database is asked
        return await self.hand.must_wait(self.parcels[row]) > 0

    def sends(self, row: int) -> None:
        with self.database.begin() as session:
            settle(session, [Settled(row, Delivery.SENT, NOW, message_id=str(row))])
        self.hand.drop([row])

    async def ends(self) -> None:
        await self.core.run(self.hand.end)
        self.core.close()
        self.database.close()

    def dies(self) -> None:
        """Vanish, as the server sees it: the connection is gone, and nothing was let go of."""
        assert self.hand._life
        self.hand._life.close()
        self.database.close()


class Office:
    def __init__(self, url: str) -> None:
        self.url, self.database, self.processes = url, Database(url), AsyncExitStack()
        known: dict[str, Any] = {"channel": "telegram", "external_id": "1", "chat_id": "1", "name": "Hoa"}
        with self.database.begin() as session:
            session.add(Person(id=1, **known, language="vi", created_at=NOW, seen_at=NOW))

    async def process(self) -> Process:
        process = Process(self.url)
        await process.core.run(process.hand.live)
        self.processes.push_async_callback(process.ends)
        return process

    def says(self, *lines: str, lane: Lane = Lane.REPLY, chat: str = "1") -> list[int]:
        common: dict[str, Any] = {
            "person_id": 1,
            "channel": "telegram",
            "key": "test",
            "due_at": NOW,
            "created_at": NOW,
        }
        with self.database.begin() as session:
            rows = [OutboxMessage(**common, lane=lane, text=line, chat_id=chat) for line in lines]
            session.add_all(rows)
            session.flush()
            return [row.id for row in rows]

    def asks(self, question: str) -> Any:
        with self.database.read() as session:
            return session.scalar(text(question))

    def execute(self, statement: str) -> None:
        with self.database.begin() as session:
            session.execute(text(statement))


@pytest.fixture
async def office(postgres: Cluster) -> AsyncIterator[Office]:
    office = Office(postgres.new_database())
    async with office.processes:
        yield office
    office.database.close()


async def test_what_one_has_in_hand_no_other_takes(office: Office) -> None:
    one, other = await office.process(), await office.process()
    first = office.says("một", "hai")
    assert await one.looks() == first
    second = office.says("ba", chat="2")

    assert await other.looks() == second
    assert await one.looks() == []


async def test_what_another_is_taking_is_passed_over_at_once(office: Office) -> None:
    one, rows = await office.process(), office.says("một", "hai")
    with office.database.begin() as session:
        session.execute(text("SELECT id FROM outbox WHERE id = :row FOR UPDATE"), {"row": rows[0]})
        assert await one.looks() == rows[1:]


async def test_what_a_dead_process_had_is_taken_at_the_next_look(office: Office) -> None:
    one, other = await office.process(), await office.process()
    rows = office.says("một", "hai")
    await one.looks()
    assert await other.looks() == []

    one.dies()

    await until_taken(other, rows)


async def until_taken(process: Process, rows: list[int]) -> None:
    """Look until the rows are there: the server needs a moment to notice that a connection is gone."""
    async with asyncio.timeout(10):
        while not (taken := await process.looks()):  # noqa: ASYNC110 (the server rings for nobody)
            await asyncio.sleep(0.01)
    assert taken == rows


async def test_what_a_process_leaves_at_its_end_is_taken_at_once(office: Office) -> None:
    one, other = await office.process(), await office.process()
    rows = office.says("một")
    await one.looks()

    await one.core.run(one.hand.end)

    assert await other.looks() == rows


async def test_a_claim_that_ran_out_is_taken_and_not_sent_by_who_had_it(office: Office) -> None:
    one, other = await office.process(), await office.process()
    (row,) = office.says("một")
    await one.looks()
    office.execute("UPDATE outbox SET claimed_until = now() - interval '1 second'")
    one.hand._until[row] = 0.0  # as its own clock says then

    assert await other.looks() == [row]
    assert not one.hand.holds(row)
    assert other.hand.holds(row)


async def test_a_message_long_in_hand_is_claimed_anew(office: Office) -> None:
    one, other = await office.process(), await office.process()
    (row,) = office.says("một")
    await one.looks()
    one.hand._until[row] -= 40  # it was taken 40 seconds ago
    office.execute("UPDATE outbox SET claimed_until = now() + interval '20 seconds'")

    assert await one.looks() == []
    office.execute("UPDATE outbox SET claimed_until = claimed_until - interval '30 seconds'")
    assert await other.looks() == []


async def test_a_message_waits_for_an_older_one_in_another_hand(office: Office) -> None:
    one, other = await office.process(), await office.process()
    (first,) = office.says("một")
    await one.looks()
    (second,) = office.says("hai")
    await other.looks()

    assert await other.waits_with(second)
    assert not await one.waits_with(first)
    one.sends(first)
    assert not await other.waits_with(second)


async def test_after_a_takeover_the_order_still_holds(office: Office) -> None:
    one, other, third = [await office.process() for _ in range(3)]
    first = office.says("một", "hai")
    await one.looks()
    (last,) = office.says("ba")
    await other.looks()
    one.dies()
    await until_taken(third, first)

    assert await other.waits_with(last)
    third.sends(first[0])
    assert await other.waits_with(last)
    third.sends(first[1])
    assert not await other.waits_with(last)


async def test_nobody_waits_for_the_less_urgent_nor_for_another_chat(office: Office) -> None:
    one, other = await office.process(), await office.process()
    office.says("tổng hợp", lane=Lane.DIGEST)
    office.says("chào Lan", chat="2")
    await one.looks()
    (reply,) = office.says("câu trả lời")
    await other.looks()

    assert not other.parcels[reply].after
    assert not await other.waits_with(reply)


async def test_the_broadcasts_of_two_processes_take_turns(office: Office) -> None:
    paces = [SharedPace(30, {}, one.core, one.database) for one in (await office.process(), await office.process())]

    ends = []
    for pace in 3 * paces:
        pace._turns.clear()
        await pace._next_turn()
        ends += [office.asks("SELECT value FROM counter WHERE name = 'pace'")]

    assert min(after - before for before, after in pairwise(ends)) >= AT_ONCE * 1000 // 30


async def test_a_freeze_holds_back_the_broadcasts_of_every_process(office: Office) -> None:
    one, other = await office.process(), await office.process()
    freezes = {"telegram": Freeze()}
    await SharedPace(30, {}, one.core, one.database).tell_others("telegram", 0.3)

    await SharedPace(30, freezes, other.core, other.database)._next_turn()

    assert await freezes["telegram"].passed()
