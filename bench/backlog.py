"""What a backlog of 10,000 updates, and of 10,000 digest rows, costs the one who writes meanwhile.

Three figures: the look for due rows (claim) with 10,000 digest rows waiting; 10,000 updates that waited at Telegram,
from the first poll to the last answer; and the reply to somebody who writes while the digest goes out at 30 a second.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from bench import bots
from bench.steps import newcomer, step
from bot.sandbox import acts
from bot.sandbox.server import Sandbox
from storage import outbox
from storage.db import Database
from storage.models import Account, Lane, OutboxMessage, Person
from storage.schema import upgrade

LOOKS = 200
PATIENCE = 600.0


def p95(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


def people(database: Database, sandbox: Sandbox, number: int) -> None:
    """Let so many people have an account, with the sandbox and in the database."""
    at, rows = datetime.now(UTC), []
    for n in range(number):
        person = sandbox.world.add_person(f"Người {n}")
        person.started = True
        common = {"channel": "telegram", "external_id": str(person.id), "chat_id": str(person.id)}
        rows.append({**common, "name": f"Người {n}", "created_at": at})
    with database.begin() as session:
        session.execute(insert(Person), [{**row, "language": "vi", "role": "citizen", "seen_at": at} for row in rows])
        session.execute(insert(Account), [{**row, "person_id": n} for n, row in enumerate(rows, 1)])


def digest(database: Database) -> None:
    """Write one row of a digest to everybody, as the Monday job does."""
    at = datetime.now(UTC)
    common = {"channel": "telegram", "lane": Lane.DIGEST, "key": "digest", "state": "queued", "attempts": 0}
    with database.begin() as session:
        rows = [
            {**common, "person_id": number, "chat_id": chat, "text": "Tổng hợp tuần", "due_at": at, "created_at": at}
            for number, chat in session.query(Person.id, Person.chat_id)
        ]
        session.execute(insert(OutboxMessage), rows)


def claims(database: Database) -> list[float]:
    """Return the ms of looks at the outbox as delivery takes them."""
    times = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        with database.read() as session:
            assert len(outbox.due(session, datetime.now(UTC), 1000)) > 0
        times.append((time.perf_counter() - began) * 1000)
    return times


async def answered(sandbox: Sandbox, number: int) -> float:
    """Let everybody have written while the bot was away; return the seconds from now to the last answer."""
    began = time.perf_counter()
    chats = [sandbox.world.chats[person] for person in list(sandbox.world.people)[:number]]
    async with asyncio.timeout(PATIENCE):
        for chat in chats:
            while not any(post.side == "bot" for post in chat.posts.values()):
                await chat.changed.wait(PATIENCE)
    return time.perf_counter() - began


async def replies(sandbox: Sandbox, seconds: float) -> list[float]:
    """Return the ms that somebody waits for a reply, again and again, once the bot serves."""
    chat, times = newcomer(sandbox), []
    await step(sandbox, chat, "/trogiup", 1)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        times.append(await step(sandbox, chat, "/trogiup", 1))
        await asyncio.sleep(0.1)
    return times


async def main(number: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="hoadep-bench-") as folder:
        sandbox, url = Sandbox(bots.PRODUCT.token), f"sqlite:///{Path(folder) / 'backlog.db'}"
        database = Database(url)
        upgrade(database)
        await sandbox.start()
        try:
            people(database, sandbox, number)
            for chat in list(sandbox.world.chats.values()):
                acts.say(sandbox.world, chat, "/trogiup")
            async with bots.running(bots.PRODUCT, sandbox.url, url):
                took = await answered(sandbox, number)
            print(f"{number:,} updates that waited: all answered {took:.1f} s after the start, {number / took:.0f}/s")
            digest(database)
            looked = claims(database)
            print(
                f"a claim behind {number:,} digest rows: p50 {statistics.median(looked):.1f} ms, p95 {p95(looked):.1f}"
            )
            async with bots.running(bots.PRODUCT, sandbox.url, url):
                waited = await replies(sandbox, seconds)
            with database.read() as session:
                left = outbox.counts(session)["queued"]
            print(
                f"a reply while the digest goes out ({left:,} rows still wait after {seconds:.0f} s): "
                f"p50 {statistics.median(waited):.0f} ms, p95 {p95(waited):.0f}, longest {max(waited):.0f}"
            )
        finally:
            database.close()
            await sandbox.stop()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000, help="people, each with an update and a digest row")
    parser.add_argument("--seconds", type=float, default=20, help="that replies are measured for")
    given = parser.parse_args()
    asyncio.run(main(given.rows, given.seconds))
