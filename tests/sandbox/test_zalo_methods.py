"""What the bot may say on Zalo; every refusal is an HTTP 200 that says ok: false."""

from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import Sandbox
from bot.sandbox.zalo.addresses import PHOTO_LIMIT
from bot.sandbox.zalo.methods import METHODS
from bot.sandbox.zalo.reach import ANSWERS
from tests.sandbox.calls import TOKEN, Api
from tests.sandbox.zalo_calls import ZALO_TOKEN, ZaloApi, served

BOLD = {"start": 0, "len": 4, "st": ["b"]}


async def test_two_bots_are_told_apart_by_their_tokens(zalo: ZaloApi, api: Api, session: aiohttp.ClientSession) -> None:
    assert await zalo.result("getMe") == {
        "id": "1459232241454765289", "account_name": "bot.hoadep", "account_type": "BASIC", "can_join_groups": False,
    }  # fmt: skip
    assert (await api.result("getMe"))["username"] == "hoadep_sandbox_bot"
    assert await zalo.refusal("getFile", file_id="x") == (404, "Not Found")
    async with session.post(f"{zalo.root}x/getMe") as response:
        assert await response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    with pytest.raises(ValueError, match="different tokens"):
        Sandbox(TOKEN, zalo_token=TOKEN)


async def test_without_a_token_there_is_no_zalo(session: aiohttp.ClientSession) -> None:
    server = Sandbox("1:x")
    await server.start()
    async with People(server.url) as them:
        assert list((await them.get("state"))["bots"]) == ["telegram"]
        with pytest.raises(ValueError, match="no Zalo bot"):
            await them.add("Lan", channel="zalo")
    async with session.get(f"{server.url}/bot{ZALO_TOKEN}/getMe") as response:
        assert (await response.json())["error_code"] == 401
    await server.stop()


async def test_a_text_is_shown_with_its_styles(zalo: ZaloApi, lan: SimulatedPerson) -> None:
    styles = [BOLD, {"start": 3, "len": 2, "st": ["i", "u"]}]
    sent = await zalo.result("sendMessage", chat_id=lan.id, text="🌸Hoa <b>", text_styles=styles, reply_markup={"x": 1})
    heard = await lan.hears("Hoa")
    assert sent == {"message_id": heard["platform_id"], "date": sent["date"]}
    assert sent["date"] // 1000 == heard["date"]
    assert heard["html"] == "<b>🌸H<i><u>o</u></i></b><i><u>a</u></i> &lt;b&gt;"
    assert "reply_markup" not in heard


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": ""}, "text is empty"),
        ({"text": " \n"}, "text is empty"),
        ({"text": "🌸" * 1001}, "text must have 1 to 2000 characters"),
        ({"chat_id": "0" * 20}, "chat not found"),
        ({"chat_id": None}, "chat_id is empty"),
        ({"text_styles": {}}, None),
        ({"text_styles": "b"}, "can't parse text_styles"),
        ({"text_styles": {"start": 0}}, "text_styles must be an array"),
        ({"text_styles": ["b"]}, "a text style is"),
        ({"text_styles": [{**BOLD, "start": "0"}]}, "a text style is"),
        ({"text_styles": [{**BOLD, "start": True}]}, "a text style is"),
        ({"text_styles": [{**BOLD, "st": []}]}, "a text style is"),
        ({"text_styles": [{**BOLD, "st": ["blink"]}]}, "unknown text style"),
        ({"text_styles": [{**BOLD, "st": [["b"]]}]}, "unknown text style"),
        ({"text_styles": [{**BOLD, "len": 0}]}, "outside the text"),
        ({"text_styles": [{**BOLD, "start": -1}]}, "outside the text"),
        ({"text_styles": [{**BOLD, "start": 5}]}, "outside the text"),
    ],
)
async def test_a_bad_message_is_refused(
    zalo: ZaloApi, lan: SimulatedPerson, *, given: dict[str, Any], why: str | None
) -> None:
    answer = await zalo.ask("sendMessage", **{"chat_id": lan.id, "text": "Bông hoa", **given})
    assert answer["ok"] == (why is None)
    assert (why or "") in answer.get("description", "")


async def test_the_bot_types_and_its_answer_ends_that(zalo: ZaloApi, lan: SimulatedPerson, people: People) -> None:
    assert await zalo.ask("sendChatAction", chat_id=lan.id, action="typing") == {"ok": True}
    assert (await people.get(f"people/{lan.id}/chat"))["typing"]
    await zalo.result("sendMessage", chat_id=lan.id, text="Chào cô Lan")
    assert not (await people.get(f"people/{lan.id}/chat"))["typing"]
    assert (await zalo.refusal("sendChatAction", chat_id=lan.id, action="upload_photo"))[0] == 400


async def picture(_request: web.Request) -> web.Response:
    return web.Response(body=b"png", content_type="image/png")


async def page(_request: web.Request) -> web.Response:
    return web.Response(text="<h1>Not a picture</h1>", content_type="text/html")


async def huge(_request: web.Request) -> web.Response:
    return web.Response(body=bytes(PHOTO_LIMIT + 1), content_type="image/png")


async def nothing(_request: web.Request) -> web.Response:
    return web.Response(content_type="image/png")


