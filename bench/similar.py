"""How long a look-up of similar cases takes among so many: what a citizen waits for once name and place are known.

On a new SQLite file and on a throw-away PostgreSQL, filled by `bench/province.py`. Looked for are names that are there,
as other people write them: without accents, in another order, a letter off, with another form of address; and as many
that nobody told of. The goal is of 99 in 100 look-ups.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from sqlalchemy import select

from bench import bots, province
from bench.conversation import somebody
from bot.config import load
from handlers import clean
from handlers.desk import Desk, build_desk
from handlers.similar import similar
from storage.cases import NEVER_SHOWN
from storage.db import Database
from storage.models import Nomination
from storage.schema import upgrade
from tests.postgres import Cluster, programs

GOAL = 20.0  # ms
LOOKUPS = 1000


@dataclass
class Result:
    """What look-ups took (ms), and how many of the names that are there were found."""

    name: str
    known: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)
    found: int = 0

    def row(self) -> list[str]:
        times = [*self.known, *self.new]
        figures = (statistics.median(self.known), statistics.median(self.new), p99(times), max(times))
        found = f"{100 * self.found / len(self.known):.1f} %"
        return [self.name, *(f"{one:.2f}" for one in figures), found, "✔" if p99(times) <= GOAL else "✘"]


def p99(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=100)[98]


def written(chance: Random, nominee: str, name: str) -> str:
    """Return whom a story tells of as somebody else may write it; `name` is without a form of address."""
    first, *rest = name.split()
    at = chance.choice([at for at, letter in enumerate(name) if letter.isalpha()])  # another number is another thing
    return chance.choice([clean.fold(nominee), " ".join([*rest, first]), name[:at] + name[at + 1 :], f"bác {name}"])


def filled(url: str, rows: int, desk: Desk, progress: Progress) -> Database:
    database = Database(url)
    upgrade(database)
    task = progress.add_task(f"{rows:,} stories", total=rows)
    province.fill(database, desk, rows, lambda made: progress.advance(task, made))
    province.settle(database)
    return database


def measure(title: str, database: Database, rows: int) -> Result:
    chance, result = Random(5), Result(title)
    with database.read() as session:
        some = chance.sample(range(1, int(rows * 0.97)), LOOKUPS)
        told = select(Nomination.nominee, Nomination.name, Nomination.commune)
        shown = Nomination.status.not_in(NEVER_SHOWN), Nomination.name.is_not(None)
        known = session.execute(told.where(Nomination.id.in_(some), *shown)).all()
        for nominee, name, commune in known:
            wanted = written(chance, nominee, name)
            began = time.perf_counter()
            alike = similar(session, wanted, commune)
            result.known.append((time.perf_counter() - began) * 1000)
            result.found += bool(alike)
            began = time.perf_counter()
            similar(session, f"bà {somebody()}", commune)
            result.new.append((time.perf_counter() - began) * 1000)
            session.expunge_all()
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000, help="cases there are")
    given, console = parser.parse_args(), Console(width=120)
    settings = load(bots.ROOT / "config.toml", need_token=False)
    desk = build_desk(settings.as_office(), settings.communes_file)
    results = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hoadep-similar-")))
        urls = {"SQLite": f"sqlite:///{folder}/similar.db"}
        if found := programs():
            cluster = Cluster(found)
            cluster.start()
            stack.callback(cluster.stop)
            urls["PostgreSQL"] = cluster.new_database()
        for name, url in urls.items():
            with Progress(console=console, transient=True) as progress:
                database = filled(url, given.rows, desk, progress)
            results.append(measure(name, database, given.rows))
            database.close()
    table = Table(title=f"Look-ups of similar cases among {given.rows:,}", title_justify="left")
    for heading in ("", "known, p50 ms", "new, p50 ms", "p99 ms", "most ms", "found", f"≤ {GOAL:g} ms"):
        table.add_column(heading, justify="right" if heading else "left")
    for one in results:
        table.add_row(*one.row())
    console.print(table)
    if "PostgreSQL" not in urls:
        console.print("No PostgreSQL is installed here (initdb and pg_ctl were not found).")
    sys.exit(any(p99([*one.known, *one.new]) > GOAL for one in results))


if __name__ == "__main__":
    main()
