"""Webhooks to one, two and three replicas on one durable PostgreSQL: how many updates a second they take together.

The same conversation and people in a closed loop as in bench/compare.py, before so many `hoadep run`, each of them in
turn and without a proxy between. PostgreSQL and the people share this machine with them: more replicas help only as
long as there is a core for each, so read the figures beside the number of cores.
"""

import argparse
import asyncio
import itertools
import os
import statistics
import sys
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import cast

import psutil
import uvloop
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.bots import PRODUCT, cpu, running
from bench.measuring import READY, WARM
from bench.server import BotApi, Connection, form_of
from tests.bot.pushing import free_port
from tests.postgres import DURABLE, Cluster, programs

HEADINGS = ("replicas", "updates/s", "×", "p50 ms", "p99 ms", "CPU µs/update", "cores of replicas", "of the people")
HEAD = b"POST /telegram HTTP/1.1\r\nHost: bench\r\nX-Telegram-Bot-Api-Secret-Token: %b\r\nContent-Length: %d\r\n\r\n"

Row = tuple[float, float, float, float, float, float]


class Platform(BotApi):
    """Telegram with a webhook: brings each update to the next replica."""

    def __init__(self) -> None:
        super().__init__()
        self._secret, self._announced = b"", 0
        self._replicas: Sequence[Replica] = ()

    async def serve(self, ports: Sequence[int]) -> None:
        """Wait until each of so many new replicas has asked for updates."""
        self._announced = 0
        self.enter(PRODUCT.token, doubles=True)
        async with asyncio.timeout(READY):
            while self._announced < len(ports):  # noqa: ASYNC110 (replicas ring for nobody)
                await asyncio.sleep(0.05)
        self._replicas = [Replica(port) for port in ports]
        self._turns = itertools.cycle(self._replicas)

    def leave_all(self) -> None:
        for replica in self._replicas:
            replica.leave()

    def _act(self, connection: Connection, path: bytes, body: bytes) -> None:
        if path.lower().endswith(b"/setwebhook"):
            self._secret = form_of(body)[b"secret_token"]
            self._announced += 1
        super()._act(connection, path, body)

    def _post(self, given: bytes) -> None:
        body = b'{"update_id":%d,%b}' % (self._next(), given)
        next(self._turns).bring(HEAD % (self._secret, len(body)) + body)


class Replica:
    """A replica's port, and as many connections to it as are needed at once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[Line] = []
        self._all: list[Line] = []
        self._waiting: deque[bytes] = deque()

    def bring(self, request: bytes) -> None:
        if self._free:
            self._free.pop().send(request)
        else:
            self._waiting.append(request)
            self._opening = asyncio.ensure_future(self._open())

    async def _open(self) -> None:
        _, line = await asyncio.get_running_loop().create_connection(lambda: Line(self._free), "127.0.0.1", self._port)
        self._all.append(line)
        line.send(self._waiting.popleft())

    def leave(self) -> None:
        for line in self._all:
            line.transport.close()


class Line(asyncio.Protocol):
    """A connection; it is free again when its request was answered."""

    def __init__(self, free: "list[Line]") -> None:
        self._free, self._heard = free, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.WriteTransport, transport)

    def send(self, request: bytes) -> None:
        self._heard = b""
        self.transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._heard += data
        if self._heard.endswith(b"\r\n\r\n"):  # it has no body
            if b" 200 " not in self._heard[:20]:
                raise RuntimeError(f"a webhook was answered {self._heard[:40]!r}")
            self._free.append(self)


@asynccontextmanager
async def replicas(platform: Platform, url: str, database: str, count: int) -> AsyncIterator[list[psutil.Process]]:
    """Run so many replicas, warmed up."""
    ports = [free_port() for _ in range(count)]
    common = {
        "HOADEP_DATABASE__URL": database,
        "HOADEP_TELEGRAM__MODE": "webhook",
        "HOADEP_WEB__PUBLIC_URL": "https://bench.example.vn",
    }
    async with AsyncExitStack() as stack:
        found = [
            await stack.enter_async_context(running(PRODUCT, url, settings={**common, "HOADEP_WEB__PORT": str(port)}))
            for port in ports
        ]
        await platform.serve(ports)
        stack.callback(platform.leave_all)
        await measure(platform, found, 8, WARM)
        yield found


async def measure(platform: Platform, found: Sequence[psutil.Process], people: int, seconds: float) -> Row:
    me, (crowd, newcomers) = psutil.Process(), platform.crowd(people)
    before, mine = sum(map(cpu, found)), cpu(me, children=False)
    took = await crowd.act(newcomers, seconds)
    spent, own = sum(map(cpu, found)) - before, cpu(me, children=False) - mine
    cut, updates = statistics.quantiles(crowd.steps, n=100), len(crowd.steps)
    return updates / took, cut[49] * 1000, cut[98] * 1000, spent / updates * 1e6, spent / took, own / took


async def run(most: int, people: int, seconds: float, rounds: int) -> dict[int, Row]:
    """Measure one to so many replicas; return the medians of the rounds."""
    installed = programs()
    if installed is None:
        sys.exit("No PostgreSQL is installed here (initdb and pg_ctl were not found).")
    cluster, platform, counts = Cluster(installed, DURABLE), Platform(), range(1, most + 1)
    results: dict[int, list[Row]] = {count: [] for count in counts}
    try:
        cluster.start()
        url = await platform.start()
        with Progress(transient=True, disable=not sys.stdout.isatty()) as progress:
            for count in progress.track(list(counts) * rounds):
                async with replicas(platform, url, cluster.new_database(), count) as found:
                    results[count].append(await measure(platform, found, people, seconds))
    finally:
        platform.stop()
        cluster.stop()
    return {count: cast(Row, tuple(map(statistics.median, zip(*rows, strict=True)))) for count, rows in results.items()}


def show(results: dict[int, Row], people: int) -> None:
    table = Table(title=f"{people} people, PostgreSQL, {os.cpu_count()} cores for everything", title_justify="left")
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    for count, (rate, p50, p99, spent, busy, own) in results.items():
        figures = f"{rate:.0f}", f"{rate / results[1][0]:.2f}", f"{p50:.1f}", f"{p99:.1f}", f"{spent:.0f}"
        table.add_row(str(count), *figures, f"{busy:.2f}", f"{own:.2f}")
    Console(width=110).print(table)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=3, help="up to so many replicas")
    parser.add_argument("--people", type=int, default=48, help="so many people at once")
    parser.add_argument("--seconds", type=float, default=6, help="how long each lasts")
    parser.add_argument("--rounds", type=int, default=1, help="how often each has its turn")
    given = parser.parse_args()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        show(runner.run(run(given.most, given.people, given.seconds, given.rounds)), given.people)


if __name__ == "__main__":
    main()
