"""What the internet and a busy Telegram do, and how each is survived: no restart, and no answer lost."""

import time

import pytest

from bot import delivery, intake
from bot.channels import base
from storage.models import Lane
from tests.bot.conftest import Service, until


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(intake.PAUSES, base.NotAuthorised, 0.05)
    monkeypatch.setitem(intake.PAUSES, base.Conflict, 0.05)
    monkeypatch.setattr(delivery, "UNAUTHORISED", 0.05)


async def test_retry_after_is_obeyed_by_the_whole_channel(service: Service) -> None:
    hoa, lan = await service.arrives("Hoa"), await service.arrives("Lan")
    fault = service.sandbox.faults.add("sendMessage", "429", retry_after=1, chat_id=hoa.id)

    service.queue(hoa, "chào Hoa")
    await until(lambda: fault.hits)
    asked, calls = time.monotonic(), service.sandbox.faults.add("sendMessage", "500", at=100)
    service.queue(lan, "chào Lan", lane=Lane.REPLY)
    await until(lambda: calls.seen)

    assert time.monotonic() - asked >= 0.9
    await service.all_delivered()
    assert calls.seen == 2
    assert service.ask("SELECT attempts FROM outbox WHERE text LIKE 'chào%'") == [1, 1]


async def test_being_throttled_is_not_held_against_a_message(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "TRIES", 2)
    hoa = await service.arrives("Hoa")
    service.sandbox.faults.add("sendMessage", "429", times=2, retry_after=1)
    service.sandbox.faults.add("sendMessage", "502")

    service.queue(hoa, "chào Hoa")
    await hoa.hears("chào Hoa", timeout=30)

    await service.all_delivered()


async def test_who_blocked_the_bot_is_left_alone_and_hears_the_news_on_coming_back(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    service.sandbox.world.chats[hoa.id].person.blocked = True  # Telegram's word of it never arrives
    calls = service.sandbox.faults.add("sendMessage", "500", at=1000)

    service.queue(hoa, "tin vui", "tin vui nữa")
    service.queue(hoa, "tổng hợp tuần", lane=Lane.DIGEST)
    await until(lambda: service.ask("SELECT COUNT(*) FROM outbox WHERE state = 'failed' AND attempts = 1") == [3])

    assert set(service.ask("SELECT error FROM outbox WHERE state = 'failed'")) == {"unreachable"}
    assert service.ask("SELECT unreachable_at IS NOT NULL FROM person") == [1]
    assert calls.seen <= 3

    service.sandbox.world.chats[hoa.id].person.blocked = False
    await hoa.says("/trogiup")
    await hoa.hears("tin vui nữa")
    await hoa.hears("tin vui")
    assert service.ask("SELECT unreachable_at FROM person") == [None]
    await hoa.hears("tổng hợp tuần")
    assert service.ask("SELECT text FROM outbox WHERE state = 'failed'") == []
    assert service.heard_by(hoa)[-3:] == ["tin vui nữa", "tin vui", "tổng hợp tuần"]  # the newest first


async def test_a_chat_that_moved_is_followed(service: Service) -> None:
    hoa, new = await service.arrives("Hoa"), await service.arrives("Hoa ở nhà mới")
    with service.app.database.begin() as session:
        session.connection().exec_driver_sql(
            "UPDATE person SET chat_id = 'elsewhere' WHERE external_id = ?", (str(new.id),)
        )
    service.sandbox.faults.add("sendMessage", "migrate", times=0, chat_id=hoa.id, migrate_to_chat_id=new.id)

    service.queue(hoa, "một", "hai")
    await service.all_delivered()

    assert service.heard_by(new)[1:] == ["một", "hai"]
    assert service.ask("SELECT chat_id FROM person WHERE external_id = ?", str(hoa.id)) == [str(new.id)]
    assert service.ask("SELECT DISTINCT chat_id FROM outbox WHERE text IN ('một', 'hai')") == [str(new.id)]


async def test_a_message_refused_for_good_fails_and_does_not_block_its_chat(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    service.sandbox.faults.add("sendMessage", "400", description="Bad Request: message is too strange")

    service.queue(hoa, "lạ quá", "bình thường")
    await hoa.hears("bình thường")

    await until(lambda: not service.open_rows())
    refused = service.ask("SELECT state, error FROM outbox WHERE text = 'lạ quá'")
    assert [(state, error.lower()) for state, error in refused] == [("failed", "message is too strange")]
    assert service.log_of("refused for good")
