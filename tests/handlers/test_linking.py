"""One person on Telegram and on Zalo: role, drafts, history and queue follow from one account to the other."""

from dataclasses import replace

import pytest

from handlers.messages import InputKind
from storage.models import Role
from tests.handlers.linking_stories import gets_code, is_whole, links, pair
from tests.town import STORY, Town, submits, walks_to


def test_nothing_is_linked_before_it_is_confirmed(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    zalo.says(gets_code(telegram))

    assert zalo.heard[-1] == "link.confirm"
    assert "<b>Hoa</b> (Telegram)" in zalo.last
    assert any_town.person(zalo).id != any_town.person(telegram).id
    zalo.taps("Không liên kết")
    assert zalo.heard[-1] == "link.unchanged"
    assert any_town.record("link") == []


def test_after_declining_the_code_is_still_good(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    code = gets_code(telegram)
    zalo.says(code, "2", code, "1")
    assert zalo.heard == ["link.confirm", "link.unchanged", "link.confirm", "link.linked"]


def test_linked_accounts_are_one_person_who_is_told_on_both(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    links(telegram, zalo)

    assert any_town.person(zalo).id == any_town.person(telegram).id
    assert (zalo.heard[-1], telegram.heard[-1]) == ("link.linked", "link.linked_other")
    assert [(one.source, one.target, one.reason) for one in any_town.record("link")] == [
        ("citizen", "citizen", "zalo account of person 2")
    ]
    zalo.says("/lienket")
    assert "Telegram: Hoa\n" in zalo.last
    assert "Zalo: Hoa (đang dùng)" in zalo.last
    assert is_whole(any_town)


def test_a_draft_begun_on_zalo_is_finished_on_telegram(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    walks_to(zalo, "story")
    links(telegram, zalo)

    telegram.says(STORY, "Xong", "bỏ qua", "bỏ qua", "bỏ qua", "Hoa", "bỏ qua", "có", "có")
    telegram.taps("Gửi bài giới thiệu")
    assert any_town.statuses() == {"submitted": 1}
    assert any_town.nomination().nominator_id == any_town.person(zalo).id
    assert is_whole(any_town)


def test_two_drafts_are_both_kept_and_the_owners_goes_on(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    walks_to(zalo, "place")
    telegram.says("/gioithieu", "Một người", "Y tế, sức khỏe", "bác sĩ Lâm")
    links(telegram, zalo)

    zalo.says("Liên Châu")
    assert zalo.heard[-1] == "ask.story"
    zalo.says("/tieptuc")
    labels = [label for label, _ in zalo.messages[-1].buttons]
    assert labels == ["Viết tiếp: bác sĩ Lâm", "Viết tiếp: bà Nguyễn Thị Hòe", "Bắt đầu bài mới"]
    zalo.says("2")
    assert zalo.heard[-1] == "ask.place"
    assert any_town.statuses() == {"draft": 2}


def test_history_follows_in_both_directions(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    submits(zalo)
    submits(telegram, nominee="ông Hà Văn Sang")
    links(telegram, zalo)

    for one in (telegram, zalo):
        one.says("/trangthai")
        assert "đã gửi 2 bài" in one.last
        assert "bà Nguyễn Thị Hòe" in one.last
        assert "ông Hà Văn Sang" in one.last


def test_news_comes_where_somebody_was_last(any_town: Town) -> None:
    lan = any_town.reviewer("Lan")
    telegram, zalo = pair(any_town)
    submits(telegram)
    links(telegram, zalo)
    lan.taps("Duyệt", "Đúng, duyệt")
    assert (zalo.heard[-1], "nomination.approved" in telegram.heard) == ("nomination.approved", False)

    telegram.says("/trangthai")
    lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm")
    assert telegram.heard[-1] == "nomination.piloting"


@pytest.mark.parametrize("reviewer", ["telegram", "zalo"])
def test_the_role_and_the_queue_follow_from_either_side(any_town: Town, reviewer: str) -> None:
    telegram, zalo = pair(any_town, "Lan", reviewer=reviewer)
    submits(any_town.citizen("Hoa"))
    links(telegram, zalo)

    for one in (telegram, zalo):
        one.says("/choduyet")
        assert one.heard[-1] == "queue.page"
    zalo.says("1", "1", "1")  # the card, approve, yes
    assert any_town.statuses() == {"approved": 1}
    assert any_town.person(telegram).role == "reviewer"
    assert is_whole(any_town)


def test_a_scope_comes_along_with_the_role(any_town: Town) -> None:
    lan, zalo = any_town.reviewer("Lan", fields=["health"], communes=["09064"]), any_town.citizen("Lan", channel="zalo")
    links(zalo, lan)
    person = any_town.person(zalo)
    assert (person.role, person.fields, person.communes) == ("reviewer", ["health"], ["09064"])


def test_admins_hear_of_a_reviewers_second_account_and_nobody_of_a_citizens(any_town: Town) -> None:
    binh = any_town.reviewer("Bình", Role.ADMIN)
    links(*pair(any_town))
    assert binh.heard == []
    links(*pair(any_town, "Lan", reviewer="telegram"))
    assert binh.heard[-1] == "link.told_admins"
    assert "Lan đã liên kết thêm tài khoản Zalo" in binh.last


def test_an_admin_is_not_told_of_their_own_account(any_town: Town) -> None:
    telegram, zalo = pair(any_town, "Bình", reviewer="telegram", role=Role.ADMIN)
    links(telegram, zalo)
    assert "link.told_admins" not in telegram.heard + zalo.heard
    zalo.says("canbo")
    assert zalo.heard[-1] == "staff.list"
    assert "1 cán bộ" in zalo.last


def test_a_role_taken_back_is_gone_on_both(any_town: Town) -> None:
    binh = any_town.reviewer("Bình", Role.ADMIN)
    telegram, zalo = pair(any_town, "Lan", reviewer="zalo")
    links(telegram, zalo)
    binh.says("/canbo")
    binh.taps("Lan", "Thu hồi quyền: Lan", "Đúng, thu hồi")
    for one in (telegram, zalo):
        one.says("/choduyet")
        assert one.heard[-1] == "refused.not_reviewer"


def test_ones_own_code_does_nothing(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    telegram.says(gets_code(telegram))
    assert telegram.heard[-1] == "link.own_code"
    links(telegram, zalo)
    zalo.says(gets_code(telegram))
    assert zalo.heard[-1] == "link.own_code"
    assert len(any_town.record("link")) == 1


def test_a_linking_code_lasts_a_quarter_of_an_hour_and_links_once(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    other, code = any_town.citizen("Tý", channel="zalo"), gets_code(telegram)
    any_town.passes(minutes=15)
    zalo.says(code)
    assert zalo.heard[-1] == "people.code_refused"

    code = gets_code(telegram)
    for one in (zalo, other):
        one.says(code)
    zalo.taps("Đúng, cả hai là của tôi")
    other.taps("Đúng, cả hai là của tôi")
    assert other.heard[-1] == "people.code_refused"
    assert any_town.person(other).id != any_town.person(telegram).id


def test_a_code_of_somebody_who_was_linked_meanwhile_leads_to_who_they_are_now(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    third, code = any_town.citizen("Hoa nhà", channel="zalo"), gets_code(zalo)
    links(telegram, zalo)  # the one who gave the code is now the owner of the Telegram account
    third.says(code)
    third.taps("Đúng, cả hai là của tôi")

    assert {any_town.person(one).id for one in (telegram, zalo, third)} == {any_town.person(telegram).id}
    third.says("/lienket")
    assert {label for label, _ in third.messages[-1].buttons[1:]} == {"Tách Telegram: Hoa", "Tách Zalo: Hoa"}
    assert is_whole(any_town)


def test_what_is_written_right_after_linking_belongs_to_the_one_person(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    zalo.says(gets_code(telegram))
    written = ("1", "/gioithieu", "1", "2", "bà Nguyễn Thị Hòe")  # all in one batch
    any_town.receive(*[zalo.input(InputKind.TEXT, text) for text in written])

    assert zalo.heard[-1] == "ask.place"
    telegram.says("/tieptuc")
    assert "bà Nguyễn Thị Hòe" in telegram.last
    assert is_whole(any_town)


def test_a_restart_between_code_and_confirmation_loses_nothing(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    zalo.says(gets_code(telegram))
    any_town.restarts()
    zalo.says("dung ca hai la cua toi")
    assert zalo.heard[-1] == "link.linked"


def test_forwarded_words_with_a_code_are_no_code(any_town: Town) -> None:
    telegram, zalo = pair(any_town)
    given = zalo.input(InputKind.TEXT, gets_code(telegram))
    any_town.receive(replace(given, forwarded=True))
    assert zalo.heard[-1:] == ["people.not_understood"]


def test_an_officers_account_takes_no_strangers_code(any_town: Town) -> None:
    lan, eve = any_town.reviewer("Lan"), any_town.citizen("Lan", channel="zalo")
    lan.says(gets_code(eve))

    assert lan.heard[-1] == "link.from_office"
    assert any_town.record("link") == []
    assert (any_town.person(lan).role, any_town.person(eve).role) == ("reviewer", "citizen")


def test_whoever_was_related_stays_so_with_another_account(any_town: Town) -> None:
    admin = any_town.reviewer("Bình", Role.ADMIN)
    lan, again = any_town.reviewer("Lan"), any_town.reviewer("Lan mới")
    submits(any_town.citizen("Hoa"))
    lan.says("GT26-0001")
    lan.taps("Việc khác", "Tôi có liên quan", "Đúng, tôi có liên quan")
    admin.says("/canbo")
    admin.taps("Lan")
    admin.taps("Thu hồi", "Đúng, thu hồi")
    links(again, lan)
    again.says("GT26-0001")
    assert again.heard[-1] != "review.card"
