"""What the bot says and does, and Telegram's own words when it may not."""

import contextlib
import inspect
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat, InputMediaPhoto
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken

from bot.clock import Clock
from bot.sandbox import acts
from bot.sandbox.files import DOWNLOAD_LIMIT
from bot.sandbox.methods import METHODS
from bot.sandbox.params import ApiError, Params, Upload
from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.server import Sandbox
from bot.sandbox.world import World
from tests.sandbox.calls import Api, encoded, keyboard

GONE = "query is too old and response timeout expired or query ID is invalid"
SAME = "message is not modified: specified new message content and reply markup are exactly the same as a current"


async def test_a_wrong_token_is_unauthorized_and_an_unknown_method_not_found(
    sandbox: Sandbox, session: aiohttp.ClientSession, api: Api
) -> None:
    async with session.get(f"{sandbox.url}/bot1:wrong/getMe") as response:
        assert (response.status, await response.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    assert await api.refusal("getMoon") == (404, "Not Found")
    with pytest.raises(InvalidToken):
        async with Bot("1:wrong", base_url=f"{sandbox.url}/bot"):
            pass


@pytest.mark.parametrize("body", ["query", "form", "json", "multipart"])
async def test_a_call_may_bring_its_parameters_in_any_body(
    api: Api, session: aiohttp.ClientSession, hoa: SimulatedPerson, body: str
) -> None:
    given = {"chat_id": str(hoa.id), "text": "Chào cô Hoa", "reply_markup": encoded(keyboard("Có"))}
    form = aiohttp.FormData(given, default_to_multipart=True)
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": given}, "form": {"data": given}, "json": {"json": given}, "multipart": {"data": form},
    }  # fmt: skip
    call = session.get if body == "query" else session.post
    async with call(f"{api.root}/SENDMESSAGE", **ways[body]) as response:
        answer = await response.json()
    assert answer["result"]["text"] == "Chào cô Hoa"
    assert answer["result"]["reply_markup"] == keyboard("Có")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "🌸" * 2049}, "message is too long"),
        ({"text": "x", "chat_id": 42}, "chat not found"),
        ({"text": "x", "chat_id": "@ai_do"}, "chat not found"),
        ({"text": "x", "chat_id": None}, "chat_id is empty"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities: Can't find end tag corresponding to"),
        ({"text": "<b>x</i>", "parse_mode": "HTML"}, "can't parse entities: Unmatched end tag at byte offset 4"),
        ({"text": "x</b>", "parse_mode": "HTML"}, "can't parse entities: Unexpected end tag at byte offset 1"),
        ({"text": "<giả>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "giả"'),
        ({"text": "2 < 3", "parse_mode": "HTML"}, "can't parse entities: Unclosed start tag at byte offset 2"),
        ({"text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"text": "x", "reply_markup": keyboard("ạ" * 60)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ],
)
async def test_a_bad_message_is_refused_in_telegrams_words(
    api: Api, hoa: SimulatedPerson, given: dict[str, Any], why: str
) -> None:
    code, description = await api.refusal("sendMessage", **{"chat_id": hoa.id, **given})
    assert code == 400
    assert description.startswith(f"Bad Request: {why}")


async def test_the_limit_counts_the_text_after_its_tags_are_gone(api: Api, hoa: SimulatedPerson) -> None:
    sent = await api.result("sendMessage", chat_id=hoa.id, text=f"<b>{'ắ' * 4096}</b>", parse_mode="HTML")
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]


async def test_html_becomes_text_and_entities_for_both_sides(bot: Bot, hoa: SimulatedPerson) -> None:
    html = (
        '🌸 <b>Bà <i>Hòe</i></b> &lt;3 <a href="https://hoadep.vn/a?b=1&amp;c=2">xem</a> <tg-spoiler>kín</tg-spoiler>'
    )
    sent = await bot.send_message(hoa.id, html, parse_mode="HTML")
    heard = await hoa.hears("Hòe")
    assert sent.text == "🌸 Bà Hòe <3 xem kín"
    assert {e.type: sent.parse_entity(e) for e in sent.entities} == {
        "bold": "Bà Hòe", "italic": "Hòe", "text_link": "xem", "spoiler": "kín",
    }  # fmt: skip
    assert heard["html"] == (
        '🌸 <b>Bà <i>Hòe</i></b> &lt;3 <a href="https://hoadep.vn/a?b=1&amp;c=2" target="_blank" '
        'rel="noopener noreferrer nofollow">xem</a> <span class="tg-spoiler">kín</span>'
    )


async def test_nobody_is_written_to_before_start_nor_after_a_block(bot: Bot, people: People, api: Api) -> None:
    lan = await people.add("Lan")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(lan.id, "Chào")
    await lan.starts("moi_can_bo")
    await bot.send_message(lan.id, "Chào")
    await lan.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(lan.id, "Chào")
    await lan.unblocks()
    await bot.send_message(lan.id, "Chào lại")

    updates = await api.updates()
    changes = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u]
    assert updates[0]["message"]["text"] == "/start moi_can_bo"
    assert updates[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert changes == ["kicked", "member"]


async def test_an_edit_changes_the_message_or_says_why_not(bot: Bot, api: Api, hoa: SimulatedPerson) -> None:
    card = await api.result("sendMessage", chat_id=hoa.id, text="Bước 1", reply_markup=keyboard("Tiếp"))
    plain = await bot.send_message(hoa.id, "Chọn", reply_markup={"keyboard": [["A", "B"]]})
    own = await hoa.says("của tôi")
    here = {"chat_id": hoa.id, "message_id": card["message_id"]}

    edited = await api.result("editMessageText", **here, text="Bước 2", reply_markup=keyboard("Gửi"))
    assert (edited["text"], edited["reply_markup"]) == ("Bước 2", keyboard("Gửi"))
    assert edited["edit_date"] >= edited["date"]
    same = await api.refusal("editMessageText", **here, text="Bước 2", reply_markup=keyboard("Gửi"))
    assert same[1].startswith(f"Bad Request: {SAME}")
    assert "reply_markup" not in await api.result("editMessageReplyMarkup", **here)
    assert (await api.refusal("editMessageReplyMarkup", **here))[1].startswith(f"Bad Request: {SAME}")
    assert (await api.refusal("editMessageCaption", **here, caption="x"))[1] == (
        "Bad Request: there is no caption in the message to edit"
    )
    for number, why in ((own, "can't be edited"), (plain.message_id, "can't be edited"), (999, "to edit not found")):
        with pytest.raises(BadRequest, match=f"(?i){why}"):
            await bot.edit_message_text("x", hoa.id, number)
    assert [m["text"] for m in [await hoa.hears("Chọn"), await hoa.hears("Bước 2")]] == ["Chọn", "Bước 2"]


async def test_a_deleted_message_is_gone_for_everybody(bot: Bot, api: Api, hoa: SimulatedPerson) -> None:
    card = await api.result("sendMessage", chat_id=hoa.id, text="Bước 1", reply_markup=keyboard("Tiếp"))
    assert await bot.delete_message(hoa.id, card["message_id"])
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await bot.delete_message(hoa.id, card["message_id"])
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await bot.edit_message_text("x", hoa.id, card["message_id"])
    with pytest.raises(LookupError):
        await hoa.taps("Tiếp", timeout=0)

    await hoa.presses(card["message_id"], "press:Tiếp")
    (update,) = await bot.get_updates()
    assert not update.callback_query.message.is_accessible


async def test_a_press_is_answered_once_and_not_too_late(
    sandbox: Sandbox, bot: Bot, api: Api, hoa: SimulatedPerson
) -> None:
    await api.result("sendMessage", chat_id=hoa.id, text="Gửi?", reply_markup=keyboard("✅ Gửi", "❌ Thôi"))
    await hoa.taps("Gửi")
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query.data == "press:✅ Gửi"
    assert await bot.answer_callback_query(query.id, "Đã gửi", show_alert=True)
    await hoa.catches_up()
    assert [line["text"] for line in hoa.transcript if line["who"] == "toast"] == ["Đã gửi"]
    for number in (query.id, "no such query"):
        with pytest.raises(BadRequest, match=r"(?i)" + GONE):
            await bot.answer_callback_query(number)

    sandbox.world.callback_life = 0
    late = await hoa.presses(query.message.message_id, "press:✅ Gửi")
    with pytest.raises(BadRequest, match=r"(?i)" + GONE):
        await bot.answer_callback_query(late)


async def test_a_photo_comes_back_byte_for_byte(bot: Bot, hoa: SimulatedPerson) -> None:
    await hoa.sends_photo(b"\xff\xd8 hoa hong", "Vườn hoa của bà")
    (update,) = await bot.get_updates()
    small, large = update.message.photo
    assert small.width < large.width
    file = await bot.get_file(large.file_id)
    assert bytes(await file.download_as_bytearray()) == b"\xff\xd8 hoa hong"
    assert (file.file_unique_id, file.file_size) == (large.file_unique_id, 11)

    again = await bot.send_photo(hoa.id, large.file_id, caption="<i>Của cô đây</i>", parse_mode="HTML")
    assert again.photo[-1].file_unique_id == large.file_unique_id
    assert again.caption_entities[0].type == "italic"


async def test_files_go_out_in_every_way_that_the_library_sends_them(
    bot: Bot, people: People, hoa: SimulatedPerson, tmp_path: Path
) -> None:
    report = tmp_path / "báo cáo.xlsx"
    report.write_bytes(b"PK")
    document = await bot.send_document(hoa.id, report, caption="Báo cáo tuần")
    assert document.document.file_name == "báo cáo.xlsx"
    assert (await bot.send_voice(hoa.id, b"OggS")).voice.duration.total_seconds() == 5
    assert (await bot.send_video(hoa.id, b"mp4")).video.mime_type == "video/mp4"
    album = await bot.send_media_group(hoa.id, [InputMediaPhoto(b"1", caption="Một"), InputMediaPhoto(b"2")])
    assert len({m.media_group_id for m in album}) == 1
    changed = await bot.edit_message_caption(hoa.id, document.message_id, caption="Báo cáo mới")
    assert changed.caption == "Báo cáo mới"

    heard = [await hoa.hears() for _ in range(5)]
    assert [m["files"][0]["kind"] for m in heard] == ["voice", "video", "photo", "photo", "document"]
    with pytest.raises(BadRequest, match=r"(?i)wrong remote file identifier"):
        await bot.send_photo(hoa.id, "no-such-file")
    with pytest.raises(BadRequest, match=r"(?i)can't use file of type Document as Photo"):
        await bot.send_photo(hoa.id, document.document.file_id)


async def test_captions_and_files_have_their_limits(sandbox: Sandbox, api: Api, hoa: SimulatedPerson) -> None:
    too_long = await api.refusal("sendPhoto", chat_id=hoa.id, photo="x", caption="ắ" * 1025)
    none = await api.refusal("sendDocument", chat_id=hoa.id)
    unknown = await api.refusal("getFile", file_id="x")
    big = sandbox.world.files.add("document", Upload("phim.zip", "application/zip", bytes(DOWNLOAD_LIMIT + 1)))
    too_big = await api.refusal("getFile", file_id=big.file_id)
    assert [why for _, why in (too_long, none, unknown, too_big)] == [
        "Bad Request: message caption is too long",
        "Bad Request: there is no document in the request",
        "Bad Request: wrong file_id or the file is temporarily unavailable",
        "Bad Request: file is too big",
    ]


async def test_each_person_sees_the_narrowest_commands_in_their_language(
    bot: Bot, people: People, hoa: SimulatedPerson
) -> None:
    ann = await people.add("Ann", language_code="en-GB")

    async def seen() -> list[str]:
        chats = [await people.get(f"people/{who.id}/chat") for who in (hoa, ann)]
        return [chat["commands"][0]["command"] if chat["commands"] else "" for chat in chats]

    assert await seen() == ["", ""]
    await bot.set_my_commands([BotCommand("start", "Start")])
    assert await seen() == ["start", "start"]
    everybody = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([BotCommand("gioithieu", "Giới thiệu")], everybody, "vi")
    assert await seen() == ["gioithieu", "start"]
    await bot.set_my_commands([BotCommand("duyet", "Review")], BotCommandScopeChat(ann.id))
    assert await seen() == ["gioithieu", "duyet"]
    await bot.delete_my_commands(everybody, "vi")
    assert await seen() == ["start", "duyet"]
    assert [c.command for c in await bot.get_my_commands(BotCommandScopeChat(ann.id))] == ["duyet"]
    with pytest.raises(BadRequest, match=r"(?i)BOT_COMMAND_INVALID"):
        await bot.set_my_commands([BotCommand("giớithiệu", "không được")])


async def test_the_bot_introduces_itself(bot: Bot, people: People, hoa: SimulatedPerson) -> None:
    await bot.set_my_name("Hoa Đẹp Phú Thọ")
    await bot.set_my_description("Giới thiệu người tốt, việc tốt")
    await bot.set_my_short_description("Hoa đẹp", language_code="vi")
    assert (await bot.get_me()).first_name == "Hoa Đẹp Phú Thọ"
    assert (await bot.get_my_short_description("vi")).short_description == "Hoa đẹp"
    assert (await bot.get_chat(hoa.id)).first_name == "Hoa"
    assert (await people.get("state"))["bot"]["description"] == "Giới thiệu người tốt, việc tốt"


async def test_typing_shows_until_the_bot_speaks(bot: Bot, people: People, hoa: SimulatedPerson) -> None:
    await bot.send_chat_action(hoa.id, "typing")
    assert (await people.get(f"people/{hoa.id}/chat"))["typing"]
    await bot.send_message(hoa.id, "Xong")
    assert not (await people.get(f"people/{hoa.id}/chat"))["typing"]
    with pytest.raises(BadRequest, match=r"(?i)wrong parameter action"):
        await bot.send_chat_action(hoa.id, "dancing")


async def test_two_bots_on_one_token_hear_of_each_other(bot: Bot, api: Api) -> None:
    await api.result("setWebhook", url="http://127.0.0.1:1/nobody")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()


PARAMETERS = (
    "chat_id", "message_id", "text", "caption", "parse_mode", "entities", "caption_entities", "reply_markup", "media",
    "reply_parameters", "link_preview_options", "photo", "document", "callback_query_id", "show_alert", "file_id",
    "commands", "scope", "language_code", "name", "action", "offset", "limit", "allowed_updates", "url",
)  # fmt: skip
NONSENSE: list[Any] = [
    None, "", "x", "{", "{}", "[]", "[1]", '"\\ud800"', '{"type": "chat", "chat_id": "x"}', [], [1], [[1]], [{}], {},
    {"message_id": []}, True, -1, 1.5, float("inf"), 10**30, "1" * 5000, {"inline_keyboard": 1}, {"keyboard": [[1]]},
    {"inline_keyboard": [[{"text": 1}]]}, {"type": []}, [{"type": "photo"}], [{"type": []}], [{"offset": "a"}],
    "\0", "<b", "&#0;",
]  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
async def test_nonsense_is_refused_and_never_makes_the_server_stumble(method: str) -> None:
    world = World("1:x", Clock())
    chat = world.chats[world.add_person("Hoa").id]
    acts.say(world, chat, "/start")
    card = world.post(chat, "bot", {"text": "?"}).message["message_id"]
    valid = {"chat_id": chat.id, "message_id": card, "text": "x", "action": "typing", "commands": []}
    for name in PARAMETERS:
        for value in NONSENSE:
            with contextlib.suppress(ApiError):
                result = METHODS[method](world, Params({**valid, name: value}))
                json.dumps(await result if inspect.isawaitable(result) else result)
    await world.close()
