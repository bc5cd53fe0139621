"""Faults strike the call they were ordered for, and only that."""

import asyncio
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.sandbox.faults import KINDS
from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import Sandbox
from tests.sandbox.calls import Api

DELIVERED = {"drop_after", "truncate", "stall"}
RAISED: dict[str, type[Exception] | None] = {
    "429": RetryAfter, "quota": NetworkError, "400": BadRequest, "401": InvalidToken, "403": Forbidden,
    "404": InvalidToken, "html404": TelegramError, "500": NetworkError, "502": NetworkError,
    "migrate": ChatMigrated, "drop_before": NetworkError, "drop_after": NetworkError,
    "truncate": TelegramError, "stall": None,
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(RAISED))
async def test_each_fault_is_the_error_it_stands_for_and_then_over(
    sandbox: Sandbox, bot: Bot, people: People, hoa: SimulatedPerson, kind: str
) -> None:
    sandbox.faults.add("sendMessage", kind, seconds=0, retry_after=3)
    if raised := RAISED[kind]:
        with pytest.raises(raised):
            await bot.send_message(hoa.id, "Một")
    else:
        await bot.send_message(hoa.id, "Một")
    await bot.send_message(hoa.id, "Hai")
    chat = await people.get(f"people/{hoa.id}/chat?after=1")
    assert [m["text"] for m in chat["messages"]] == (["Một", "Hai"] if kind in DELIVERED else ["Hai"])


async def test_a_fault_is_ordered_over_http_for_a_call_a_chat_and_a_number_of_times(
    people: People, api: Api, hoa: SimulatedPerson
) -> None:
    lan = await people.add("Lan")
    await lan.starts()
    ordered = {"method": "sendMessage", "kind": 403, "at": 1, "times": 2, "chat_id": hoa.id}
    await people.post("faults", ordered)
    outcomes = [(await api.ask("sendMessage", chat_id=hoa.id, text="x"))["ok"] for _ in range(4)]
    other = await api.ask("sendMessage", chat_id=lan.id, text="x")
    (rule,) = await people.get("faults")
    assert outcomes == [True, False, False, True]
    assert other["ok"]
    assert (rule["seen"], rule["hits"]) == (4, 2)
    with pytest.raises(ValueError, match="unknown kind of fault"):
        await people.post("faults", {"kind": "earthquake"})


async def test_faults_are_cleared(sandbox: Sandbox, api: Api, session: aiohttp.ClientSession) -> None:
    sandbox.faults.add("*", "500", times=0)
    assert [(await api.ask("getMe"))["ok"] for _ in range(3)] == [False] * 3
    async with session.delete(f"{sandbox.url}/sandbox/faults") as answer:
        assert await answer.json() == []
    assert (await api.ask("getMe"))["ok"]


async def test_updates_come_twice_or_back_to_front(sandbox: Sandbox, api: Api, hoa: SimulatedPerson) -> None:
    sandbox.faults.add("getUpdates", "duplicate_updates")
    sandbox.faults.add("getUpdates", "out_of_order_updates")
    assert await api.result("getUpdates") == []
    await hoa.says("một")
    await hoa.says("hai")
    answers: list[Any] = [await api.result("getUpdates") for _ in range(3)]
    assert [[u["message"]["text"] for u in updates] for updates in answers] == [
        ["một", "một", "hai", "hai"],
        ["hai", "một"],
        ["một", "hai"],
    ]


async def test_a_stalled_call_is_carried_out_although_the_bot_gave_up(
    sandbox: Sandbox, api: Api, people: People, hoa: SimulatedPerson
) -> None:
    sandbox.faults.add("sendMessage", "stall", seconds=0.2)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await api.ask("sendMessage", chat_id=hoa.id, text="Muộn")
    assert (await hoa.hears("Muộn"))["text"] == "Muộn"


async def test_downloads_fail_on_order_too(sandbox: Sandbox, bot: Bot, hoa: SimulatedPerson) -> None:
    await hoa.sends_photo(b"hoa")
    (update,) = await bot.get_updates()
    file = await bot.get_file(update.message.photo[-1].file_id)
    sandbox.faults.add("file", "drop_before")
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    assert bytes(await file.download_as_bytearray()) == b"hoa"


def test_every_kind_has_its_story_here() -> None:
    assert {*RAISED, "duplicate_updates", "out_of_order_updates"} == KINDS
