"""Approvals are held back and announced together: shown first, confirmed once, told to each citizen once."""

from tests.handlers.offices import TWO, under
from tests.handlers.test_levels import verifies
from tests.town import Resident, Town, submits

NAMES = ("bà Nguyễn Thị Hòe", "ông Hà Văn Sang", "chị Trần Thị Mai")


def held(town: Town) -> tuple[list[Resident], Resident]:
    lan, citizens = town.reviewer("Lan"), [town.citizen(f"Người {n}") for n in range(3)]
    for number, (citizen, nominee) in enumerate(zip(citizens, NAMES, strict=True), 1):
        submits(citizen, nominee=nominee)
        lan.says(f"GT26-000{number}")
        lan.taps("Duyệt", "Giữ lại, công bố sau")
        town.passes(minutes=1)
    return citizens, lan


def told(citizen: Resident) -> int:
    return citizen.heard.count("nomination.approved")


def test_what_is_held_is_told_to_nobody_until_it_is_announced(careful_town: Town) -> None:
    citizens, lan = held(careful_town)
    careful_town.passes(days=3)
    assert [told(one) for one in citizens] == [0, 0, 0]
    citizens[0].says("/trangthai")
    assert "đang chờ cán bộ xem" in citizens[0].last

    lan.says("/congbo")
    assert lan.heard[-1] == "announce.list"
    assert all(name in lan.last for name in NAMES)
    assert "«" in lan.last or "Tin vui" in lan.last
    lan.taps("Công bố 3 bài")
    careful_town.passes(minutes=1)
    assert [told(one) for one in citizens] == [1, 1, 1]
    assert [len(careful_town.record(one)) for one in ("approve", "announce")] == [3, 3]

    lan.says("/congbo")
    assert lan.heard[-1] == "announce.nothing"
    careful_town.passes(days=1)
    assert [told(one) for one in citizens] == [1, 1, 1]


def test_what_is_held_after_the_list_was_shown_is_not_announced_unseen(button_town: Town) -> None:
    citizens, lan = held(button_town)
    lan.says("/congbo")
    announce = lan.button("Công bố 3 bài")
    late = button_town.citizen("Người sau")
    submits(late, nominee="anh Lê Văn Tư")
    lan.taps("Duyệt", "Giữ lại, công bố sau")
    lan.presses(announce)
    lan.presses(announce)

    assert [told(one) for one in (*citizens, late)] == [1, 1, 1, 0]


def test_what_is_held_becomes_no_pilot_before_it_is_announced(careful_town: Town) -> None:
    _, lan = held(careful_town)
    lan.says("GT26-0001")
    assert "Đang giữ lại" in lan.last
    lan.taps("Phiếu 6 dòng", "không vướng mắc")
    lan.says("GT26-0001")
    lan.taps("Xây dựng điểm")
    assert "đang giữ lại" in lan.refusal
    assert careful_town.statuses() == {"approved": 3}


def test_holding_can_be_undone_and_reopened_without_a_word(careful_town: Town) -> None:
    citizens, lan = held(careful_town)
    lan.says("GT26-0001")
    lan.taps("Mở lại")
    lan.says("Xã báo lại chưa đúng")
    lan.taps("Gửi cho người")
    submits(citizens[0], nominee="cô Đào")
    lan.says("GT26-0004")
    lan.taps("Duyệt", "Giữ lại, công bố sau", "Hoàn tác")
    careful_town.passes(days=1)

    assert careful_town.statuses() == {"submitted": 2, "approved": 2}
    assert (told(citizens[0]), citizens[0].heard.count("nomination.reopened")) == (0, 0)
    lan.says("/congbo")
    assert lan.button("Công bố 2 bài")


def test_each_announces_what_is_in_their_scope(town: Town) -> None:
    citizens, _ = held(town)
    elsewhere = town.reviewer("Tâm", communes=["08866"])
    elsewhere.says("/congbo")
    assert elsewhere.heard[-1] == "announce.nothing"
    assert [told(one) for one in citizens] == [0, 0, 0]


def test_only_who_could_decide_announces(careful_town: Town) -> None:
    under(careful_town, levels=TWO)
    officer, lan = careful_town.reviewer("Xã", level="commune"), careful_town.reviewer("Lan")
    hoa, mai = careful_town.citizen("Hoa"), careful_town.reviewer("Mai")
    submits(mai)
    verifies(officer)
    lan.taps("Duyệt", "Giữ lại, công bố sau")
    for who in (officer, mai, hoa):
        who.says("/congbo")

    assert (officer.heard[-1], mai.heard[-1]) == ("announce.nothing", "announce.nothing")
    lan.says("/congbo")
    lan.taps("Công bố 1 bài")
    assert told(mai) == 1
