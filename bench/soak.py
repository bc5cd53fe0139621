"""Half of the most that the service can do, for a long time: neither memory nor open files may grow.

First the most is measured with people who never pause. Then ten times as many act at such a distance of time, one more
and one less, that half of it comes about. After the first sixth (at most 5 minutes) memory may move by 5 % and open
files by 5; at the end the outbox must be empty.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from bench import bots
from bench.measuring import Load, measure, ready
from bench.people import Crowd, Person
from bench.server import BotApi
from storage import outbox
from storage.db import Database

PEOPLE = 24
AT_LEISURE = 240  # so many that a person's pause is far longer than the answer takes
EVERY = 5.0  # seconds between looks
WARM = 300.0


@dataclass
class Leisurely(Crowd):
    """People who act at a distance of time, however soon they are answered."""

    apart: float = 0.0  # seconds between two acts of one person
    looks: list[tuple[float, int, int]] = field(default_factory=list)  # seconds, bytes, open files

    def answered(self, person: Person, seconds: float) -> None:
        self.count += 1
        if self._acts:
            pause = self.apart * random.uniform(0.5, 1.5) - seconds
            asyncio.get_running_loop().call_later(max(0.0, pause), self._go_on, person)
            return
        super().answered(person, seconds)

    count: int = 0

    def _go_on(self, person: Person) -> None:
        if self._acts:
            person.act()
        else:
            super().answered(person, 0.0)


async def watch(crowd: Leisurely, process: psutil.Process) -> None:
    began = time.monotonic()
    while True:
        served = process.children(recursive=True) or [process]
        files = sum(one.num_fds() for one in {process, *served})
        crowd.looks.append((time.monotonic() - began, bots.memory(process), files))
        await asyncio.sleep(EVERY)


def verdict(looks: Sequence[tuple[float, int, int]], waiting: int, minutes: float) -> bool:
    """Print what was seen; say whether all is well."""
    after = min(WARM, minutes * 60 / 6)
    rest = [look for look in looks if look[0] >= after]
    third = max(1, len(rest) // 3)
    memory = [sum(one[1] for one in part) / len(part) / 1e6 for part in (rest[:third], rest[-third:])]
    files = [max(one[2] for one in part) for part in (rest[:third], rest[-third:])]
    growth = memory[1] / memory[0] - 1
    print(f"memory after {after:.0f} s: {memory[0]:.1f} MB, at the end {memory[1]:.1f} MB ({growth:+.1%})")
    print(f"open files: {files[0]}, at the end {files[1]}; messages left in the outbox: {waiting}")
    good = growth <= 0.05 and files[1] - files[0] <= 5 and waiting == 0
    print("verdict:", "flat" if good else "NOT FLAT")
    return good


async def main(minutes: float) -> bool:
    with tempfile.TemporaryDirectory(prefix="hoadep-bench-") as folder:
        api, address = BotApi(), f"sqlite:///{Path(folder) / 'soak.db'}"
        url = await api.start()
        async with ready(api, url, bots.PRODUCT, address) as process:
            most = (await measure(api, process, Load(PEOPLE, 0, 10))).rate
            crowd, people = api.crowd(AT_LEISURE)
            easy = Leisurely(crowd.post, crowd.number, crowd.doubles, apart=AT_LEISURE / (most / 2))
            for person in people:
                person.joins(easy)
            look = asyncio.create_task(watch(easy, process))
            seconds = await easy.act(people, minutes * 60)
            await asyncio.sleep(1)
            look.cancel()
        api.stop()
        database = Database(address)
        with database.read() as session:
            left = outbox.counts(session)
        database.close()
    print(f"{minutes:g} minutes, {easy.count:,} updates, {easy.count / seconds:.0f}/s of at most {most:.0f}/s")
    return verdict(easy.looks, left["queued"] + left["errored"], minutes)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("minutes", type=float, nargs="?", default=30)
    sys.exit(not asyncio.run(main(parser.parse_args().minutes)))
