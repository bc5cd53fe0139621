"""Simulated people hear, read buttons and act as on a phone."""

import asyncio

import pytest
from telegram import Bot, KeyboardButton, ReplyKeyboardMarkup, ReplyKeyboardRemove

from bot.sandbox.people import People, SimulatedPerson
from tests.sandbox.calls import Api, keyboard


async def test_hears_waits_for_what_is_still_to_come(bot: Bot, hoa: SimulatedPerson) -> None:
    waiting = asyncio.ensure_future(hoa.hears("cảm ơn"))
    await bot.send_message(hoa.id, "Đợi chút")
    await bot.send_message(hoa.id, "Xin cảm ơn cô Hoa")
    assert (await waiting)["text"] == "Xin cảm ơn cô Hoa"
    with pytest.raises(TimeoutError, match="waited for 'cảm ơn'"):
        await hoa.hears("cảm ơn", timeout=0)


async def test_hears_an_edit_as_well(bot: Bot, hoa: SimulatedPerson) -> None:
    card = await bot.send_message(hoa.id, "Bước 1")
    await hoa.hears("Bước 1")
    await bot.edit_message_text("Bước 2", hoa.id, card.message_id)
    heard = await hoa.hears("Bước 2")
    assert (heard["message_id"], heard["edited"]) == (card.message_id, True)


async def test_taps_the_newest_button_and_names_those_on_offer_otherwise(api: Api, hoa: SimulatedPerson) -> None:
    for step in (1, 2):
        await api.result("sendMessage", chat_id=hoa.id, text=f"Bước {step}", reply_markup=keyboard("✅ Gửi", "✏️ Sửa"))
    await hoa.taps("Gửi")
    (update,) = await api.updates()
    assert update["callback_query"]["message"]["text"] == "Bước 2"
    assert update["callback_query"]["data"] == "press:✅ Gửi"
    with pytest.raises(LookupError, match="✅ Gửi"):
        await hoa.taps("gửi", timeout=0)


async def test_a_reply_keyboard_says_its_label_or_shares_the_contact(bot: Bot, api: Api, hoa: SimulatedPerson) -> None:
    rows = [[KeyboardButton("📱 Gửi số điện thoại", request_contact=True)], [KeyboardButton("Bỏ qua")]]
    await bot.send_message(hoa.id, "Số của cô?", reply_markup=ReplyKeyboardMarkup(rows, one_time_keyboard=True))
    await hoa.taps("Gửi số")
    await hoa.catches_up()
    assert hoa.keyboard is None
    await bot.send_message(hoa.id, "Nữa?", reply_markup=ReplyKeyboardMarkup([["Bỏ qua"]]))
    await hoa.taps("Bỏ qua")
    await bot.send_message(hoa.id, "Xong", reply_markup=ReplyKeyboardRemove())
    await hoa.hears("Xong")

    contact, skipped = [update["message"] for update in await api.updates()]
    assert contact["contact"] == {"phone_number": hoa.phone, "first_name": "Hoa", "user_id": hoa.id}
    assert skipped["text"] == "Bỏ qua"
    assert hoa.keyboard is None


async def test_a_long_story_arrives_in_several_messages(api: Api, hoa: SimulatedPerson) -> None:
    story = "Bà Hòe trồng hoa. " * 300
    await hoa.says(story)
    parts = [update["message"]["text"] for update in await api.updates()]
    assert len(parts) == 2
    assert "".join(parts) == story.strip()


async def test_somebody_who_blocked_the_bot_must_unblock_before_writing(hoa: SimulatedPerson) -> None:
    await hoa.blocks()
    with pytest.raises(ValueError, match="unblock first"):
        await hoa.says("Ơ")
    await hoa.starts()


async def test_the_transcript_tells_the_whole_story(bot: Bot, api: Api, people: People) -> None:
    lan = await people.add("Lan")
    await lan.starts()
    await api.result("sendMessage", chat_id=lan.id, text="Chào cô", reply_markup=keyboard("Bắt đầu"))
    await lan.taps("Bắt đầu")
    query = (await api.updates())[-1]["callback_query"]
    await bot.answer_callback_query(query["id"], "Mời cô")
    await lan.sends_file("document", "đơn.pdf", b"%PDF", "Đơn của tôi")
    await lan.catches_up()
    assert [(line["who"], line["text"], line["buttons"], line["files"]) for line in lan.transcript] == [
        ("person", "/start", [], []),
        ("bot", "Chào cô", ["Bắt đầu"], []),
        ("person", "[Bắt đầu]", [], []),
        ("person", "Đơn của tôi", [], ["đơn.pdf"]),
        ("toast", "Mời cô", [], []),
    ]
