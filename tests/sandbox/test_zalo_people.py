"""Simulated people on Zalo do what the app lets them, and are drawn as those on Telegram are."""

from typing import Any

import pytest

from bot.sandbox.people import People, SimulatedPerson
from bot.sandbox.zalo.person import menu_of
from tests.sandbox.calls import Api
from tests.sandbox.zalo_calls import ZaloApi

MENU = "Bước 1/12\n1. Họ tên\n\nCô giới thiệu ai?\n\n1. Một người\n2. Một mô hình\nTrang web: https://x.vn\n0. Quay lại"


def test_the_menu_is_what_ends_a_message() -> None:
    assert menu_of(MENU) == [("1", "Một người"), ("2", "Một mô hình"), ("0", "Quay lại")]
    assert menu_of("1. Một người\nCòn gì nữa không?") == []


async def test_taps_types_the_number_of_the_newest_menu(zalo: ZaloApi, lan: SimulatedPerson) -> None:
    await zalo.result("sendMessage", chat_id=lan.id, text="1. Gửi\n2. Sửa")
    await zalo.result("sendMessage", chat_id=lan.id, text=MENU)
    await zalo.result("sendMessage", chat_id=lan.id, text="Mời cô chọn.")
    await lan.taps("mô hình")
    assert (await zalo.update())["message"]["text"] == "2"
    with pytest.raises(LookupError, match="Quay lại"):
        await lan.taps("Gửi", timeout=0)
    await lan.catches_up()
    assert [(line["who"], line["text"]) for line in lan.transcript] == [
        ("person", "xin chào"), ("bot", "1. Gửi\n2. Sửa"), ("bot", MENU), ("bot", "Mời cô chọn."), ("person", "2"),
    ]  # fmt: skip


async def test_starting_is_to_write_a_code(zalo: ZaloApi, people: People) -> None:
    minh = await people.add("Minh", channel="zalo")
    await minh.starts("MA 7K3Q-92")
    assert (await zalo.update())["message"]["text"] == "MA 7K3Q-92"


async def test_what_zalo_has_not_got_is_refused_with_the_reason(people: People, lan: SimulatedPerson) -> None:
    told = await lan.says("bà Hòe")
    with pytest.raises(ValueError, match="no editing"):
        await lan.edits(told, "bà Nguyễn Thị Hòe")
    with pytest.raises(ValueError, match="no buttons to press"):
        await lan.presses(1, "x")
    with pytest.raises(ValueError, match="people type it"):
        await lan.shares_contact()
    with pytest.raises(ValueError, match="no Start button"):
        await people.post(f"people/{lan.id}/start", {})
    with pytest.raises(ValueError, match="nothing called 'moon'"):
        await people.post(f"people/{lan.id}/moon", {})


async def test_reach_is_zalos_and_a_channel_one_of_two(people: People, hoa: SimulatedPerson) -> None:
    with pytest.raises(ValueError, match="on Telegram there is nothing called 'reach'"):
        await people.post(f"people/{hoa.id}/reach", {"refuse": "quota"})
    with pytest.raises(ValueError, match="telegram or zalo"):
        await people.add("Ba", channel="signal")


@pytest.mark.parametrize(
    ("act", "body"),
    [
        ("text", {"text": "  "}),
        ("file", {"kind": "photo"}),
        ("file", {"kind": "moon"}),
        ("location", {"latitude": 91, "longitude": 0}),
    ],
)
async def test_nonsense_gets_a_clear_answer(
    people: People, zalo: ZaloApi, lan: SimulatedPerson, *, act: str, body: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="Bad Request"):
        await people.post(f"people/{lan.id}/{act}", body)
    assert await zalo.is_empty()


async def test_one_page_can_draw_both(
    people: People, zalo: ZaloApi, api: Api, lan: SimulatedPerson, hoa: SimulatedPerson
) -> None:
    await zalo.result("sendMessage", chat_id=lan.id, text="Chào")
    await api.result("sendMessage", chat_id=hoa.id, text="Chào")
    state = await people.get("state")
    on_telegram, on_zalo = state["people"]
    views = [await people.get(f"people/{person.id}/chat") for person in (hoa, lan)]
    telegrams, zalos = (view["messages"][-1] for view in views)
    assert views[0].keys() == views[1].keys()
    assert set(telegrams) <= set(zalos)
    assert set(on_telegram) <= set(on_zalo)
    assert (on_telegram["channel"], on_zalo["channel"]) == ("telegram", "zalo")
    assert (zalos["message_id"], zalos["side"], zalos["html"]) == (2, "bot", "Chào")
    assert state["bots"]["telegram"] == state["bot"]
    assert state["bots"]["zalo"]["first_name"] == "Hoa Đẹp"
