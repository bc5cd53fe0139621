"""The inbox: an answer comes after the commit, many people share one, and nobody counts twice."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

import pytest
from sqlalchemy import event

from bot import web
from bot.engine import Processed
from bot.inbox import TOGETHER
from bot.sandbox.server import Sandbox
from handlers.messages import Input, InputKind
from storage.outbox import Settled
from tests.bot.conftest import Service, until
from tests.bot.pushing import PLATFORMS, Pusher, both_by_webhook, pusher_for, rows, seen, update


@pytest.fixture
def variables(sandbox: Sandbox) -> dict[str, str]:
    return both_by_webhook(sandbox.url)


@pytest.fixture
async def pusher(service: Service) -> AsyncIterator[Pusher]:
    async with pusher_for(service) as pusher:
        yield pusher


@pytest.fixture
async def locked(service: Service, pusher: Pusher) -> AsyncIterator[sqlite3.Connection]:
    """Hold the database as another process would; `close` gives it free."""
    service.app.database.engine.dispose()
    event.listen(service.app.database.engine, "connect", lambda made, _: made.execute("PRAGMA busy_timeout=20"))
    other = sqlite3.connect(str(service.app.database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_webhook_is_answered_only_when_what_it_brought_is_committed(
    service: Service, pusher: Pusher, locked: sqlite3.Connection, platform: str
) -> None:
    answer = asyncio.create_task(pusher.pushes(platform, update(platform, "Xin chào")))
    await until(lambda: service.log_of("a batch could not be stored"))
    assert not answer.done()
    assert seen(service, platform) == []

    locked.close()

    assert await answer == 200
    assert len(seen(service, platform)) == 1


async def test_whoever_waited_too_long_repeats_and_counts_once(
    service: Service, pusher: Pusher, locked: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "PATIENCE", 0.1)
    given = update("telegram", "Xin chào", 42)
    assert [await pusher.pushes("telegram", given) for _ in range(2)] == [503, 503]

    locked.close()
    monkeypatch.undo()

    assert await pusher.pushes("telegram", given) == 200
    assert seen(service, "telegram") == ["42"]
    assert service.ask("SELECT count(*) FROM person") == [1]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_what_is_repeated_is_processed_once(service: Service, pusher: Pusher, platform: str) -> None:
    given = update(platform, "Xin chào")
    wrapped = {"ok": True, "result": given} if platform == "zalo" else given

    await asyncio.gather(*(pusher.pushes(platform, one) for one in (given, wrapped) * 5))
    once = rows(service)
    assert await pusher.pushes(platform, given) == await pusher.pushes(platform, wrapped) == 200

    assert len(seen(service, platform)) == 1
    assert service.ask("SELECT count(*) FROM person") == [1]
    assert rows(service) == once


async def test_what_arrives_during_a_transaction_shares_the_next_one_in_its_order(
    service: Service, pusher: Pusher
) -> None:
    batches: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO seen_update"):
            batches.append(statement)

    event.listen(service.app.database.engine, "before_cursor_execute", count)
    begun, gate = threading.Event(), threading.Event()
    busy = asyncio.create_task(service.app._core.run(hold, begun, gate))
    await until(begun.is_set)
    first = asyncio.create_task(service.app.inbox.put([text_of("telegram", 1)]))
    await asyncio.sleep(0)
    rest = [service.app.inbox.put([text_of(one, number)]) for number in range(2, 17) for one in PLATFORMS]
    gathered = asyncio.gather(busy, first, *rest)
    await asyncio.sleep(0)

    gate.set()
    await gathered

    assert len(batches) <= 2, "the first, perhaps alone, then all that came while it waited"
    assert seen(service, "telegram") == [str(number) for number in range(1, 17)]
    assert seen(service, "zalo") == [str(number) for number in range(2, 17)]


def hold(begun: threading.Event, gate: threading.Event) -> None:
    begun.set()
    gate.wait(30)


async def test_what_no_database_could_know_again_is_dropped_and_holds_up_nobody(
    service: Service, pusher: Pusher
) -> None:
    odd = [text_of("zalo", one) for one in ("", "\ud800", "a\x00b", "9" * 5000, "số")]

    await service.app.inbox.put([*odd, text_of("zalo", "good")])

    assert seen(service, "zalo") == ["good"]
    assert len(service.log_of("no usable id")) == len(odd)


async def test_what_nobody_waits_for_any_more_is_stored(service: Service, pusher: Pusher) -> None:
    waiting = asyncio.create_task(service.app.inbox.put([text_of("telegram", 1)]))
    await asyncio.sleep(0)
    waiting.cancel()

    await until(lambda: seen(service, "telegram") == ["1"])
    assert await pusher.pushes("telegram", update("telegram", "Xin chào", 2)) == 200


def text_of(platform: str, update_id: object) -> Input:
    who = "5001"
    return Input(platform, str(update_id), InputKind.TEXT, external_id=who, chat_id=who, name="Hoa", text="Xin chào")


async def test_a_large_handful_is_stored_bit_by_bit_and_acknowledged_as_a_whole(service: Service) -> None:
    sizes: list[int] = []
    process = service.app.engine.process

    def noted(batch: Sequence[Input], now: datetime, settled: Sequence[Settled] = ()) -> Processed:
        sizes.append(len(batch))
        return process(batch, now, settled)

    service.app.engine.process = noted  # type: ignore[method-assign]
    telling = [
        Input("telegram", str(n), InputKind.TEXT, "5", "5", "Hoa", "vi", f"/{n}") for n in range(2 * TOGETHER + 1)
    ]
    await service.app.inbox.put(telling)

    assert sizes == [TOGETHER, TOGETHER, 1]
    assert len(seen(service, "telegram")) == len(telling)
