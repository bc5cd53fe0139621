"""How quickly the bot answers a step of the conversation, and what an update costs it.

The service is a process of its own (`hoadep run`, SQLite with synchronous=FULL, a new database); this one holds the
sandbox and the people. They act on the sandbox directly, so that only what the bot does is measured: its poll, its
transaction and its messages, all over HTTP. A step lasts from what a person did to the last message that answers it.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

import psutil
from rich.console import Console
from rich.table import Table

from bench import bots
from bench.conversation import STEPS, somebody
from bot.sandbox import acts
from bot.sandbox.server import Sandbox
from bot.sandbox.world import Chat

PATIENCE = 30.0


@dataclass
class Load:
    """So many people, each telling story after story without a pause."""

    people: int
    stories: int


@dataclass
class Result:
    """What a load came to: the steps in ms, the seconds it took, and CPU seconds of both processes."""

    load: Load
    steps: Sequence[float]
    seconds: float
    bot: float
    generator: float
    memory: int

    def row(self) -> list[str]:
        updates, cut = len(self.steps), statistics.quantiles(self.steps, n=100)
        return [
            str(self.load.people),
            str(updates),
            f"{statistics.median(self.steps):.1f}",
            f"{cut[94]:.1f}",
            f"{cut[98]:.1f}",
            f"{updates / self.seconds:.0f}",
            f"{self.bot / updates * 1e6:.0f}",
            f"{self.bot / self.seconds:.0%}",
            f"{self.generator / self.seconds:.0%}",
            f"{self.memory / 1e6:.0f}",
        ]


async def step(sandbox: Sandbox, chat: Chat, words: str, answers: int) -> float:
    """Say something and wait for all that answers it; return the ms."""
    rev, began = chat.rev, time.perf_counter()
    acts.say(sandbox.world, chat, words)
    async with asyncio.timeout(PATIENCE):
        while sum(post.side == "bot" for post in chat.since(rev)) < answers:
            await chat.changed.wait(PATIENCE)
    return (time.perf_counter() - began) * 1000


async def tell(sandbox: Sandbox, chat: Chat, stories: int) -> list[float]:
    names = [somebody() for _ in range(stories)]
    return [await step(sandbox, chat, one.words.format(name=name), one.answers) for name in names for one in STEPS]


def newcomer(sandbox: Sandbox) -> Chat:
    return sandbox.world.chats[sandbox.world.add_person("Hùng").id]


async def measure(sandbox: Sandbox, bot: psutil.Process, load: Load) -> Result:
    chats = [newcomer(sandbox) for _ in range(load.people)]
    me = psutil.Process()
    before, began = (bots.cpu(bot), bots.cpu(me, children=False)), time.perf_counter()
    told = await asyncio.gather(*(tell(sandbox, chat, load.stories) for chat in chats))
    seconds = time.perf_counter() - began
    spent = (bots.cpu(bot) - before[0], bots.cpu(me, children=False) - before[1])
    return Result(load, [one for steps in told for one in steps], seconds, *spent, bots.memory(bot))


def show(results: Sequence[Result]) -> None:
    table = Table(title="A step of the conversation", title_justify="left")
    for heading in (
        "people",
        "steps",
        "median ms",
        "p95",
        "p99",
        "updates/s",
        "CPU µs/update",
        "bot",
        "generator",
        "MB",
    ):
        table.add_column(heading, justify="right")
    for result in results:
        table.add_row(*result.row())
    console = Console(width=120)
    console.print(table)
    console.print("bot, generator: share of one core. The generator is the sandbox with its people.")
    for result in results:
        if result.generator > result.bot:
            console.print(f"With {result.load.people} people the generator works more than the bot: it sets the pace.")


async def main(loads: Sequence[Load]) -> None:
    sandbox = Sandbox(bots.PRODUCT.token)
    await sandbox.start()
    try:
        async with bots.running(bots.PRODUCT, sandbox.url) as bot:
            await step(sandbox, newcomer(sandbox), "/start", 1)
            await tell(sandbox, newcomer(sandbox), 2)  # warm: imports, caches, compiled statements
            show([await measure(sandbox, bot, load) for load in loads])
    finally:
        await sandbox.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=24, help="people at once in the second load")
    parser.add_argument("--stories", type=int, default=8, help="stories that each of them tells")
    given = parser.parse_args()
    asyncio.run(main([Load(1, 20), Load(given.people, given.stories)]))
