"""What the service costs once a province has told it a million stories, beside what it costs after the first thousand.

Both databases are filled by `bench/province.py` and then asked the same, turn and turn about: a whole conversation
through the engine, the tally, look-ups of similar cases, the queue, the search, the digest. Whatever changes a database
is rolled back, except for the conversations. The exports are `hoadep export` itself, with its peak of memory.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import select

from bench import bots, province
from bench.conversation import STEPS, somebody
from bench.questions import Citizen, Times, Town, ask, look_up
from bot.config import load
from bot.engine import Engine
from handlers.desk import Desk, build_desk
from storage.db import Database
from storage.models import Nomination, Person, Role
from storage.schema import upgrade

CONFIG = bots.ROOT / "config.toml"
STORIES = 40  # told on each database
TIMES = 20  # that a question is asked
EXPORTS = ("json", "csv", "xlsx")


@dataclass(frozen=True)
class Goal:
    """What a figure may come to: ms, MB, or times the figure of the small database."""

    name: str
    most: float
    unit: str = "ms"
    of: Callable[[Times], float] = statistics.median


def p99(times: Times) -> float:
    return statistics.quantiles(times, n=100)[98]


GOALS: dict[str, Sequence[Goal]] = {
    "step": (Goal("a step of the conversation, p50", 1.2, "×"),),
    "tally": (Goal("tally by kind and field", 5),),
    "communes": (Goal("tally by commune", 15),),
    "similar": (Goal("similar cases, p50", 5), Goal("similar cases, p99", 40, of=p99)),
    "queue": (Goal("page of the queue, whole province", 10),),
    "own_queue": (Goal("page of the queue, one commune", 10),),
    "choduyet": (Goal("/choduyet, read to committed, p50", 50), Goal("/choduyet, p99", 100, of=p99)),
    "find": (Goal("/tim, a common name", 0),),
    "find_rare": (Goal("/tim, what is not there, one commune", 0),),
    "find_none": (Goal("/tim, what is not there, whole province", 0),),
    "digest": (Goal("digest to 20 officers", 1000),),
}


def export(url: str, folder: Path, ending: str) -> tuple[float, float]:
    """Export with the product's own command; return its peak of memory (MB) and the seconds it took."""
    command = [str(bots.COMMAND), "export", str(folder / f"all.{ending}"), "--config", str(CONFIG)]
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env={**os.environ, "HOADEP_DATABASE__URL": url}, stdout=subprocess.DEVNULL, cwd=folder
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"hoadep export {ending} ended with code {process.returncode}")
    return used.ru_maxrss / 1000, time.perf_counter() - began


def filled(url: str, rows: int, desk: Desk, progress: Progress) -> Town:
    """Make a database with so many stories, unless there is one already."""
    database = Database(url)
    upgrade(database)
    with database.read() as session:
        there = session.scalar(select(Nomination.id).limit(1)) is not None
    if not there:
        task = progress.add_task(f"{rows:,} stories", total=rows)
        province.fill(database, desk, rows, lambda made: progress.advance(task, made))
        province.settle(database)
        with database.begin() as session:
            session.add_all(_officer(number) for number in range(20))
    return Town(database, desk)


def _officer(number: int) -> Person:
    chat, at = f"off{number}", province.NOW
    names = {"external_id": chat, "chat_id": chat, "name": f"Cán bộ {number}"}
    return Person(channel="telegram", **names, language="vi", role=Role.REVIEWER, created_at=at, seen_at=at)


def measure(towns: Sequence[Town], sizes: Sequence[int], progress: Progress) -> None:
    chance, run = Random(7), int(time.time()) % 1_000_000 * STORIES
    task = progress.add_task("asking", total=STORIES + TIMES + 1)
    engines = [(town, Engine(town.database, town.desk)) for town in towns]
    for number in range(run, run + STORIES):
        name = somebody()
        for town, engine in engines:
            Citizen(town, engine, number).tell(name)
        progress.advance(task)
    reviewers = [_reviewer(town, engine, run + STORIES) for town, engine in engines]
    for _ in range(TIMES):
        for town, reviewer in zip(towns, reviewers, strict=True):
            ask(town, chance)
            reviewer.open_queue()
        progress.advance(task)
    for town in towns:
        for times in (town.times, town.cpu):  # the first ones pay for imports, caches and compiled statements
            del times["step"][: len(STEPS) * 2]
            for name in times.keys() - {"step", "similar"}:
                del times[name][0]
    for town, rows in zip(towns, sizes, strict=True):
        look_up(town, chance, rows)


def _reviewer(town: Town, engine: Engine, number: int) -> Citizen:
    """Return a reviewer who told a story once: what is theirs, by name or by phone, is left out of their queue."""
    reviewer = Citizen(town, engine, number)
    reviewer.tell(somebody())
    reviewer.become_reviewer()
    return reviewer


def show(console: Console, towns: Sequence[Town], sizes: Sequence[int]) -> None:
    small, large = towns
    table = Table(title="What growth costs", title_justify="left")
    for heading in ("", *(f"{size:,}" for size in sizes), "of it CPU here", "×", "goal", ""):
        table.add_column(heading, justify="left" if not heading else "right")
    for name, goals in GOALS.items():
        for goal in goals:
            few, many = goal.of(small.times[name]), goal.of(large.times[name])
            value = many / few if goal.unit == "×" else many
            verdict = "" if not goal.most else "✔" if value <= goal.most else "✘"
            aim = f"≤ {goal.most:g} {goal.unit}" if goal.most else "–"
            here = goal.of(large.cpu[name])
            row = (f"{few:.2f} ms", f"{many:.2f} ms", f"{here:.2f} ms", f"{many / few:.2f}", aim, verdict)
            table.add_row(goal.name, *row)
    console.print(table)
    console.print(
        "Where the CPU time is much less than the time, the disk, a server, or somebody else's work was waited for."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="stories in the large database")
    parser.add_argument("--few", type=int, default=1_000, help="stories in the small one")
    parser.add_argument("--url", default="", help="an empty PostgreSQL database instead of a new SQLite file")
    parser.add_argument("--few-url", default="", help="another one for the small")
    parser.add_argument("--keep", type=Path, help="a folder in which the SQLite files stay, to be asked again")
    parser.add_argument("--exports", default=",".join(EXPORTS), help='which, separated by commas ("" for none)')
    given = parser.parse_args()
    sizes, console = (given.few, given.rows), Console(width=120)
    settings = load(CONFIG, need_token=False)
    desk = build_desk(settings.as_office(), settings.communes_file)
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hoadep-growth-")))
        files = [f"sqlite:///{folder.absolute()}/{size}.db" for size in sizes]
        urls = [given.few_url or files[0], given.url or files[1]]
        with Progress(console=console, transient=True) as progress:
            towns = [filled(url, size, desk, progress) for url, size in zip(urls, sizes, strict=True)]
            measure(towns, sizes, progress)
        show(console, towns, sizes)
        for ending in filter(None, given.exports.split(",")):
            peak, seconds = export(urls[1], Path(folder), ending)
            console.print(f"export .{ending}: {peak:.0f} MB at most (goal 200), {seconds:.0f} s")


if __name__ == "__main__":
    main()
