"""getUpdates and webhooks: nothing lost, nothing twice, one poller at a time."""

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot, Update

from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import Sandbox
from tests.sandbox.calls import Api, keyboard


async def started(coroutine: Any, sandbox: Sandbox) -> "asyncio.Task[Any]":
    """Start a held poll and return once the server holds it."""
    task = asyncio.ensure_future(coroutine)
    before = len(sandbox.world.updates.arrived._waiting)
    while len(sandbox.world.updates.arrived._waiting) <= before and not task.done():  # noqa: ASYNC110 - nobody rings when a poll begins to be held
        await asyncio.sleep(0)
    return task


async def test_a_held_poll_wakes_as_soon_as_somebody_writes(sandbox: Sandbox, api: Api, hoa: SimulatedPerson) -> None:
    poll = await started(api.result("getUpdates", timeout=50), sandbox)
    await hoa.says("Cháu muốn giới thiệu bà Hòe")
    (update,) = await poll
    assert update["message"]["text"] == "Cháu muốn giới thiệu bà Hòe"
    assert update["message"]["from"]["language_code"] == "vi"
    assert update["message"]["chat"] == {
        "id": hoa.id, "type": "private", "first_name": "Hoa", "last_name": "Nguyễn", "username": "hoa_nguyen",
    }  # fmt: skip


async def test_an_update_comes_again_until_a_higher_offset_acknowledges_it(api: Api, hoa: SimulatedPerson) -> None:
    for text in ("một", "hai", "ba"):
        await hoa.says(text)
    first = await api.result("getUpdates", limit=2)
    again = await api.result("getUpdates")
    assert [u["message"]["text"] for u in first] == ["một", "hai"]
    assert [u["message"]["text"] for u in again] == ["một", "hai", "ba"]
    assert [u["update_id"] - again[0]["update_id"] for u in again] == [0, 1, 2]

    rest = await api.result("getUpdates", offset=first[-1]["update_id"] + 1)
    assert [u["message"]["text"] for u in rest] == ["ba"]
    assert await api.result("getUpdates", offset=rest[-1]["update_id"] + 1) == []


async def test_a_negative_offset_keeps_the_newest_and_forgets_the_rest(api: Api, hoa: SimulatedPerson) -> None:
    for text in ("một", "hai", "ba"):
        await hoa.says(text)
    assert [u["message"]["text"] for u in await api.result("getUpdates", offset=-1)] == ["ba"]
    assert [u["message"]["text"] for u in await api.result("getUpdates")] == ["ba"]


async def test_at_most_a_hundred_updates_come_at_once(api: Api, hoa: SimulatedPerson) -> None:
    for number in range(101):
        await hoa.says(f"tin {number}")
    assert len(await api.result("getUpdates", limit=1000)) == 100


async def test_the_kinds_of_updates_asked_for_are_remembered(api: Api, hoa: SimulatedPerson) -> None:
    await api.result("getUpdates", allowed_updates=["callback_query"])
    await hoa.says("không ai nghe")
    assert await api.result("getUpdates") == []
    await api.result("getUpdates", allowed_updates=[])
    await hoa.says("có người nghe")
    assert [u["message"]["text"] for u in await api.result("getUpdates")] == ["có người nghe"]


async def test_the_newer_poller_ends_the_older(sandbox: Sandbox, api: Api, hoa: SimulatedPerson) -> None:
    older = await started(api.refusal("getUpdates", timeout=50), sandbox)
    newer = asyncio.ensure_future(api.result("getUpdates", timeout=50))
    assert await older == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await hoa.says("vẫn còn đây")
    assert len(await newer) == 1


async def test_a_press_dies_sooner_than_a_message(sandbox: Sandbox, api: Api, hoa: SimulatedPerson) -> None:
    sandbox.world.updates.life["callback_query"] = 0
    await api.result("sendMessage", chat_id=hoa.id, text="?", reply_markup=keyboard("Có"))
    await hoa.taps("Có")
    await hoa.says("Có")
    assert [sorted(u) for u in await api.result("getUpdates")] == [["message", "update_id"]]


