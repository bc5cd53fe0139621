"""Accounts are taken apart again; and nobody decides about a story of their own, whichever account told it."""

from sqlalchemy import select

from storage.models import Account
from tests.handlers.linking_stories import is_whole, links, pair, unlinks
from tests.town import Resident, Town, submits, walks_to


def test_unlinking_leaves_everything_where_it_was_asked_for(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Lan", reviewer="zalo")
    submits(zalo)
    links(telegram, zalo)
    unlinks(telegram)

    assert (telegram.heard[-1], zalo.heard[-1]) == ("link.unlinked", "link.unlinked_other")
    assert (any_town.person(telegram).role, any_town.person(zalo).role) == ("reviewer", "citizen")
    zalo.says("/trangthai")
    assert zalo.heard[-1] == "follow.nothing"
    telegram.says("/trangthai")
    assert "GT26-0001" in telegram.last
    assert [one.reason for one in any_town.record("unlink")] == ["zalo account, now person 3"]
    assert is_whole(any_town)


def test_one_may_think_better_of_unlinking(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    links(telegram, zalo)
    telegram.says("/lienket")
    telegram.taps("Tách Zalo: Hoa", "Thôi, để sau")
    assert telegram.heard[-1] == "link.unchanged"
    assert any_town.person(zalo).id == any_town.person(telegram).id


def test_a_button_for_an_account_that_is_gone_or_somebody_elses_does_nothing(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    links(telegram, zalo)
    ty = any_town.citizen("Tý")
    ty.says("/start")
    telegram.says("/lienket")
    with any_town.looking() as session:
        numbers = {one.external_id: one.id for one in session.scalars(select(Account))}
    for number in (*numbers.values(), 999):
        ty.presses(f"uu:{number}")
    telegram.presses(f"uu:{numbers[telegram.id]}")  # the one that is being used

    assert any_town.record("unlink") == []
    assert any_town.person(zalo).id == any_town.person(telegram).id


def test_unlinked_and_linked_again(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    submits(zalo)
    links(telegram, zalo)
    unlinks(telegram)
    walks_to(zalo, "place")
    links(telegram, zalo)
    zalo.says("/trangthai")
    assert "GT26-0001" in zalo.last
    assert "Còn 1 bài đang viết dở" in zalo.last
    assert is_whole(any_town)


def cannot_decide(reviewer: Resident) -> None:
    """Try to approve the first story with an old button and anew by its code."""
    reviewer.says("/choduyet")
    assert reviewer.heard[-1] == "queue.empty"
    reviewer.presses("r:approve:1:1")
    assert "nên không quyết định được" in (reviewer.toasts[-1].text or reviewer.last)
    reviewer.says("GT26-0001")
    assert [data for _, data in reviewer.messages[-1].buttons if data.startswith("r:")] == []
    assert reviewer.town.statuses() == {"submitted": 1}


def test_a_reviewer_cannot_decide_what_the_linked_account_told(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Lan", reviewer="telegram")
    submits(zalo)
    assert telegram.heard[-1] == "review.new_card"
    links(telegram, zalo)
    cannot_decide(telegram)
    reasons = [one.reason for one in any_town.record("refused")]
    assert reasons == ["approve: refused.own", "read 1: refused.own"]


def test_the_conflict_stays_after_unlinking_from_either_side(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Lan", reviewer="telegram")
    submits(zalo)
    links(telegram, zalo)
    unlinks(telegram)
    cannot_decide(telegram)

    links(telegram, zalo)
    unlinks(zalo)  # now the role is there, and so is the story
    assert any_town.person(telegram).role == "citizen"
    zalo.says("/choduyet")
    assert zalo.heard[-1] == "queue.empty"
    zalo.says("GT26-0001")
    assert [data for _, data in zalo.messages[-1].buttons if data.startswith("r:")] == []
    assert is_whole(any_town)


def test_a_dialog_begun_before_linking_cannot_decide_after_it(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Lan", reviewer="telegram")
    submits(zalo)
    telegram.taps("Duyệt")
    confirm = telegram.button("Đúng, duyệt")
    links(telegram, zalo)
    telegram.presses(confirm)
    assert any_town.statuses() == {"submitted": 1}
    assert [one.reason for one in any_town.record("refused")] == ["approve: refused.own"]


def test_the_answer_goes_to_who_asked_under_the_new_account_too(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Lan", reviewer="zalo")
    mai, hoa = any_town.reviewer("Mai"), any_town.citizen("Hoa")
    submits(hoa)
    zalo.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    links(telegram, zalo)
    before = list(mai.heard)
    hoa.sends("photo")
    hoa.taps("Gửi cho cán bộ")

    assert telegram.heard[-1] == "review.new_card"
    assert "review.new_card" not in mai.heard[len(before) :]


def test_what_waits_for_the_morning_does_not_reach_an_account_taken_apart_at_night(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Lan", reviewer="telegram")
    links(telegram, zalo)
    any_town.passes(hours=11)  # 23:00; Lan was last on Zalo
    submits(any_town.citizen("Hoa"))
    unlinks(telegram)
    any_town.passes(hours=9)

    assert "review.new_card" not in zalo.heard
    assert "review.new_card" in telegram.heard
