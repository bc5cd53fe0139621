"""The place in a conversation: typed anyhow, confirmed where it is old or unclear, never refused."""

from typing import Any

import pytest

from handlers.messages import InputKind
from tests.town import Resident, Town, submits, walks_to


def place(town: Town, resident: Resident) -> Any:
    return town.answers(resident).get("place")


@pytest.mark.parametrize(
    ("typed", "hamlet"),
    [
        ("Liên Châu", ""),
        ("lien chau", ""),
        ("XÃ LIÊN CHÂU", ""),
        ("thôn Đồng Chằm xã Liên Châu", "thôn Đồng Chằm"),
        ("thon dong cham, xa lien chau", "thon dong cham"),
    ],
)
def test_a_clear_place_is_noted_and_the_hamlet_stays_as_typed(town: Town, typed: str, hamlet: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says(typed)
    assert hoa.heard[-2:] == ["form.place_noted", "ask.story"]
    assert place(town, hoa) == {"typed": typed, "commune": "09064", "hamlet": hamlet}


def test_an_old_name_is_confirmed_as_what_it_belongs_to_now(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says("xã Đồng Văn cũ, huyện Yên Lạc")
    assert hoa.heard[-1] == "ask.place_old"
    assert "nay thuộc <b>" in hoa.last
    town.restarts()
    hoa.says("đúng rồi")
    assert hoa.heard[-1] == "ask.story"
    assert place(town, hoa)["commune"] is not None


def test_several_places_are_offered_and_chosen_by_number(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says("phuc yen cu")
    assert hoa.heard[-1] == "ask.place_choose"
    offered = [label for label, data in hoa.messages[-1].buttons if ":place:c" in data]
    assert 2 <= len(offered) <= 5
    hoa.says("2")
    assert hoa.heard[-1] == "ask.story"
    assert town.desk.place_name(place(town, hoa)["commune"]) in offered[1]


def test_a_typo_is_asked_and_may_be_typed_again(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says("Lien Chauu", "gõ lại tên nơi khác")
    assert hoa.heard[-1] == "ask.place"
    hoa.says("Lien Chauu", "xã Hy Cương")
    assert place(town, hoa)["commune"] == "08515"


def test_a_place_outside_the_province_is_kindly_said_and_can_be_sent(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    walks_to(hoa, "place")
    hoa.says("phường Bến Nghé, Sài Gòn")
    assert hoa.heard[-1] == "ask.place_outside"
    hoa.taps("Nơi khác, vẫn gửi")
    assert place(town, hoa) == {
        "typed": "phường Bến Nghé, Sài Gòn",
        "commune": None,
        "hamlet": place(town, hoa)["hamlet"],
    }
    hoa.says("/huy")
    hoa.taps("Xóa bài này")

    hoa.says("/gioithieu", "Một người", "Lĩnh vực khác", "ông Sang", "Sài Gòn", "nơi khác, vẫn gửi")
    hoa.says("Ông giúp năm hộ nghèo sửa nhà trong năm 2024.", "Xong", *["Bỏ qua bước này"] * 3, "Hoa")
    hoa.says("Bỏ qua bước này", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")
    assert "outside" in (town.nomination().flags or [])
    assert "Sài Gòn" in lan.last
    assert "ngoài tỉnh" in lan.last


def test_a_message_edited_while_its_place_is_unclear_is_read_again(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "place")
    typed = hoa.gives(InputKind.TEXT, "Lien Chauu")
    assert hoa.heard[-1] == "ask.place_choose"
    hoa.edits(typed, "Liên Châu")
    assert hoa.heard[-2:] == ["form.place_noted", "ask.story"]


def test_a_stale_button_of_a_place_is_asked_again(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says("phuc yen cu")
    stale = hoa.messages[-1].buttons[0][1]
    hoa.says("quay lại")
    hoa.presses(stale)
    assert hoa.heard[-2:] == ["form.choose", "ask.place"]
    assert place(button_town, hoa) is None


def test_back_from_the_places_to_choose_from_asks_for_the_place_again(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says("phuc yen cu")
    hoa.taps("Quay lại")
    assert hoa.heard[-1] == "ask.place"
    hoa.taps("Quay lại")
    assert hoa.heard[-1] == "ask.nominee_individual"


def test_the_place_is_found_again_by_hamlet_and_commune(town: Town) -> None:
    hoa = town.citizen("Hoa")
    submits(hoa, place="thôn Đồng Chằm, Liên Châu")
    assert (town.nomination().search or "").endswith("thon dong cham xa lien chau")
