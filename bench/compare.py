"""The product beside what a user would pick instead, on the same conversation, in one run.

Simulated people in a closed loop talk to one bot after the other, round after round, so that whatever else the machine
does falls on all alike; figures are medians of the rounds, ratios are to python-telegram-bot's, which serves people
beside each other, as all the others do. The peers keep everything in memory; the product stores every step with SQLite
at synchronous=FULL. The last row of each load is a loop that only answers: the most that this generator can take. See
`bench/conversation.py` for why updates are comparable.
"""

import argparse
import asyncio
import platform
import sys
from collections.abc import Sequence

import uvloop
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench import bots
from bench.bots import Bot
from bench.measuring import Load, Result, measure, median, ready
from bench.server import BotApi

HEADINGS = ("", "CPU µs/update", "×", "updates/s", "×", "p50 ms", "p99 ms", "MB", "calls/update", "bot", "generator")
BUSY = 0.9  # share of a core above which the generator may be what sets the pace

Figures = dict[tuple[Load, Bot], list[Result]]


async def compare(chosen: Sequence[Bot], loads: Sequence[Load], rounds: int) -> Figures:
    """Run every bot under every load, one bot after the other, so many times."""
    figures: Figures = {(load, bot): [] for load in loads for bot in chosen if not (bot.near and load.rtt)}
    api = BotApi()
    url = await api.start()
    with Progress(transient=True, disable=not sys.stdout.isatty()) as progress:
        task = progress.add_task("", total=rounds * len(figures))
        for _ in range(rounds):
            for bot in chosen:
                progress.update(task, description=bot.name)
                async with ready(api, url, bot) as process:
                    for load in (one for one in loads if (one, bot) in figures):
                        figures[load, bot].append(await measure(api, process, load))
                        progress.advance(task)
    api.stop()
    return figures


def table(load: Load, results: dict[Bot, Result]) -> Table:
    shown = Table(title=load.words, title_justify="left")
    for number, heading in enumerate(HEADINGS):
        shown.add_column(heading, justify="right" if number else "left")
    base = results.get(bots.PTB) or results.get(bots.PTB_IN_TURN)
    for bot, one in results.items():
        shown.add_row(
            bot.name,
            f"{one.cpu:.0f}",
            f"{one.cpu / base.cpu:.2f}" if base else "",
            f"{one.rate:.0f}",
            f"{one.rate / base.rate:.2f}" if base else "",
            f"{one.p50:.1f}",
            f"{one.p99:.1f}",
            f"{one.memory:.0f}",
            f"{one.calls:.2f}",
            f"{one.bot:.0%}",
            f"{one.generator:.0%}",
        )
    return shown


def show(figures: Figures, loads: Sequence[Load], rounds: int) -> None:
    console = Console(width=130)
    for load in loads:
        results = {bot: median(found) for (of, bot), found in figures.items() if of == load}
        console.print(table(load, results))
        if bare := results.get(bots.BARE):
            console.print(
                f"The generator gives {bare.rate:.0f} updates/s to a loop that only answers, "
                f"with {bare.generator:.0%} of a core: that is its ceiling here."
            )
        for bot, one in results.items():
            if one.generator > BUSY:
                console.print(f"{bot.name}: the generator was busy all the time and may have set the pace.")
        console.print()
    console.print(f"Medians of {rounds} rounds; × to python-telegram-bot; bot, generator: share of one core.")
    console.print(f"Python {platform.python_version()}, {platform.machine()}. Calls do not count the polls.")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="how often each bot has its turn")
    parser.add_argument("--seconds", type=float, default=6, help="how long each load lasts")
    parser.add_argument("--people", type=int, help="one load only: so many people (24)")
    parser.add_argument("--rtt", type=int, default=0, help="one load only: so far away (ms of a round trip)")
    parser.add_argument("--only", help="only the bots with these words in their names, separated by commas")
    return parser.parse_args()


def main() -> None:
    given = arguments()
    loads = [Load(24, 0, given.seconds), Load(1, 0, given.seconds), Load(100, 60, given.seconds)]
    if given.people or given.rtt:
        loads = [Load(given.people or 24, given.rtt, given.seconds)]
    words = (given.only or "").lower().split(",")
    chosen = [bot for bot in bots.ALL if any(word in bot.name.lower() for word in words)]
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        show(runner.run(compare(chosen, loads, given.rounds)), loads, given.rounds)


if __name__ == "__main__":
    main()
