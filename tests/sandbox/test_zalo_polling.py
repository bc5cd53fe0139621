"""Events of Zalo: gone once answered, or pushed in two shapes until taken."""

import asyncio
import re
from typing import Any

import aiohttp
import pytest

from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import Sandbox
from tests.sandbox.zalo_calls import Receiver, ZaloApi, served

SECRET = "s3cret-s3cret"


async def held(coroutine: Any, sandbox: Sandbox) -> "asyncio.Task[Any]":
    """Start a poll and return once the server holds it."""
    task = asyncio.ensure_future(coroutine)
    while not sandbox.zalo.updates.arrived._waiting:  # noqa: ASYNC110 - nobody rings when a poll begins to be held
        await asyncio.sleep(0)
    return task


async def test_an_event_is_one_object_and_gone_once_answered(zalo: ZaloApi, lan: SimulatedPerson) -> None:
    await lan.says("một")
    await lan.says("hai")
    first = await zalo.update()
    message = first["message"]
    assert first["event_name"] == "message.text.received"
    assert message.pop("date") > 10**12
    assert re.fullmatch("[0-9a-f]{20}", message.pop("message_id"))
    assert re.fullmatch("[0-9a-f]{20}", str(lan.id))
    assert message == {
        "from": {"id": lan.id, "display_name": "Lan", "is_bot": False},
        "chat": {"id": lan.id, "chat_type": "PRIVATE"},
        "text": "một",
    }
    assert (await zalo.update())["message"]["text"] == "hai"
    assert await zalo.is_empty()


async def test_a_held_poll_wakes_as_soon_as_somebody_writes(
    sandbox: Sandbox, zalo: ZaloApi, lan: SimulatedPerson
) -> None:
    poll = await held(zalo.result("getUpdates", timeout="50"), sandbox)
    await lan.says("Cháu muốn giới thiệu bà Hòe")
    assert (await poll)["message"]["text"] == "Cháu muốn giới thiệu bà Hòe"


async def test_a_poll_that_hung_up_takes_nothing(sandbox: Sandbox, zalo: ZaloApi, lan: SimulatedPerson) -> None:
    async with aiohttp.ClientSession() as restarted:
        poll = await held(ZaloApi(sandbox.url, restarted).ask("getUpdates"), sandbox)
        poll.cancel()
    await lan.says("còn đây")
    assert (await zalo.update())["message"]["text"] == "còn đây"


async def test_an_answer_that_is_lost_on_the_way_loses_the_event(
    sandbox: Sandbox, zalo: ZaloApi, lan: SimulatedPerson
) -> None:
    sandbox.faults.add("zalo.getUpdates", "drop_after")
    await lan.says("mất")
    with pytest.raises(aiohttp.ClientError):
        await zalo.update()
    assert await zalo.is_empty()


async def test_people_send_pictures_voices_stickers_and_what_no_bot_may_see(
    zalo: ZaloApi, lan: SimulatedPerson, people: People
) -> None:
    await lan.sends_photo(b"hoa", "Vườn nhà bà Hòe")
    await lan.sends_voice(b"aac")
    await lan.sends_file("sticker", "cười.webp", b"webp")
    await lan.sends_file("document", "đơn.pdf", b"%PDF", "Đơn đây")
    await lan.sends_file("video", "phim.mp4", b"mp4")
    await lan.shares_location(21.3, 105.4)
    events = [await zalo.update() for _ in range(7)]
    image, voice, sticker, document, words, video, place = (event["message"] for event in events)
    names = ["image", "voice", "sticker", "unsupported", "text", "unsupported", "unsupported"]
    assert [event["event_name"] for event in events] == [f"message.{name}.received" for name in names]
    assert image["caption"] == "Vườn nhà bà Hòe"
    assert await zalo.fetch(image["photo_url"]) == (200, "image/jpeg", b"hoa")
    assert voice["voice_url"].endswith(".aac")
    assert await zalo.fetch(voice["voice_url"]) == (200, "audio/aac", b"aac")
    assert sticker["sticker"]
    assert words["text"] == "Đơn đây"
    for unseen in (document, video, place):
        assert set(unseen) == {"from", "chat", "message_id", "date"}

    shown = (await people.get(f"people/{lan.id}/chat?after=1"))["messages"]
    assert [[file["kind"] for file in message["files"]] for message in shown] == [
        ["photo"], ["voice"], ["sticker"], ["document"], [], ["video"], [],
    ]  # fmt: skip


