"""How fast broadcasts go out, on a clock that only sleeping moves."""

from itertools import pairwise

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
        await pace.turn(chat(number))
        sent.append(hourglass.now)

    assert max(sum(1 for other in sent if one <= other < one + 0.999) for one in sent) <= 30
    assert sent[-1] - sent[0] == pytest.approx(199 / 30)


async def test_one_chat_gets_one_broadcast_a_second(hourglass: Hourglass) -> None:
    pace, sent = Pace(per_second=30), []
    for _ in range(5):
        await pace.turn(chat(1))
        sent.append(hourglass.now)

    assert min(after - before for before, after in pairwise(sent)) >= 1.0


async def test_chats_that_were_served_are_forgotten(hourglass: Hourglass) -> None:
    pace = Pace(per_second=30)
    for number in range(500):
        await pace.turn(chat(number))

    assert len(pace._chats) <= 40


async def test_a_freeze_that_grows_meanwhile_is_waited_for_to_its_end(hourglass: Hourglass) -> None:
    freeze = Freeze()
    freeze.until(5)
    freeze.until(2)

    await freeze.passed()

    assert hourglass.now == 1005.0