async def test_stopping_lets_a_held_poll_go_at_once(session: aiohttp.ClientSession) -> None:
    server = Sandbox("1:x")
    async with aiohttp.ClientSession() as client:
        await server.start()
        url = f"{server.url}/bot1:x/getUpdates?timeout=50"
        poll = await started(client.get(url), server)
        await server.stop()
        assert await (await poll).json() == {"ok": True, "result": []}


async def test_a_taken_port_is_an_os_error(sandbox: Sandbox) -> None:
    port = int(sandbox.url.rsplit(":", 1)[1])
    with pytest.raises(OSError, match=str(port)):
        await Sandbox("1:x", port=port).start()


class Receiver:
    """The bot's own web server: answers with the prepared statuses, then 200."""

    def __init__(self, *statuses: int) -> None:
        self.statuses = list(statuses)
        self.got: list[tuple[str | None, str]] = []
        self.enough = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.append((secret, update["message"]["text"]))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200 and update["message"]["text"] == "hai":
            self.enough.set()
        return web.Response(status=status)


async def test_a_webhook_gets_each_update_in_order_until_it_answers_200(api: Api, hoa: SimulatedPerson) -> None:
    receiver = Receiver(500)
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"

    await hoa.says("một")
    assert await api.result("setWebhook", url=url, secret_token="s3cret")
    await hoa.says("hai")
    await receiver.enough.wait()
    info = await api.result("getWebhookInfo")
    refused = await api.refusal("getUpdates")
    await api.result("deleteWebhook")
    await runner.cleanup()

    assert receiver.got == [("s3cret", "một"), ("s3cret", "một"), ("s3cret", "hai")]
    assert info["url"] == url
    assert info["last_error_message"].startswith("Wrong response from the webhook: 500")
    assert refused[0] == 409
    assert await api.result("getUpdates") == []


async def test_setting_a_webhook_ends_a_held_poll(sandbox: Sandbox, api: Api) -> None:
    poll = await started(api.refusal("getUpdates", timeout=50), sandbox)
    await api.result("setWebhook", url="http://127.0.0.1:1/nobody")
    assert await poll == (409, "Conflict: terminated by setWebhook request")


async def test_python_telegram_bot_understands_every_kind_of_update(
    bot: Bot, api: Api, people: People, hoa: SimulatedPerson
) -> None:
    asked = await bot.send_message(hoa.id, "Ai?", reply_markup=None)
    card = await api.result("sendMessage", chat_id=hoa.id, text="Gửi?", reply_markup=keyboard("Gửi"))
    told = await hoa.says("bà Hòe", reply_to=asked.message_id)
    await hoa.edits(told, "bà Nguyễn Thị Hòe")
    await hoa.taps("Gửi")
    await hoa.presses(card["message_id"], "giả mạo")
    await hoa.sends_album([b"1", b"2"], "Vườn hoa")
    await hoa.sends_file("voice", "ke.ogg", b"ogg")
    await hoa.sends_file("video", "phim.mp4", b"mp4")
    await hoa.sends_file("document", "đơn.pdf", b"%PDF")
    await hoa.sends_file("sticker", "cười.webp", b"webp")
    await hoa.shares_contact()
    await hoa.shares_location(21.3, 105.4)
    await hoa.blocks()

    updates = await bot.get_updates(timeout=0, allowed_updates=[])
    assert all(isinstance(update, Update) for update in updates)
    assert updates[0].message.reply_to_message.text == "Ai?"
    assert updates[1].edited_message.text == "bà Nguyễn Thị Hòe"
    assert [u.callback_query.data for u in updates[2:4]] == ["press:Gửi", "giả mạo"]
    assert updates[2].callback_query.message.reply_markup.inline_keyboard[0][0].text == "Gửi"
    album = [u.message for u in updates[4:6]]
    assert album[0].media_group_id == album[1].media_group_id
    assert [m.caption for m in album] == ["Vườn hoa", None]
    assert [len(m.photo) for m in album] == [2, 2]
    kinds = [
        (m.voice, m.video, m.document, m.sticker, m.contact, m.location) for m in (u.message for u in updates[6:12])
    ]
    assert [[bool(kind) for kind in row].index(True) for row in kinds] == [0, 1, 2, 3, 4, 5]
    assert updates[10].message.contact.user_id == hoa.id
    assert updates[12].my_chat_member.new_chat_member.status == "kicked"