async def test_the_address_of_a_picture_expires(zalo: ZaloApi, lan: SimulatedPerson, people: People) -> None:
    await lan.sends_photo(b"hoa")
    url = (await zalo.update())["message"]["photo_url"]
    await people.move_clock(by=3601)
    assert (await zalo.fetch(url))[0] == 403
    assert (await zalo.fetch(f"{url}x"))[0] == 404


async def test_a_long_story_arrives_in_several_messages(zalo: ZaloApi, lan: SimulatedPerson) -> None:
    story = "Bà Hòe trồng hoa. " * 200
    await lan.says(story)
    parts = [(await zalo.update())["message"]["text"] for _ in range(2)]
    assert "".join(parts) == story.strip()


async def test_a_webhook_gets_both_shapes_with_the_secret_until_it_answers_200(
    zalo: ZaloApi, lan: SimulatedPerson
) -> None:
    receiver = Receiver(500, 200)
    async with served(zalo=receiver.take) as address:
        await lan.says("một")
        changed = await zalo.result("setWebhook", url=f"{address}/zalo", secret_token=SECRET)
        await lan.says("hai")
        (secret, first), (_, again), (_, second) = [await receiver.got.get() for _ in range(3)]
        polled = await zalo.refusal("getUpdates", timeout=0)
        info = await zalo.result("getWebhookInfo")
        removed = await zalo.result("deleteWebhook")

    assert secret == SECRET
    assert first["event_name"] == "message.text.received"
    assert again == {"ok": True, "result": first}
    assert second["message"]["text"] == "hai"
    assert info == changed == {"url": f"{address}/zalo", "updated_at": changed["updated_at"]}
    assert polled[0] == 400
    assert removed["url"] == ""


async def test_setting_a_webhook_ends_a_held_poll(sandbox: Sandbox, zalo: ZaloApi) -> None:
    poll = await held(zalo.refusal("getUpdates"), sandbox)
    await zalo.result("setWebhook", url="http://127.0.0.1:1/nobody", secret_token=SECRET)
    assert (await poll)[0] == 400


@pytest.mark.parametrize("way", ["polled", "pushed"])
async def test_an_event_comes_twice_on_order(sandbox: Sandbox, zalo: ZaloApi, lan: SimulatedPerson, way: str) -> None:
    sandbox.faults.add("zalo.update", "duplicate_updates")
    receiver = Receiver()
    async with served(zalo=receiver.take) as address:
        if way == "pushed":
            await zalo.result("setWebhook", url=f"{address}/zalo", secret_token=SECRET)
        await lan.says("một")
        await lan.says("hai")
        if way == "pushed":
            bodies = [(await receiver.got.get())[1] for _ in range(3)]
        else:
            bodies = [await zalo.update() for _ in range(3)]
        await zalo.result("deleteWebhook")
    messages = [body.get("result", body)["message"] for body in bodies]
    assert [message["text"] for message in messages] == ["một", "một", "hai"]
    assert messages[0] == messages[1]


@pytest.mark.parametrize(
    "given",
    [
        {"url": "http://hoadep.example/zalo", "secret_token": SECRET},
        {"url": "ftp://127.0.0.1/zalo", "secret_token": SECRET},
        {"url": "https://", "secret_token": SECRET},
        {"url": "https://[", "secret_token": SECRET},
        {"url": "https://hoadep.example/zalo", "secret_token": "s3cret7"},
        {"url": "https://hoadep.example/zalo", "secret_token": "x" * 257},
        {"url": "https://hoadep.example/zalo", "secret_token": "bí mật\r\nX: y"},
        {"secret_token": SECRET},
    ],
)
async def test_a_webhook_needs_https_and_a_secret(zalo: ZaloApi, given: dict[str, str]) -> None:
    assert (await zalo.refusal("setWebhook", **given))[0] == 400
    assert (await zalo.result("getWebhookInfo"))["url"] == ""


async def test_stopping_lets_a_held_poll_go_at_once(session: aiohttp.ClientSession) -> None:
    server = Sandbox("1:x", zalo_token="2:y")
    async with aiohttp.ClientSession() as client:
        await server.start()
        poll = await held(client.get(f"{server.url}/bot2:y/getUpdates"), server)
        await server.stop()
        assert (await (await poll).json())["error_code"] == 408
