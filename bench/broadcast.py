"""What a broadcast costs the one who writes meanwhile: p95 of a live reply during it, against its idle p95.

The same sandbox, the same service, the same person: first alone, then while a message goes out to 10,000.
"""

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import update

from bench import bots
from bench.backlog import p95, people, replies
from bot.sandbox.server import Sandbox
from handlers import broadcast
from handlers.turn import Voice
from handlers.wording import Html
from storage import broadcasts
from storage.db import Database
from storage.models import OutboxMessage, Person
from storage.schema import upgrade
from tests.town import the_desk

MOST = 2.0  # times the idle p95


def begin(database: Database) -> int:
    """Write a message to everybody, due now; return to how many."""
    now = datetime.now(UTC)
    with database.begin() as session:
        session.execute(update(Person).values(subscribed_at=now))
        readers, wording = broadcasts.subscribers(session), broadcast.Wording(Html("Tin gửi mọi người"))
        begun = broadcast.begin(Voice(session, the_desk(), now), "bench", "letter", readers, lambda _: wording)
        session.execute(update(OutboxMessage).values(due_at=now))
        return begun.total if begun else 0


def sent(database: Database) -> int:
    with database.read() as session:
        return session.query(OutboxMessage).filter_by(state="sent", key="letter").count()


def words(name: str, waited: Sequence[float]) -> str:
    return f"a reply {name}: p50 {statistics.median(waited):.0f} ms, p95 {p95(waited):.0f}, longest {max(waited):.0f}"


async def main(number: int, seconds: float) -> float:
    with tempfile.TemporaryDirectory(prefix="hoadep-bench-") as folder:
        sandbox, url = Sandbox(bots.PRODUCT.token), f"sqlite:///{Path(folder) / 'broadcast.db'}"
        database = Database(url)
        upgrade(database)
        await sandbox.start()
        try:
            people(database, sandbox, number)
            async with bots.running(bots.PRODUCT, sandbox.url, url):
                idle = await replies(sandbox, seconds)
            total = begin(database)
            async with bots.running(bots.PRODUCT, sandbox.url, url):
                busy = await replies(sandbox, seconds)
            out = sent(database)
        finally:
            database.close()
            await sandbox.stop()
    ratio = p95(busy) / p95(idle)
    print(words("while nothing goes out", idle))
    print(words(f"while a broadcast goes out ({out:,} of {total:,} sent, {out / seconds:.0f}/s)", busy))
    print(f"p95 during a broadcast is {ratio:.2f} × the idle one (at most {MOST:.0f})")
    return ratio


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000, help="people who get the broadcast")
    parser.add_argument("--seconds", type=float, default=30, help="that replies are measured for, each time")
    given = parser.parse_args()
    sys.exit(asyncio.run(main(given.rows, given.seconds)) > MOST)
