"""How long people wait when the service is killed: from the start of the new process to the first answer.

Somebody writes while nobody serves; then `hoadep run` is started as a supervisor would. Buttons live for 150 s.
"""

import argparse
import asyncio
import signal
import statistics
import tempfile
import time
from pathlib import Path

from bench import bots
from bench.steps import newcomer, step
from bot.sandbox.server import Sandbox


async def main(kills: int) -> None:
    with tempfile.TemporaryDirectory(prefix="hoadep-bench-") as folder:
        sandbox, url = Sandbox(bots.PRODUCT.token), f"sqlite:///{Path(folder) / 'restart.db'}"
        await sandbox.start()
        try:
            waits = [await one(sandbox, url) for _ in range(kills + 1)][1:]  # the first one makes the tables
        finally:
            await sandbox.stop()
    cut = statistics.quantiles(waits, n=20)
    print(f"{kills} kills, from start to first answer: p50 {statistics.median(waits):.2f} s, p95 {cut[18]:.2f} s")


async def one(sandbox: Sandbox, url: str) -> float:
    """Start the service with somebody waiting; return the seconds to the answer, and kill it."""
    began = time.perf_counter()
    async with bots.running(bots.PRODUCT, sandbox.url, url) as service:
        await step(sandbox, newcomer(sandbox), "/trogiup", 1)
        waited = time.perf_counter() - began
        service.send_signal(signal.SIGKILL)
    return waited


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    asyncio.run(main(parser.parse_args().kills))
