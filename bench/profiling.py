"""Where the product's CPU goes, in µs an update: by thread, by area, by our own functions, by whichever runs.

The CPU of each thread is measured first, undisturbed; then py-spy samples the same load, and its samples share out what
was measured. A sample counts for the area of the innermost frame that has one, and for the innermost function of ours.
"""

import argparse
import asyncio
import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import uvloop
from rich.console import Console
from rich.table import Table

from bench import bots
from bench.measuring import ready
from bench.server import BotApi

WAITS = re.compile(r"^_worker \(concurrent/|^wait \(threading\.py")  # woken, but not yet at work
OURS = re.compile(r"\((?:.*/)?((?:bot|handlers|storage)/[\w/]+\.py)")
# The first line that matches a frame, searched from the innermost frame outwards.
AREAS = (
    ("texts", r"fluent/|handlers/(wording|markup)\.py"),
    ("JSON", r"\(json/"),
    ("SQLite: statements", r"do_execute"),
    ("SQLite: begin, commit", r"do_commit|do_begin|storage/db\.py"),
    ("SQLAlchemy ORM: flush", r"sqlalchemy/orm/(unitofwork|persistence|mapper)\.py"),
    ("SQLAlchemy ORM: the rest", r"sqlalchemy/orm/"),
    ("SQLAlchemy Core", r"sqlalchemy/"),
    ("HTTP client", r"aiohttp/|bot/channels/http\.py|yarl/|multidict/"),
    ("update parsing", r"telegram_updates\.py"),
    ("Bot API calls", r"telegram/|bot/channels/"),
    ("delivery", r"bot/(delivery|pacing|parcels)\.py"),
    ("poll loop", r"bot/(intake|core|clock)\.py"),
    ("engine", r"bot/engine\.py"),
    ("handlers", r"handlers/"),
    ("storage", r"storage/"),
    ("event loop", r"asyncio/|uvloop|concurrent/|threading\.py|queue\.py"),
)

Stack = tuple[str, ...]  # the outermost frame first


@dataclass
class Thread:
    """A thread with its CPU µs an update, and how often each stack was met in it."""

    name: str
    cpu: float
    stacks: Counter[Stack]

    def shares(self, counted: Counter[str]) -> dict[str, float]:
        """Return µs an update for counted samples."""
        total = max(1, self.stacks.total())
        return {name: count * self.cpu / total for name, count in counted.most_common()}


async def profile(people: int, seconds: float) -> list[Thread]:
    api = BotApi()
    url = await api.start()
    async with ready(api, url, bots.PRODUCT) as process:
        used = await _threads(api, process, people, seconds)
        stacks = await _sampled(api, process, people, seconds)
    api.stop()
    return [Thread(_name(found), used.pop(_id(found), 0.0), counted) for found, counted in stacks.items()] + [
        Thread(f"thread {left} (never seen)", cpu, Counter()) for left, cpu in used.items() if cpu > 1
    ]


async def _threads(api: BotApi, process: psutil.Process, people: int, seconds: float) -> dict[int, float]:
    """Return the CPU µs an update of each thread of the bot."""
    crowd, members = api.crowd(people)
    before = {one.id: one.user_time + one.system_time for one in process.threads()}
    await crowd.act(members, seconds)
    after = {one.id: one.user_time + one.system_time for one in process.threads()}
    return {one: (cpu - before.get(one, 0.0)) / len(crowd.steps) * 1e6 for one, cpu in after.items()}


async def _sampled(api: BotApi, process: psutil.Process, people: int, seconds: float) -> dict[str, Counter[Stack]]:
    """Return the stacks that py-spy met, by thread."""
    crowd, members = api.crowd(people)
    with tempfile.NamedTemporaryFile(prefix="hoadep-profile-") as file:
        options = ("--rate", "250", "--threads", "--format", "raw", "--duration", str(round(seconds)))
        spy = await asyncio.create_subprocess_exec(
            *(bots.PEERS / "py-spy", "record", *options, "--output", file.name, "--pid", str(process.pid)),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        await asyncio.gather(spy.wait(), crowd.act(members, seconds + 2))
        return _read(Path(file.name))


def _read(file: Path) -> dict[str, Counter[Stack]]:
    found: dict[str, Counter[Stack]] = {}
    for line in file.read_text(encoding="utf-8").splitlines():
        stack, _, count = line.rpartition(" ")
        thread, *frames = stack.split(";")
        if frames and not WAITS.search(frames[-1]):
            found.setdefault(thread, Counter())[tuple(frames)] += int(count)
    return found


def _name(thread: str) -> str:
    return thread.partition(":")[2].strip() or thread


def _id(thread: str) -> int:
    digits = re.search(r"\d+", thread)
    return int(digits[0]) if digits else 0


def area(stack: Stack) -> str:
    found = (name for frame in reversed(stack) for name, pattern in AREAS if re.search(pattern, frame))
    return next(found, "elsewhere")


def ours(stack: Stack) -> list[str]:
    """Return our own functions on a stack, the innermost first, each once."""
    named = (_function(frame) for frame in reversed(stack) if OURS.search(frame))
    return list(dict.fromkeys(named))


def _function(frame: str) -> str:
    name, _, place = frame.partition(" (")
    path = OURS.search(frame)
    return f"{path[1] if path else place.rpartition(':')[0]}:{name}"


def counted(thread: Thread, keys: Iterable[tuple[Stack, Sequence[str]]]) -> dict[str, float]:
    total: Counter[str] = Counter()
    for stack, names in keys:
        for name in names:
            total[name] += thread.stacks[stack]
    return thread.shares(total)


def show(console: Console, thread: Thread, most: int) -> None:
    console.rule(f"{thread.name}: {thread.cpu:.0f} µs an update, {thread.stacks.total()} samples")
    if not thread.stacks:
        return
    stacks = list(thread.stacks)
    console.print(_table("areas", counted(thread, ((one, [area(one)]) for one in stacks)), most))
    inner = counted(thread, ((one, ours(one)[:1]) for one in stacks))
    console.print(_table("our functions, with the libraries they call", inner, most))
    console.print(
        _table("our functions, with all they call", counted(thread, ((one, ours(one)) for one in stacks)), most)
    )
    own = counted(thread, ((one, [_function(one[-1])] if one else []) for one in stacks))
    console.print(_table("own time", own, most))


def _table(title: str, shares: dict[str, float], most: int) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column("µs", justify="right")
    table.add_column("")
    for name, share in list(shares.items())[:most]:
        table.add_row(f"{share:.1f}", name)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=24)
    parser.add_argument("--seconds", type=float, default=10, help="of each of the two runs")
    parser.add_argument("--most", type=int, default=40, help="rows of a table")
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        threads = runner.run(profile(given.people, given.seconds))
    console = Console(width=130)
    for thread in sorted(threads, key=lambda one: -one.cpu):
        show(console, thread, given.most)


if __name__ == "__main__":
    main()