async def test_a_picture_is_fetched_at_once_or_refused(zalo: ZaloApi, lan: SimulatedPerson) -> None:
    async with served(picture=picture, page=page, huge=huge, nothing=nothing) as address:
        sent = await zalo.result("sendPhoto", chat_id=lan.id, photo=f"{address}/picture", caption="Tiến độ")
        refused = [
            await zalo.refusal("sendPhoto", chat_id=lan.id, photo=photo)
            for photo in (
                *(f"{address}/{name}" for name in ("page", "huge", "nothing", "none")),
                "",
                "file:///etc/passwd",
            )
        ]
        long = await zalo.refusal("sendPhoto", chat_id=lan.id, photo=f"{address}/picture", caption="x" * 2001)
    gone = await zalo.refusal("sendPhoto", chat_id=lan.id, photo=f"{address}/picture")

    heard = await lan.hears("Tiến độ")
    assert heard["platform_id"] == sent["message_id"]
    assert [file["kind"] for file in heard["files"]] == ["photo"]
    assert [why.removeprefix("Bad Request: photo ") for _, why in refused] == [
        "is not an image", "is larger than 5 MB", "is empty", "could not be fetched: it answers 404",
        "must be an https URL", "must be an https URL",
    ]  # fmt: skip
    assert {code for code, _ in [*refused, long, gone]} == {400}


async def test_who_never_wrote_or_blocked_the_bot_is_out_of_reach(
    zalo: ZaloApi, people: People, lan: SimulatedPerson
) -> None:
    stranger = await people.add("Minh", channel="zalo")
    assert (await zalo.refusal("sendMessage", chat_id=stranger.id, text="Chào"))[0] == 403
    await lan.blocks()
    assert (await zalo.refusal("sendMessage", chat_id=lan.id, text="Chào"))[0] == 403
    with pytest.raises(ValueError, match="unblock first"):
        await lan.says("Ơ")
    await lan.unblocks()
    assert await zalo.is_empty()
    assert await zalo.result("sendMessage", chat_id=lan.id, text="Chào")


async def test_a_closed_window_opens_with_the_persons_next_message(
    zalo: ZaloApi, people: People, lan: SimulatedPerson
) -> None:
    assert (await people.post(f"people/{lan.id}/reach", {"refuse": "window"}))["refuse"] == "window"
    assert (await zalo.refusal("sendMessage", chat_id=lan.id, text="Tin tuần"))[0] == 403
    await lan.says("Có gì mới?")
    assert await zalo.result("sendMessage", chat_id=lan.id, text="Tin tuần")
    assert [person["refuse"] for person in (await people.get("state"))["people"]] == [""]


async def test_a_used_up_quota_leaves_only_answers(zalo: ZaloApi, people: People, lan: SimulatedPerson) -> None:
    await people.post(f"people/{lan.id}/reach", {"refuse": "quota"})
    refused = await zalo.ask("sendMessage", chat_id=lan.id, text="Tin tuần")
    assert refused == {"ok": False, "error_code": 429, "description": "Quota exceeded"}
    await lan.says("Có gì mới?")
    outcomes = [(await zalo.ask("sendMessage", chat_id=lan.id, text="x"))["ok"] for _ in range(ANSWERS + 1)]
    assert outcomes == [True] * ANSWERS + [False]

    await lan.says("Rồi sao?")
    await people.move_clock(by=48 * 3600)
    assert (await zalo.refusal("sendMessage", chat_id=lan.id, text="Muộn"))[0] == 429
    await people.post(f"people/{lan.id}/reach", {})
    assert await zalo.result("sendMessage", chat_id=lan.id, text="Tin tuần")
    with pytest.raises(ValueError, match="refuse must be"):
        await people.post(f"people/{lan.id}/reach", {"refuse": "moon"})


FAULTS: dict[str, tuple[bool, int | None]] = {  # is the message delivered, and the code of the answer, if any arrives
    "429": (False, 429), "quota": (False, 429), "400": (False, 400), "401": (False, 401), "403": (False, 403),
    "404": (False, 404), "500": (False, 500), "drop_before": (False, None), "drop_after": (True, None),
    "truncate": (True, None), "502": (False, None), "html404": (False, None), "stall": (True, 0),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
async def test_each_fault_strikes_zalo_alone(
    sandbox: Sandbox, zalo: ZaloApi, people: People, lan: SimulatedPerson, hoa: SimulatedPerson, api: Api, kind: str
) -> None:
    ordered = {"method": "zalo.sendMessage", "kind": kind, "seconds": 0, "chat_id": lan.id, "times": 0}
    await people.post("faults", ordered)
    delivered, code = FAULTS[kind]
    assert (await api.ask("sendMessage", chat_id=hoa.id, text="x"))["ok"]
    if code is None:
        with pytest.raises((aiohttp.ClientError, ValueError, AssertionError)):
            await zalo.ask("sendMessage", chat_id=lan.id, text="x")
    else:
        assert (await zalo.ask("sendMessage", chat_id=lan.id, text="x")).get("error_code", 0) == code
    assert len(sandbox.zalo.chats[str(lan.id)].posts) == 1 + delivered


async def test_downloads_fail_on_order_too(sandbox: Sandbox, zalo: ZaloApi, lan: SimulatedPerson) -> None:
    await lan.sends_photo(b"hoa")
    url = (await zalo.update())["message"]["photo_url"]
    sandbox.faults.add("zalo.file", "500")
    assert [(await zalo.fetch(url))[0] for _ in range(2)] == [500, 200]


@pytest.mark.parametrize("method", METHODS)
async def test_a_call_without_parameters_never_breaks_it(zalo: ZaloApi, method: str) -> None:
    assert "ok" in await zalo.ask(method)
