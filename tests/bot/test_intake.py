"""Updates: fetched however Telegram behaves, acknowledged only when they are stored."""

import asyncio
import sqlite3
import time
from typing import Any

import pytest
from sqlalchemy import event

from bot import intake
from bot.app import App
from bot.channels import base
from tests.bot.conftest import Service, until


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(intake.PAUSES, base.Conflict, 0.05)


async def test_nothing_is_acknowledged_before_it_is_stored(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    await service.app.stop()
    await hoa.says("/gioithieu")
    service.app = App(service.settings, service.clock)
    event.listen(service.app.database.engine, "connect", lambda made, _: made.execute("PRAGMA busy_timeout=20"))
    await service.app.start()
    await until(lambda: not len(service.sandbox.world.updates))
    await hoa.hears("Bước 1/")

    other = sqlite3.connect(str(service.app.database.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    await hoa.says("Một người")
    await until(lambda: service.log_of("a batch could not be stored"))
    assert len(service.sandbox.world.updates) == 1, "Telegram still holds it"
    other.close()

    await hoa.hears("Bước 2/")
    await until(lambda: not len(service.sandbox.world.updates))


async def test_doubled_and_disordered_updates_count_once_each(service: Service) -> None:
    hoa, lan = await service.arrives("Hoa"), await service.arrives("Lan")
    faults = service.sandbox.faults
    rules = [
        faults.add("getUpdates", "duplicate_updates", times=2),
        faults.add("getUpdates", "out_of_order_updates", times=2),
    ]

    for _ in range(2):
        await asyncio.gather(hoa.says("/trogiup"), lan.says("/trogiup"))
        await hoa.hears("/trangthai")
        await lan.hears("/trangthai")
    await service.all_delivered()

    assert rules[0].hits == 2
    assert len(service.heard_by(hoa)) == len(service.heard_by(lan)) == 3


async def test_a_second_poller_is_an_alarm_and_the_service_goes_on(service: Service) -> None:
    hoa = await service.arrives("Hoa")

    for _ in range(3):
        await service.sandbox.world.updates.take(0, 1, 0)
        await until(lambda: service.log_of("could not be fetched"))
    await hoa.says("/trogiup")
    await hoa.hears("/trangthai", timeout=30)

    assert "terminated by other getUpdates" in service.log_of("could not be fetched")[0]["reason"]


async def test_a_webhook_left_from_elsewhere_is_taken_away(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    service.sandbox.world.updates.webhook_set = True
    service.sandbox.world.updates.arrived.ring()

    await hoa.says("/trogiup")
    await hoa.hears("/trangthai", timeout=30)


@pytest.mark.parametrize("nonsense", [None, 7, "updates", {"a": 1}, [None], [{"update_id": None}], [[]]])
async def test_an_answer_that_nobody_foresaw_does_not_end_the_polling(
    service: Service, monkeypatch: pytest.MonkeyPatch, nonsense: Any
) -> None:
    hoa, take, answers = await service.arrives("Hoa"), service.sandbox.world.updates.take, []

    async def nonsense_once(*given: Any) -> Any:
        answers.append(given)
        return nonsense if len(answers) == 1 else await take(*given)

    monkeypatch.setattr(service.sandbox.world.updates, "take", nonsense_once)
    await hoa.says("/trogiup")
    await hoa.hears("/trangthai")
    await hoa.says("/gioithieu")
    await hoa.hears("Bước 1/", timeout=30)


async def test_one_update_that_cannot_be_read_is_kept_and_apologised_for(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    chat = service.sandbox.world.chats[hoa.id]
    broken = {"message_id": 900, "from": chat.person.user, "chat": chat.shape, "date": "yesterday", "text": "một"}

    service.sandbox.world.updates.add("message", broken)
    await hoa.says("/trogiup")
    await hoa.hears("trục trặc")
    await hoa.hears("/trangthai")

    (raw,) = service.ask("SELECT raw FROM failed_update")
    assert '"date": "yesterday"' in raw


async def test_the_watchdog_speaks_when_nothing_was_heard_for_long(service: Service) -> None:
    watch = asyncio.create_task(service.app.intakes["telegram"].watch(every=0.01))
    await asyncio.sleep(0)
    assert not service.log_of("no good answer")

    service.app.intakes["telegram"].last_good = time.monotonic() - intake.SILENT - 1
    await until(lambda: service.log_of("no good answer"))
    watch.cancel()

    alarm = service.log_of("no good answer")[0]
    assert (alarm["log_level"], alarm["channel"]) == ("error", "telegram")
