"""How fast broadcasts go out, on a clock that only sleeping moves."""

import asyncio
from heapq import heappop, heappush
from itertools import count, pairwise

import pytest

from bot import pacing
from bot.pacing import Freeze, Pace

Chat = tuple[str, str, bool]


class Hourglass:
    """Time that passes while somebody sleeps, and only then."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class Dormitory(Hourglass):
    """Time for many who sleep at once: it goes on to whoever wakes first."""

    def __init__(self) -> None:
        super().__init__()
        self._asleep: list[tuple[float, int, asyncio.Future[None]]] = []
        self._beds = count()

    async def sleep(self, seconds: float) -> None:
        waking = asyncio.get_running_loop().create_future()
        heappush(self._asleep, (self.now + seconds, next(self._beds), waking))
        await waking

    async def until_done(self, tasks: list["asyncio.Task[None]"]) -> None:
        while not all(task.done() for task in tasks):
            for _ in range(3):
                await asyncio.sleep(0)
            if self._asleep:
                self.now, _, waking = heappop(self._asleep)
                waking.set_result(None)


@pytest.fixture
def dormitory(monkeypatch: pytest.MonkeyPatch) -> Dormitory:
    rooms = Dormitory()
    monkeypatch.setattr(pacing, "time", rooms)
    monkeypatch.setattr(pacing, "asyncio", rooms)
    return rooms


@pytest.fixture
def hourglass(monkeypatch: pytest.MonkeyPatch) -> Hourglass:
    glass = Hourglass()
    monkeypatch.setattr(pacing, "time", glass)
    monkeypatch.setattr(pacing, "asyncio", glass)
    return glass


def chat(number: int) -> Chat:
    return ("telegram", str(number), True)


async def test_at_most_thirty_broadcasts_leave_in_any_second(hourglass: Hourglass) -> None:
    pace, sent = Pace(per_second=30), []
    for number in range(200):
        await pace.turn(chat(number), Freeze())
        sent.append(hourglass.now)

    assert max(sum(1 for other in sent if one <= other < one + 0.999) for one in sent) <= 30
    assert sent[-1] - sent[0] == pytest.approx(199 / 30)


async def test_broadcasts_that_a_freeze_held_back_leave_at_their_pace_after_it(dormitory: Dormitory) -> None:
    pace, freeze, sent = Pace(per_second=30), Freeze(), []

    async def line(number: int) -> None:
        await pace.turn(chat(number), freeze)
        sent.append(dormitory.now)
        if number == 10:
            freeze.until(5)  # Telegram answers 429

    await dormitory.until_done([asyncio.create_task(line(number)) for number in range(200)])

    assert len(sent) == 200
    assert not [one for one in sent if sent[10] < one < sent[10] + 4.9]
    assert max(sum(1 for other in sent if one <= other < one + 0.999) for one in sent) <= 30


async def test_one_chat_gets_one_broadcast_a_second(hourglass: Hourglass) -> None:
    pace, sent = Pace(per_second=30), []
    for _ in range(5):
        await pace.turn(chat(1), Freeze())
        sent.append(hourglass.now)

    assert min(after - before for before, after in pairwise(sent)) >= 1.0


async def test_chats_that_were_served_are_forgotten(hourglass: Hourglass) -> None:
    pace = Pace(per_second=30)
    for number in range(500):
        await pace.turn(chat(number), Freeze())

    assert len(pace._chats) <= 40


async def test_a_freeze_that_grows_meanwhile_is_waited_for_to_its_end(hourglass: Hourglass) -> None:
    freeze = Freeze()
    freeze.until(5)
    freeze.until(2)

    assert await freeze.passed()

    assert hourglass.now == 1005.0
    assert not await freeze.passed()


@pytest.mark.parametrize("is_broadcast", [True, False])
async def test_a_group_gets_at_most_twenty_messages_in_any_minute(hourglass: Hourglass, *, is_broadcast: bool) -> None:
    pace, sent, group = Pace(per_second=30), [], ("telegram", "-1001234", is_broadcast)
    for _ in range(70):
        await pace.room(group)
        if is_broadcast:
            await pace.turn(group, Freeze())
        pace.sent(group)
        sent.append(hourglass.now)

    assert max(sum(1 for other in sent if one <= other < one + 60) for one in sent) == 20


async def test_a_person_may_get_more_in_a_minute(hourglass: Hourglass) -> None:
    pace, began = Pace(per_second=30), hourglass.now
    for _ in range(50):
        await pace.room(chat(1))
        pace.sent(("telegram", "1", False))
    assert hourglass.now == began


async def test_answers_take_their_turns_from_the_broadcasts_and_never_wait(hourglass: Hourglass) -> None:
    pace, sent = Pace(per_second=30), []
    for number in range(100):
        await pace.turn(chat(number), Freeze())
        for one in (chat(number), ("telegram", f"live {number}", False)):
            pace.sent(one)
            sent.append(hourglass.now)

    assert max(sum(1 for other in sent if one <= other < one + 0.999) for one in sent) <= 32
    assert hourglass.now - 1000 == pytest.approx(99 / 15, rel=0.02)


async def test_however_many_answers_go_out_a_broadcast_waits_a_second_at_most(hourglass: Hourglass) -> None:
    pace, began = Pace(per_second=30), hourglass.now
    for number in range(1000):
        pace.sent(("telegram", f"live {number}", False))
    await pace.turn(chat(1), Freeze())
    assert hourglass.now - began == pytest.approx(1.0)
