"""Deep links: `start=f_<field>` and `start=c_<commune>` answer a question beforehand."""

import pytest

from handlers.router import PAYLOAD
from tests.town import STORY, Town, the_desk, walks_to


def test_a_link_with_a_field_asks_one_question_less(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/start f_health")
    assert "Bước 1/11." in hoa.last
    hoa.says("Một người")
    assert hoa.heard == ["people.welcome_link", "ask.kind", "ask.nominee_individual"]
    assert "Y tế" in hoa.messages[0].text
    assert "Bước 2/11." in hoa.last
    assert town.answers(hoa)["field"] == "health"


def test_a_link_with_a_commune_knows_the_place(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    hoa.says("/start c_09064", "Một người", "Người tốt, việc tốt", "bà Nguyễn Thị Hòe", STORY, "Xong")
    hoa.says(*["Bỏ qua bước này"] * 3, "Hoa", "Bỏ qua bước này", "Đồng ý", "Đồng ý")
    assert "📍 Xã Liên Châu" in hoa.last
    assert "ask.place" not in hoa.heard

    hoa.says("Sửa lại", "Thôn, xã, phường", "thôn Đồng Chằm, Liên Châu")
    assert "📍 thôn Đồng Chằm, Xã Liên Châu" in hoa.last
    hoa.taps("Gửi bài giới thiệu")
    assert town.nomination().hamlet == "thôn Đồng Chằm"
    assert lan.heard == ["review.new_card"]


@pytest.mark.parametrize("payload", ["f_nothing", "c_99999", "f_", "c_", "f_<b>", "c_09064_x"])
def test_a_link_that_means_nothing_begins_an_ordinary_story(town: Town, payload: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says(f"/start {payload}")
    assert hoa.heard == ["ask.kind"]
    assert "Bước 1/12." in hoa.last


@pytest.mark.parametrize("payload", ["", "xyz", "i_", "' OR 1=1"])
def test_any_other_payload_is_a_start(town: Town, payload: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says(f"/start {payload}")
    assert hoa.heard in (["people.welcome"], ["people.invite_refused"])


def test_a_link_with_an_open_draft_offers_both(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says("/start f_health")
    assert hoa.heard[-1] == "nomination.resume"
    hoa.taps("Bắt đầu bài mới")
    assert "Bước 1/11." in hoa.last
    assert town.answers(hoa)["field"] == "health"
    assert town.statuses() == {"draft": 2}


def test_every_field_and_commune_fits_a_link_and_a_button() -> None:
    desk = the_desk()
    payloads = [f"f_{one.slug}" for one in desk.office.fields] + [f"c_{code}" for code in desk.gazetteer.by_code]
    payloads.append("f_" + "x" * 32)  # the longest slug that the settings allow
    assert all(PAYLOAD.fullmatch(f"n:new:{one}") for one in payloads)
