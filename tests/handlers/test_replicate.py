"""Doing likewise: declared by anybody, confirmed by an officer of the place, counted apart."""

from storage.models import Kind, Role
from storage.replications import Spread, spread, spread_between
from tests.builders import local
from tests.handlers.test_pilots import decides
from tests.town import STORY, Resident, Town, submits

UNIT = ("Chi hội Phụ nữ thôn Đồng Chằm", "xã Liên Châu", "Góp quỹ theo quý thay vì theo tháng")


def a_model(town: Town, lan: Resident) -> Resident:
    """Return the citizen who introduced a model that is recognised now."""
    hoa = town.citizen("Hoa")
    hoa.says(
        "/gioithieu", "Một tập thể, mô hình", "Gia đình, dòng họ, CLB", "Câu lạc bộ Liên thế hệ", "Liên Châu", STORY
    )
    hoa.says("Xong", "Bỏ qua", "Bỏ qua", "Bỏ qua", "Hoa", "Bỏ qua", "Đồng ý", "Đồng ý", "Gửi bài giới thiệu")
    decides(lan, "approve")
    decides(lan, "pilot")
    decides(lan, "recognise", "125-QĐ/TU", "20/11/2026", "Trần Văn Bình")
    return hoa


def spread_of(town: Town) -> Spread:
    with town.looking() as session:
        number = town.nomination("GT26-0001").id
        return spread(session, [number]).get(number, Spread())


def declares(who: Resident, *unit: str) -> None:
    who.says("/nhanrong GT26-0001", *(unit or UNIT))
    who.taps("Đúng, gửi")


def test_a_citizen_declares_and_the_officer_of_the_place_confirms(town: Town) -> None:
    lan, far = town.reviewer("Lan"), town.reviewer("Xa", communes=["08866"])
    near = town.reviewer("Gần", communes=["09064"])
    binh = town.reviewer("Bình", Role.ADMIN)
    a_model(town, lan)
    minh = town.citizen("Minh")
    minh.says("/nhanrong")
    minh.taps("Câu lạc bộ Liên thế hệ")
    minh.says(*UNIT)
    assert "làm theo Câu lạc bộ Liên thế hệ (GT26-0001)" in minh.last
    minh.taps("Đúng, gửi")

    assert minh.heard[-1] == "replicate.declared"
    asked = {one.name for one in (lan, near, far, binh) if one.heard[-1:] == ["replicate.to_confirm"]}
    assert asked == {"Lan", "Gần"}
    assert town.person(minh).scene is None
    assert spread_of(town) == Spread(1, 0)
    lan.taps("Đúng, xác nhận")
    assert minh.heard[-1] == "replicate.confirmed"
    assert spread_of(town) == Spread(1, 1)
    lan.says("GT26-0001")
    assert "🔁 Nhân rộng: 1 nơi đăng ký, 1 nơi đã xác nhận" in lan.last
    lan.says("/diemsang")
    assert "🔁 Nhân rộng: 1 nơi đăng ký, 1 nơi đã xác nhận" in lan.last
    assert [one.action for one in town.record("replicate", "replicated")] == ["replicate", "replicated"]


def test_a_refused_one_is_not_counted_and_the_second_answer_changes_nothing(town: Town) -> None:
    lan, mai = town.reviewer("Lan"), town.reviewer("Mai")
    a_model(town, lan)
    minh = town.citizen("Minh")
    declares(minh)
    mai.taps("Chưa đúng")
    assert minh.heard[-1] == "replicate.refused"
    lan.taps("Đúng, xác nhận")
    assert spread_of(town) == Spread(0, 0)
    assert "đã có người xác nhận" in (lan.last if town.channel == "zalo" else lan.refusal)
    assert minh.heard.count("replicate.refused") == 1


def test_an_officer_s_word_about_their_own_place_counts_at_once(town: Town) -> None:
    lan, far = town.reviewer("Lan"), town.reviewer("Xa", communes=["08866"])
    a_model(town, lan)
    declares(lan)
    assert lan.heard[-1] == "replicate.counted"
    declares(far)  # the unit is not in their commune
    assert far.heard[-1] == "replicate.declared"
    assert lan.heard[-1] == "replicate.to_confirm"
    assert spread_of(town) == Spread(2, 1)
    with town.looking() as session:
        year = spread_between(session, local("2026-01-01 00:00"), local("2027-01-01 00:00"))
        assert year == Spread(2, 1)
        assert spread_between(session, local("2025-01-01 00:00"), local("2026-01-01 00:00")) == Spread()


def test_the_dialog_survives_a_restart_and_can_be_given_up(town: Town) -> None:
    lan = town.reviewer("Lan")
    a_model(town, lan)
    minh = town.citizen("Minh")
    minh.says("/nhanrong GT26-0001", UNIT[0])
    town.restarts()
    minh.says(UNIT[1], UNIT[2])
    assert minh.heard[-1] == "ask.replicate_summary"
    minh.taps("Sửa lại", "Tên đơn vị")
    minh.says("Chi đoàn thôn Đồng Chằm")
    assert "Chi đoàn thôn Đồng Chằm" in minh.last
    minh.taps("Thôi, để sau")

    assert minh.heard[-1] == "replicate.cancelled"
    assert spread_of(town) == Spread()


def test_what_is_no_model_yet_cannot_be_followed(town: Town) -> None:
    lan, hoa = town.reviewer("Lan"), town.citizen("Hoa")
    minh = town.citizen("Minh")
    submits(hoa)
    for code in ("GT26-0001", "GT26-0099", "linh tinh"):
        minh.says(f"/nhanrong {code}")
    assert minh.heard == ["replicate.not_a_model", "replicate.none_yet", "replicate.none_yet"]
    decides(lan, "approve")
    decides(lan, "pilot")
    minh.says("/nhanrong GT26-0001")
    assert minh.heard[-1] == "replicate.not_a_model"
    lan.says("/nhanrong GT26-0001")
    assert lan.heard[-1] == "ask.unit"


def test_the_name_of_a_person_is_not_told_to_strangers(town: Town) -> None:
    lan, hoa, minh = town.reviewer("Lan"), town.citizen("Hoa"), town.citizen("Minh")
    submits(hoa)
    decides(lan, "approve")
    decides(lan, "pilot")
    decides(lan, "recognise", "125-QĐ/TU", "20/11/2026", "Trần Văn Bình")
    assert town.nomination("GT26-0001").kind == Kind.INDIVIDUAL
    minh.says("/nhanrong GT26-0001")
    assert "GT26-0001" in minh.last
    assert "Hòe" not in minh.last
    hoa.taps("Đơn vị tôi cũng làm")
    assert "Hòe" in hoa.last
