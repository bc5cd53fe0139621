"""What the weekly digest costs once a province has told a million stories: on time, and six days late.

The database is filled by `bench/province.py`; the digest is then counted and said to twenty officers in a process of
its own, as `hoadep job` would, and thrown away. Goals: 1 s and 200 MB.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bench import bots, province
from bench.growth import CONFIG, filled
from bot.config import load
from handlers import digest, digest_numbers
from handlers.desk import build_desk
from handlers.turn import Voice
from storage.db import Database

TIMES = 5
WHEN = {"on time": timedelta(hours=7, minutes=30), "six days late": timedelta(days=6)}


def ask(url: str, late: timedelta) -> None:
    """Say the digest some times over; print the time of each in ms."""
    settings = load(CONFIG, need_token=False)
    desk, database = build_desk(settings.as_office(), settings.communes_file), Database(url)
    now = _now(late)
    due = digest_numbers.reported(desk, now).end + WHEN["on time"]
    for _ in range(TIMES):
        with database.rehearse() as session:
            began, used = time.perf_counter(), time.process_time()
            digest.send(Voice(session, desk, now), due, {})
            session.flush()
            print(f"{(time.perf_counter() - began) * 1000:.0f} {(time.process_time() - used) * 1000:.0f}")


def _now(late: timedelta) -> datetime:
    """Return a moment so long after the newest Monday that the province's last six days allow."""
    monday = province.NOW.replace(hour=0) - timedelta(hours=7)
    return (monday if late < timedelta(days=1) else monday - timedelta(days=7)) + late


def measure(url: str, when: str) -> tuple[list[float], list[float], float]:
    """Return the times (ms), the CPU (ms), and the peak of memory (MB)."""
    command = [sys.executable, "-m", "bench.digest", "--ask", when, "--url", url]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=bots.ROOT)
    assert process.stdout is not None
    told = [line.split() for line in process.stdout.read().splitlines()]
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the digest ended with code {process.returncode}")
    return [float(one) for one, _ in told], [float(one) for _, one in told], used.ru_maxrss / 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="stories in the database")
    parser.add_argument("--url", default="", help="an empty PostgreSQL database instead of a new SQLite file")
    parser.add_argument("--keep", type=Path, help="a folder in which the SQLite file stays, to be asked again")
    parser.add_argument("--ask", choices=WHEN, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.ask:
        ask(given.url, WHEN[given.ask])
        return
    settings, console = load(CONFIG, need_token=False), Console()
    desk = build_desk(settings.as_office(), settings.communes_file)
    with ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hoadep-digest-")))
        url = given.url or f"sqlite:///{folder.absolute()}/{given.rows}.db"
        with Progress(console=console, transient=True) as progress:
            filled(url, given.rows, desk, progress).database.close()
        for when in WHEN:
            times, used, peak = measure(url, when)
            most = f"{min(times):.0f}–{max(times):.0f} ms (CPU {max(used):.0f} ms, the first {times[0]:.0f} ms)"
            console.print(f"{given.rows:,} stories, {when}: {most}, {peak:.0f} MB at most")


if __name__ == "__main__":
    main()
