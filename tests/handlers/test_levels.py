"""Two levels: somebody of the commune looks on the spot, then the province decides. One level: nothing of it shows."""

from storage.models import Role
from tests.handlers.offices import TWO, under
from tests.town import Resident, Town, submits

LIEN_CHAU, ELSEWHERE = "09064", "08866"


def verifies(reviewer: Resident, found: str = "Đúng", how: str = "Trưởng thôn đã đến nhà hỏi hai hộ bên cạnh.") -> None:
    reviewer.taps("Xác minh")
    reviewer.taps(found)
    reviewer.says(how)


def two_levels(town: Town) -> tuple[Resident, Resident, Resident]:
    """Return a citizen, somebody of the commune, and somebody of the province."""
    under(town, levels=TWO)
    return (
        town.citizen("Hoa"),
        town.reviewer("Chi", level="commune", communes=[LIEN_CHAU]),
        town.reviewer("Lan"),
    )


def choices(who: Resident) -> list[str]:
    return [data.split(":")[1] for _, data in who.messages[-1].buttons if data.startswith("r:")]


def test_the_commune_verifies_then_the_province_decides(town: Town) -> None:
    hoa, chi, lan = two_levels(town)
    submits(hoa)
    assert (chi.heard, lan.heard) == (["review.new_card"], [])
    assert choices(chi) == ["verify", "ask_more"]

    verifies(chi, "Đúng một phần")
    assert town.statuses() == {"verified": 1}
    assert "review.done_verify" in chi.heard
    assert lan.heard == ["review.new_card"]
    assert choices(lan) == ["approve", "ask_more", "decline", "nurture"]
    assert "đúng một phần</b>. Trưởng thôn đã đến nhà" in lan.last
    assert "(Chi, 12:00 23/11/2026)" in lan.last

    lan.taps("Duyệt", "Đúng, duyệt")
    assert (town.statuses(), hoa.heard[-1]) == ({"approved": 1}, "nomination.approved")
    assert [(one.action, one.source, one.target) for one in town.record("verify", "approve")] == [
        ("verify", "submitted", "verified"),
        ("approve", "verified", "approved"),
    ]


def test_each_level_has_its_own_queue(town: Town) -> None:
    hoa, chi, lan = two_levels(town)
    submits(hoa)
    lan.says("/choduyet")
    assert lan.heard[-1] == "queue.empty"

    verifies(chi)
    chi.says("/choduyet")
    lan.says("/choduyet")
    assert (chi.heard[-1], lan.heard[-1]) == ("queue.empty", "queue.page")


def test_nobody_decides_before_the_commune_has_looked_nor_does_the_commune_decide(button_town: Town) -> None:
    hoa, chi, lan = two_levels(button_town)
    admin = button_town.reviewer("Bình", Role.ADMIN)
    submits(hoa)
    for who, action in ((lan, "approve"), (lan, "ask_more"), (chi, "approve"), (admin, "approve"), (lan, "verify")):
        who.presses(f"r:{action}:1:1")
    assert button_town.statuses() == {"submitted": 1}
    assert [one.reason for one in button_town.record("refused")] == [
        "approve: refused.level",
        "ask_more: refused.level",
        "approve: refused.unverified",
        "approve: refused.unverified",
        "verify: refused.level",
    ]
    verifies(chi)
    chi.presses("r:approve:1:2")
    chi.presses("r:ask_more:1:2")
    assert "cấp khác" in chi.toasts[-1].text
    assert button_town.statuses() == {"verified": 1}


def test_the_nominator_verifies_nothing_of_their_own(town: Town) -> None:
    _, chi, _ = two_levels(town)
    admin = town.reviewer("Bình", Role.ADMIN)
    submits(chi)

    assert "review.new_card" not in chi.heard
    assert admin.heard == ["review.new_card"]
    assert "Chưa có cán bộ nào nhận bài" in admin.last


def test_what_no_commune_reviewer_covers_goes_to_the_admins_and_the_card_says_so(town: Town) -> None:
    under(town, levels=TWO)
    far, lan = town.reviewer("Tâm", level="commune", communes=[ELSEWHERE]), town.reviewer("Lan")
    admin = town.reviewer("Bình", Role.ADMIN)
    submits(town.citizen("Hoa"))
    assert (far.heard, lan.heard, admin.heard) == ([], [], ["review.new_card"])
    assert "Chưa có cán bộ nào nhận bài của địa bàn và lĩnh vực này" in admin.last

    verifies(admin)
    assert lan.heard == ["review.new_card"]
    assert "Chưa có cán bộ" not in lan.last


