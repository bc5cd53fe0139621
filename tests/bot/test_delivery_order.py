"""What reaches a chat, in which order, and what goes first."""

import asyncio
import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.app import App
from bot.channels.telegram import Telegram
from handlers.messages import Outgoing
from storage.models import Lane
from tests.bot.conftest import Service, until


async def test_each_chat_hears_its_messages_in_their_order(service: Service) -> None:
    hoa, lan = await service.arrives("Hoa"), await service.arrives("Lan")
    lines = [f"dòng {n}" for n in range(20)]

    for line in lines:
        service.queue(hoa, line)
        service.queue(lan, line)
    await service.all_delivered()

    assert service.heard_by(hoa)[1:] == lines
    assert service.heard_by(lan)[1:] == lines


async def test_a_message_that_fails_holds_back_its_own_chat_and_no_other(service: Service) -> None:
    hoa, lan = await service.arrives("Hoa"), await service.arrives("Lan")
    fault = service.sandbox.faults.add("sendMessage", "502", chat_id=hoa.id)

    service.queue(hoa, "một", "hai")
    await until(lambda: fault.hits)
    service.queue(lan, "chào Lan")
    await lan.hears("chào Lan")
    assert "hai" not in service.heard_by(hoa)

    await service.all_delivered()
    assert service.heard_by(hoa)[1:] == ["một", "hai"]


async def test_the_order_of_a_chat_outlives_a_restart(service: Service) -> None:
    hoa = await service.arrives("Hoa")
    fault = service.sandbox.faults.add("sendMessage", "502", times=0, chat_id=hoa.id)
    (first,) = service.queue(hoa, "một")
    await until(lambda: service.ask("SELECT state FROM outbox WHERE id = ?", first) == ["errored"])
    service.queue(hoa, "hai", "ba")
    service.sandbox.faults.clear()

    await service.restart()
    await service.all_delivered()

    assert fault.hits
    assert service.heard_by(hoa)[1:] == ["một", "hai", "ba"]


async def test_an_answer_goes_out_at_once_while_a_digest_waits_its_turn(service: Service) -> None:
    readers = [await service.arrives(f"Cán bộ {n}") for n in range(4)]
    hoa = await service.arrives("Hoa")
    for reader in readers:
        service.queue(reader, *[f"tổng hợp {n}" for n in range(50)], lane=Lane.DIGEST)
    service.queue(hoa, "tổng hợp", lane=Lane.DIGEST)

    await hoa.says("/trogiup")
    await hoa.hears("/trangthai")

    assert len(service.open_rows()) > 150


async def test_after_a_restart_answers_do_not_wait_behind_a_long_digest(service: Service) -> None:
    lan, hoa = await service.arrives("Lan"), await service.arrives("Hoa")
    await service.app.stop()
    service.queue(lan, *[f"tổng hợp {n}" for n in range(1200)], lane=Lane.DIGEST)
    service.queue(hoa, "câu trả lời", lane=Lane.REPLY)

    await service.start()
    await hoa.hears("câu trả lời")

    assert len(service.open_rows()) > 1150


async def test_an_edit_waits_for_the_message_that_it_changes(service: Service) -> None:
    lan = await service.arrives("Lan")
    fault = service.sandbox.faults.add("sendMessage", "502", chat_id=lan.id)

    (card,) = service.queue(lan, "thẻ: chờ duyệt")
    await until(lambda: fault.hits)
    service.queue(lan, "thẻ: đã duyệt", edits=card)
    await service.all_delivered()

    assert service.heard_by(lan)[1:] == ["thẻ: đã duyệt"]


async def test_an_edit_that_changes_nothing_and_one_of_a_deleted_message_are_done(service: Service) -> None:
    lan = await service.arrives("Lan")
    (card,) = service.queue(lan, "thẻ")
    await lan.hears("thẻ")

    service.queue(lan, "thẻ", edits=card)
    await service.all_delivered()
    service.sandbox.faults.add("editMessageText", "400", description="Bad Request: message to edit not found")
    service.queue(lan, "thẻ mới", edits=card)

    await service.all_delivered()


async def test_what_was_sent_while_the_database_was_locked_is_not_sent_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa = await service.arrives("Hoa")
    await service.app.stop()
    service.queue(hoa, *[f"dòng {n}" for n in range(10)])

    deliver, other = Telegram.send, sqlite3.connect(str(service.app.database.url.database), isolation_level=None)

    async def lock_before_the_last(telegram: Telegram, message: Outgoing) -> str:
        if message.text == "dòng 9":
            other.execute("BEGIN IMMEDIATE")
        return await deliver(telegram, message)

    monkeypatch.setattr(Telegram, "send", lock_before_the_last)
    service.app = App(service.settings, service.clock)
    event.listen(service.app.database.engine, "connect", lambda made, _: made.execute("PRAGMA busy_timeout=20"))
    await service.app.start()
    await until(lambda: service.log_of("could not be written down"))
    other.close()
    while service.open_rows():
        service.clock.move_by(timedelta(0))  # the outbox is read before what was sent is written
        await asyncio.sleep(0.01)

    assert service.heard_by(hoa)[1:] == [f"dòng {n}" for n in range(10)]


async def test_a_message_that_cannot_be_handed_over_does_not_stop_its_chat(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    hoa = await service.arrives("Hoa")
    send, tried = Telegram.send, []

    async def fail_once(telegram: Telegram, message: Outgoing) -> str:
        tried.append(message.text)
        if len(tried) == 1:
            raise KeyError("a bug")
        return await send(telegram, message)

    monkeypatch.setattr(Telegram, "send", fail_once)
    service.queue(hoa, "một", "hai")
    await service.all_delivered()

    assert tried == ["một", "một", "hai"]
