"""After approval: coaching, pilots, recognition with its scan, an end with a reason; each step has an owner."""

from sqlalchemy import select

from handlers import pilots
from storage import nominations
from storage.models import Attachment, Role
from tests.town import Resident, Town, submits

SEND = "Gửi cho người giới thiệu"


def decides(reviewer: Resident, action: str, *words: str, code: str = "GT26-0001") -> None:
    """Open a card and decide, with a reason where one is asked for."""
    reviewer.says(code)
    reviewer.chooses(next(data for _, data in reviewer.messages[-1].buttons if data.startswith(f"r:{action}:")))
    reviewer.says(*words)
    reviewer.chooses(
        next(data for _, data in reviewer.messages[-1].buttons if ":summary:" in data and "c:" not in data)
    )


def test_a_story_that_is_not_ripe_is_coached_and_comes_back(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    decides(lan, "nurture", "Cần thêm số liệu")

    assert hoa.heard[-1] == "nomination.nurturing"
    assert "Điều cần thêm: Cần thêm số liệu." in hoa.last
    assert town.statuses() == {"nurturing": 1}
    lan.says("GT26-0001")
    assert "Phụ trách: Lan, xem lại ngày 23/12/2026" in lan.last
    decides(lan, "pilot")
    told = town.nomination("GT26-0001")
    assert (told.status, told.approved_at, told.piloting_at) == ("piloting", town.now, town.now)
    assert [one.action for one in town.record("submit", "nurture", "pilot")] == ["submit", "nurture", "pilot"]


def test_the_owner_is_reminded_once_when_the_date_has_come(town: Town) -> None:
    hoa, lan, binh = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    submits(hoa)
    submits(hoa, nominee="ông Hà Văn Sang")
    for code in ("GT26-0001", "GT26-0002"):
        decides(lan, "approve", code=code)
    decides(lan, "pilot")
    before = len(lan.heard)
    town.passes(days=28)
    town.does(pilots.remind)
    assert lan.heard[before:] == []
    town.passes(days=2)
    for _ in range(2):
        town.does(pilots.remind)
        town.passes(days=1)

    assert lan.heard[before:] == ["pilots.due"]
    assert "GT26-0001" in lan.last
    assert "GT26-0002" in lan.last
    assert "pilots.due" not in binh.heard
    lan.says("/diemsang")
    assert "⏰ đến hạn xem lại từ 23/12/2026" in lan.last


def test_the_admins_hear_of_what_has_lost_its_owner(town: Town) -> None:
    hoa, lan, binh = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    submits(hoa)
    decides(lan, "approve")
    with town.looking() as session:
        session.get_one(type(town.person(lan)), town.person(lan).id).role = Role.CITIZEN
    town.passes(days=30)
    town.does(pilots.remind)

    assert binh.heard[-1] == "pilots.due"
    binh.says("GT26-0001")
    assert "Phụ trách: chưa có ai" in binh.last


def test_only_somebody_in_scope_can_be_given_a_story(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    far, nam = town.reviewer("Xa", fields=["health"]), town.reviewer("Nam")
    submits(hoa)
    decides(lan, "approve")
    lan.says("GT26-0001")
    lan.taps("Đổi người phụ trách")
    assert lan.offered("hp:") == ["Lan", "Nam"]
    lan.taps("Nam")

    assert nam.heard[-1] == "care.yours"
    assert "Lan giao đồng chí phụ trách" in nam.last
    assert town.nomination("GT26-0001").owner_id == town.person(nam).id
    assert far.heard == []
    decides(lan, "pilot")  # who acts does not take it over
    assert town.nomination("GT26-0001").owner_id == town.person(nam).id
    (given,) = town.record("owner")
    assert (given.person_id, given.reason) == (town.person(lan).id, "Nam")


def test_a_forged_change_of_owner_is_refused_and_recorded(button_town: Town) -> None:
    town = button_town
    hoa, lan, far = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Xa", fields=["health"])
    submits(hoa)
    decides(lan, "approve")
    number = town.nomination("GT26-0001").id
    far.presses(f"hp:{number}:{town.person(far).id}")
    hoa.presses(f"hn:{number}:7")
    lan.presses(f"hp:{number}:{town.person(hoa).id}")
    lan.presses(f"hn:{number}:3650")

    assert town.nomination("GT26-0001").owner_id == town.person(lan).id
    assert len(town.record("refused")) == 2
    assert town.record("owner", "look_again") == []


def test_a_decision_is_recorded_with_its_scan(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    decides(lan, "approve")
    decides(lan, "pilot")
    lan.says("GT26-0001")
    lan.taps("Công nhận")
    lan.sends("photo", "left")
    lan.taps("Thôi, để sau")
    assert files(town) == []
    lan.says("GT26-0001")
    lan.taps("Công nhận")
    lan.says("125-QĐ/TU", "20/11/2026", "Trần Văn Bình")
    assert "Chưa có bản chụp quyết định" in lan.last
    lan.sends("photo", "page-1")
    assert lan.heard[-2:] == ["decision.scan_noted", "ask.recognise_summary"]
    lan.sends("voice")
    assert lan.heard[-2:] == ["decision.scan_please", "ask.recognise_summary"]
    lan.taps("Đúng, ghi quyết định")

    assert files(town) == [("decision", "page-1")]
    assert town.statuses() == {"recognised": 1}
    assert town.nomination("GT26-0001").next_at is not None


def files(town: Town) -> list[tuple[str, str]]:
    with town.looking() as session:
        return [(one.question, one.file_unique_id) for one in session.scalars(select(Attachment))]


def test_a_pilot_that_ends_says_why_and_counts_no_more(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    decides(lan, "approve")
    decides(lan, "pilot")
    lan.says("/tiendo")
    assert "<b>1/6</b>" in lan.last
    decides(lan, "discontinue", "Mô hình đã ngừng hoạt động")

    assert hoa.heard[-1] == "nomination.discontinued"
    assert "Lý do: Mô hình đã ngừng hoạt động." in hoa.last
    lan.says("/tiendo")
    assert "<b>0/6</b>" in lan.last
    told = town.nomination("GT26-0001")
    assert (told.owner_id, told.next_at) == (None, None)
    lan.says("/diemsang")
    assert lan.heard[-1] == "pilots.none"


def test_the_list_holds_what_is_in_scope_the_longest_due_first(town: Town) -> None:
    hoa, lan, far = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Xa", fields=["health"])
    for number in range(7):
        submits(hoa, nominee=f"bà Thứ {number}")
        decides(lan, "nurture", "Cần thêm số liệu", code=f"GT26-000{number + 1}")
        town.passes(days=1)
    lan.says("GT26-0001")
    lan.taps("Đổi ngày xem lại", "Sau 180 ngày")
    lan.says("/diemsang")

    assert [data for _, data in lan.messages[-1].buttons][:5] == [f"o:{number}" for number in range(2, 7)]
    lan.taps("Xem thêm 2 bài")
    assert [label[:9] for label, data in lan.messages[-1].buttons if data.startswith("o:")] == [
        "GT26-0007",
        "GT26-0001",
    ]
    far.says("/diemsang")
    assert far.heard[-1] == "pilots.none"
    with town.looking() as session:
        assert nominations.by_code(session, "GT26-0001") is not None


def test_nobody_looks_after_what_concerns_them(button_town: Town) -> None:
    lan, namesake = button_town.reviewer("Lan"), button_town.reviewer("Nguyễn Thị Hòe")
    submits(button_town.citizen("Hoa"))
    decides(lan, "approve")
    lan.says("GT26-0001")
    lan.taps("Đổi người phụ trách")
    assert [label for label, _ in lan.messages[-1].buttons] == ["Lan"]

    ref = button_town.person(namesake).id
    lan.presses(f"hp:1:{ref}")
    assert "không phụ trách bài này được" in lan.toasts[-1].text
    namesake.presses(f"hp:1:{ref}")
    namesake.presses("hn:1:180")
    assert button_town.nomination().owner_id == button_town.person(lan).id
    assert [one.reason for one in button_town.record("refused")] == ["look after 1: refused.scope"] * 2
