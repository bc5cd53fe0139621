"""Who tells of a case, or no longer does, while the news of its last decision waits: told with the others, or not."""

import pytest
from sqlalchemy import select

from storage.models import OutboxMessage
from tests.handlers.test_merging import merges, parts, told
from tests.handlers.test_testimony import adds_a_testimony, decides
from tests.handlers.test_undo import NEWS
from tests.town import Resident, Town, submits

APPROVES = ("Duyệt", "Đúng, duyệt")


def heard(*people: Resident) -> list[list[str]]:
    return [[key for key in one.heard if key in NEWS] for one in people]


def approved_in_town(town: Town) -> tuple[Resident, Resident, Resident]:
    """Return a citizen whose story was approved just now, another one, and who approved it."""
    hoa, tu, lan = town.citizen("Hoa"), town.citizen("Tư"), town.reviewer("Lan")
    submits(hoa)
    decides(lan, *APPROVES)
    return hoa, tu, lan


def test_who_tells_of_a_case_while_its_news_waits_hears_it_with_the_others(careful_town: Town) -> None:
    hoa, tu, _ = approved_in_town(careful_town)
    adds_a_testimony(tu)
    assert (tu.heard[-1], "đã duyệt" in tu.last) == ("nomination.testified", False)
    careful_town.passes(minutes=10)

    assert heard(hoa, tu) == [["nomination.approved"], ["nomination.approved"]]
    assert "GT26-0002" in tu.last


def test_what_is_taken_back_is_taken_back_for_them_as_well(careful_town: Town) -> None:
    hoa, tu, lan = approved_in_town(careful_town)
    adds_a_testimony(tu)
    if lan.with_buttons("any"):
        lan.taps("Hoàn tác")
    else:
        decides(lan, "Mở lại")
        lan.says("Duyệt nhầm bài")
        lan.taps("Gửi cho người")
    careful_town.passes(days=1)

    assert (heard(hoa, tu), careful_town.statuses()) == ([[], []], {"submitted": 1, "merged": 1})


def test_who_comes_later_hears_it_at_once_and_not_again(careful_town: Town) -> None:
    hoa, tu, _ = approved_in_town(careful_town)
    careful_town.passes(minutes=10)
    adds_a_testimony(tu)
    assert "đã duyệt" in tu.last
    careful_town.passes(days=1)

    assert heard(hoa, tu) == [["nomination.approved"], []]


def test_the_reason_is_told_to_them_as_well(careful_town: Town) -> None:
    hoa, tu, lan = careful_town.citizen("Hoa"), careful_town.citizen("Tư"), careful_town.reviewer("Lan")
    submits(hoa)
    decides(lan, "Bồi dưỡng thêm")
    lan.says("Cần thêm thời gian")
    lan.taps("Gửi cho người")
    adds_a_testimony(tu)
    careful_town.passes(minutes=10)

    assert tu.heard[-1] == hoa.heard[-1] == "nomination.nurturing"
    assert tu.last == hoa.last.replace("GT26-0001", "GT26-0002").replace("bà Nguyễn Thị Hòe", "Nguyen Thi Hoe")


def test_who_is_merged_into_it_meanwhile_hears_it_too_and_the_same_person_once(careful_town: Town) -> None:
    hoa, tu, lan = approved_in_town(careful_town)
    submits(tu)
    submits(hoa)
    for code in ("GT26-0002", "GT26-0003"):
        merges(lan, code, "GT26-0001")
    careful_town.passes(minutes=10)

    assert heard(hoa, tu) == [["nomination.approved"], ["nomination.approved"]]


@pytest.mark.parametrize("is_undone", [True, False])
def test_who_is_parted_from_it_meanwhile_hears_nothing_of_it(button_town: Town, *, is_undone: bool) -> None:
    button_town.works_with(undo_minutes=10)
    lan = button_town.reviewer("Lan")
    hoa, tu = told(button_town, "Hoa", "Tư")
    merges(lan, "GT26-0002", "GT26-0001")
    decides(lan, *APPROVES)
    undo = lan.button("Hoàn tác")
    parts(lan, "GT26-0002")
    if is_undone:
        lan.presses(undo)
    button_town.passes(days=1)

    assert heard(hoa, tu) == [[] if is_undone else ["nomination.approved"], []]
    with button_town.looking() as session:
        assert not session.scalars(select(OutboxMessage.id).where(OutboxMessage.state == "queued")).all()