def test_an_answer_to_the_province_goes_back_to_the_province(town: Town) -> None:
    hoa, chi, lan = two_levels(town)
    submits(hoa)
    verifies(chi)
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    hoa.says("Không có ảnh ạ")
    hoa.taps("Gửi cho cán bộ")

    assert town.statuses() == {"verified": 1}
    assert lan.heard[-1] == "review.new_card"
    assert [one.action for one in town.record("submit", "resubmit")] == ["submit", "resubmit"]


def test_an_answer_to_the_commune_goes_back_to_who_asked(town: Town) -> None:
    hoa, chi, lan = two_levels(town)
    submits(hoa)
    chi.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    hoa.says("Không có ảnh ạ")
    hoa.taps("Gửi cho cán bộ")

    assert town.statuses() == {"submitted": 1}
    assert (chi.heard[-1], lan.heard) == ("review.new_card", [])


def test_with_one_level_nobody_verifies_and_who_is_of_the_commune_decides_nothing(button_town: Town) -> None:
    chi, lan = button_town.reviewer("Chi", level="commune"), button_town.reviewer("Lan")
    submits(button_town.citizen("Hoa"))
    assert (chi.heard, choices(lan)) == ([], ["approve", "ask_more", "decline", "nurture"])

    chi.says("/choduyet")
    chi.presses("r:approve:1:1")
    lan.presses("r:verify:1:1")
    assert chi.heard == ["queue.empty"]
    assert button_town.statuses() == {"submitted": 1}


def test_a_verification_is_put_on_the_row_with_who_and_how(town: Town) -> None:
    hoa, chi, _ = two_levels(town)
    submits(hoa)
    verifies(chi, "Không đúng", "Tổ trưởng cho biết không có việc này.")

    kept = town.nomination("GT26-0001").verified or {}
    assert (kept["found"], kept["how"]) == ("no", "Tổ trưởng cho biết không có việc này.")
    assert (kept["by"], kept["at"]) == (town.person(chi).id, "2026-11-23T05:00:00+00:00")
    assert [one.reason for one in town.record("verify")] == ["no: Tổ trưởng cho biết không có việc này."]


def test_a_slip_of_the_commune_is_taken_back_before_the_province_decides(town: Town) -> None:
    hoa, chi, lan = two_levels(town)
    under(town, levels=TWO, undo_minutes=10)
    submits(hoa)
    verifies(chi, "Không đúng")
    (done,) = (one for one in chi.messages if one.key == "review.done_verify")
    assert [label.partition(" ")[2] for label, _ in done.buttons] == ["Hoàn tác"]
    chi.chooses(done.buttons[0][1])
    assert "review.undone" in chi.heard
    assert (town.statuses(), town.nomination().verified) == ({"submitted": 1}, None)

    chi.says("GT26-0001")
    verifies(chi, "Đúng")
    assert "tại cơ sở: <b>đúng</b>" in lan.last
    town.passes(minutes=10)
    chi.chooses(next(data for one in reversed(chi.messages) for label, data in one.buttons if "Hoàn tác" in label))
    assert town.statuses() == {"verified": 1}


def test_a_card_says_once_what_the_commune_found_and_tells_it_of_votes_that_are_not_its_own(town: Town) -> None:
    hoa, chi, lan = two_levels(town)
    town.reviewer("Mai")
    under(town, levels=TWO, province=2)
    submits(hoa)
    verifies(chi, "Đúng một phần")
    lan.says("GT26-0001")
    chi.says("GT26-0001")

    assert lan.last.count("Trưởng thôn đã đến nhà") == 1
    assert "partly" not in lan.last
    assert "Đồng chí bỏ phiếu rồi" in lan.last
    assert "🗳 Cần 2 phiếu duyệt, đã có 0 phiếu." in chi.last
    assert "👀 Đang xem: Lan (đến 12:30 23/11/2026)." in chi.last
    assert not any(words in chi.last for words in ("Đồng chí bỏ phiếu", "Đồng chí vẫn quyết định"))


def test_who_answered_a_question_is_not_who_verified(town: Town) -> None:
    hoa, chi, lan = two_levels(town)
    submits(hoa)
    verifies(chi)
    lan.taps("Cần bổ sung")
    lan.says("Từ năm nào?")
    lan.taps("Gửi cho người giới thiệu")
    hoa.taps("Trả lời ngay")
    hoa.says("Từ năm 2019", "Xong")
    hoa.taps("Gửi cho cán bộ")

    assert "🕒 <b>Đã xác minh</b>, từ 12:00" in lan.last
    assert "Đã xác minh</b>: Hoa" not in lan.last
