"""A load, what it came to, and how several rounds of it are put together."""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import psutil

from bench.bots import Bot, cpu, memory, running
from bench.server import BotApi

READY = 60.0  # seconds until a bot must have begun to poll
WARM = 1.0  # seconds with a few people: imports, caches, compiled statements, connections
GRACE = 0.3  # seconds after the last answer: what a bot still does about the updates belongs to their CPU


@dataclass(frozen=True)
class Load:
    """So many people at once, so far (ms, a round trip) from the bot, for so many seconds."""

    people: int
    rtt: int
    seconds: float

    @property
    def words(self) -> str:
        people = "1 person" if self.people == 1 else f"{self.people} people"
        return f"{people}, {self.rtt} ms away" if self.rtt else people


@dataclass(frozen=True)
class Result:
    """What a load came to: per update CPU µs and calls, ms to the last answer, and the shares of a core."""

    cpu: float
    rate: float
    p50: float
    p99: float
    memory: float
    calls: float
    bot: float
    generator: float


@asynccontextmanager
async def ready(api: BotApi, url: str, bot: Bot, database: str = "") -> AsyncIterator[psutil.Process]:
    """Run a bot; once it polls it is warmed up."""
    api.enter(bot.token, doubles=bot.doubles)
    async with running(bot, url, database) as process:
        await _polls(api, process, bot)
        await measure(api, process, Load(4, 0, WARM))
        yield process


async def _polls(api: BotApi, process: psutil.Process, bot: Bot) -> None:
    began = time.monotonic()
    while not api.polled.is_set():
        if process.status() == psutil.STATUS_ZOMBIE or time.monotonic() - began > READY:
            raise RuntimeError(f"{bot.name} ended or did not begin to poll within {READY:.0f} s")
        await asyncio.sleep(0.05)


async def measure(api: BotApi, process: psutil.Process, load: Load) -> Result:
    """Let newcomers tell their stories; CPU and time last until the last answer is there."""
    api.rtt, me = load.rtt / 1000, psutil.Process()
    crowd, people = api.crowd(load.people)
    before, calls = (cpu(process), cpu(me, children=False)), api.calls
    seconds = await crowd.act(people, load.seconds)
    await asyncio.sleep(GRACE)
    spent = cpu(process) - before[0], cpu(me, children=False) - before[1]
    updates = len(crowd.steps)
    cut = statistics.quantiles(crowd.steps, n=100)
    api.rtt = 0.0
    return Result(
        cpu=spent[0] / updates * 1e6,
        rate=updates / seconds,
        p50=cut[49] * 1000,
        p99=cut[98] * 1000,
        memory=memory(process) / 1e6,
        calls=(api.calls - calls) / updates,
        bot=spent[0] / seconds,
        generator=spent[1] / seconds,
    )


def median(results: Sequence[Result]) -> Result:
    """Return the median of each figure over the rounds."""
    return Result(**{name: statistics.median(getattr(one, name) for one in results) for name in vars(results[0])})
