"""/readyz: says what is wrong, stops saying so when it is right again, and asks the database rarely."""

import asyncio
import json
import sqlite3
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import announcing, delivery, health
from bot.intake import SILENT
from bot.sandbox.faults import Fault
from bot.sandbox.server import Sandbox
from tests.bot.conftest import ZALO_TOKEN, Service, until
from tests.bot.pushing import Pusher, both_by_webhook, pusher_for

Answer = tuple[int, dict[str, str]]


@pytest.fixture
def variables(sandbox: Sandbox) -> dict[str, str]:
    return both_by_webhook(sandbox.url)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "EVERY", 0)


@pytest.fixture
async def pusher(service: Service) -> AsyncIterator[Pusher]:
    async with pusher_for(service) as pusher:
        yield pusher


async def asked(pusher: Pusher) -> Answer:
    answer, body = await pusher.gets("/readyz")
    told = json.loads(body)
    assert told["ready"] is (answer.status == 200)
    return answer.status, told["reasons"]


async def becomes_ready(pusher: Pusher) -> None:
    answer: Answer = (0, {})
    for _ in range(300):
        answer = await asked(pusher)
        if answer == (200, {}):
            return
        await asyncio.sleep(0.02)
    assert answer == (200, {})


async def test_a_service_is_ready_when_both_platforms_know_its_address(service: Service, pusher: Pusher) -> None:
    await becomes_ready(pusher)

    assert service.app.health.announced == {"telegram", "zalo"}


class TestUnannounced:
    """A platform that does not take the webhook's address will bring nothing."""

    @pytest.fixture
    def refused(self, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Fault:
        monkeypatch.setattr(announcing, "PAUSE", 0.05)
        return sandbox.faults.add("zalo.setwebhook", "500", times=0)

    async def test_a_webhook_that_was_never_registered_is_named(
        self, refused: Fault, service: Service, pusher: Pusher
    ) -> None:
        await until(lambda: refused.hits)
        status, reasons = await asked(pusher)
        assert (status, reasons["zalo"]) == (503, "the platform has not taken the address of the webhook yet")

        service.sandbox.faults.clear()
        await becomes_ready(pusher)


class TestPolled:
    """A polled channel is ready as long as it answers."""

    @pytest.fixture
    def variables(self, sandbox: Sandbox) -> dict[str, str]:
        return {"ZALO__TOKEN": ZALO_TOKEN, "ZALO__API_URL": sandbox.url}

    async def test_a_silent_channel_is_named(self, service: Service, pusher: Pusher) -> None:
        await becomes_ready(pusher)
        service.app.intakes["zalo"].last_good = time.monotonic() - SILENT - 30

        assert await asked(pusher) == (503, {"zalo": "no good answer for 150 s"})


async def test_a_locked_database_and_one_without_its_table_are_named(
    service: Service, pusher: Pusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    await becomes_ready(pusher)
    monkeypatch.setattr(health, "PATIENCE", 0.3)
    other = sqlite3.connect(str(service.app.database.url.database), isolation_level=None)

    other.execute("BEGIN IMMEDIATE")
    assert await asked(pusher) == (503, {"database": "no answer within 0 s"})
    other.execute("ALTER TABLE counter RENAME TO gone")
    other.execute("COMMIT")
    monkeypatch.setattr(health, "PATIENCE", 10)
    assert await asked(pusher) == (503, {"database": "cannot be used: OperationalError"})
    other.execute("ALTER TABLE gone RENAME TO counter")
    other.close()

    await becomes_ready(pusher)


async def test_an_outbox_that_stands_still_is_named_and_one_that_moves_is_not(
    service: Service, pusher: Pusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delivery, "UNAUTHORISED", 0.1)
    hoa = await service.arrives("Hoa")
    refusal = service.sandbox.faults.add("sendMessage", "401", times=0)
    service.queue(hoa, "tin vui")
    await until(lambda: refusal.hits)
    service.clock.move_by(timedelta(minutes=9))
    await becomes_ready(pusher)

    service.clock.move_by(timedelta(minutes=2))
    assert await asked(pusher) == (503, {"outbox": "due for 660 s, and nothing was sent meanwhile"})

    service.sandbox.faults.clear()
    await service.all_delivered()
    await becomes_ready(pusher)


async def test_what_waits_for_the_morning_or_for_a_channel_that_is_gone_is_no_reason(
    service: Service, pusher: Pusher
) -> None:
    hoa = await service.arrives("Hoa")
    service.clock.move_by(timedelta(hours=10))  # 22:00
    service.queue(hoa, "tin vui")
    with service.app.database.begin() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO outbox (person_id, channel, chat_id, lane, key, text, state, attempts, due_at, created_at)"
            " SELECT id, 'pigeon', '1', 'notice', 'test', 'x', 'queued', 0, created_at, created_at FROM person"
        )
    await until(lambda: service.ask("SELECT 1 FROM outbox WHERE text = 'tin vui' AND due_at > '2026-11-25 23'"))
    service.clock.move_by(timedelta(hours=1))

    await becomes_ready(pusher)


async def test_a_scheduler_that_stands_still_is_named(service: Service, pusher: Pusher) -> None:
    await becomes_ready(pusher)
    service.app.scheduler.last_tick -= health.LATE + 30
    _, reasons = await asked(pusher)
    assert reasons["scheduler"].startswith("no tick for 15")

    service.clock.move_by(timedelta(0))  # whoever sleeps looks again
    await becomes_ready(pusher)


async def test_however_many_ask_the_database_is_asked_once(
    service: Service, pusher: Pusher, monkeypatch: pytest.MonkeyPatch
) -> None:
    await becomes_ready(pusher)
    monkeypatch.setattr(health, "EVERY", 60)
    await asked(pusher)
    other = sqlite3.connect(str(service.app.database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # nobody who asked the database now would be answered

    answers = await asyncio.gather(*(pusher.gets(path) for path in ("/readyz", "/metrics", "/healthz") * 20))

    other.close()
    assert {answer.status for answer, _ in answers} == {200}
