"""Where several approvals are needed: votes are hidden until one has voted, and one "no" ends nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from handlers.messages import PLAIN
from handlers.votes import Choice, Outcome, tally
from storage.models import Person, Role, Vote
from tests.handlers.offices import TWO, under
from tests.handlers.test_levels import LIEN_CHAU, verifies
from tests.handlers.test_testimony import adds_a_testimony
from tests.town import Resident, Town, submits

A, D, N, R = Choice.APPROVE, Choice.DECLINE, Choice.ABSTAIN, Choice.RECUSE


@pytest.mark.parametrize(
    ("said", "able", "quorum", "outcome"),
    [
        ([], 3, 2, "open"),
        ([A], 3, 2, "open"),
        ([A, A], 3, 2, "approved"),
        ([D], 3, 2, "open"),
        ([D, D], 3, 2, "declined"),
        ([D, A], 3, 2, "open"),
        ([D, A, A], 3, 2, "approved"),
        ([D, A, D], 3, 2, "deadlock"),
        ([D, A, N], 3, 2, "deadlock"),
        ([N, N, N], 3, 2, "deadlock"),
        ([D], 3, 3, "open"),  # no approval any more, but they may all decline
        ([D, A], 3, 3, "deadlock"),
        ([D, D, D], 3, 5, "declined"),
        ([A, R], 2, 2, "deadlock"),
        ([], 0, 2, "deadlock"),
    ],
)
def test_what_votes_come_to(said: list[Choice], able: int, quorum: int, outcome: str) -> None:
    voters = [number for number in range(1, able + 1) if number > len(said) or said[number - 1] != R]
    assert tally(dict(enumerate(said, 1)), voters, quorum) == outcome


@given(st.lists(st.sampled_from([A, D, N]), max_size=8), st.integers(0, 8), st.integers(2, 5))
def test_a_deadlock_is_final_and_open_can_still_end(said: list[Choice], left: int, quorum: int) -> None:
    able = range(len(said) + left)
    cast = dict(enumerate(said))
    outcome = tally(cast, able, quorum)
    ends = {tally(cast | dict.fromkeys(range(len(said), len(able)), one), able, quorum) for one in (A, D)}
    if outcome is Outcome.OPEN:
        assert ends & {Outcome.APPROVED, Outcome.DECLINED}
    elif outcome is Outcome.DEADLOCK:
        assert ends == {Outcome.DEADLOCK}


def board(town: Town, quorum: int = 2, size: int = 3) -> tuple[Resident, list[Resident], Resident]:
    """Return a citizen whose story waits for so many votes, the reviewers, and an admin."""
    under(town, province=quorum)
    admin = town.reviewer("Bình", Role.ADMIN)
    members = [town.reviewer(name) for name in ("Lan", "Mai", "Tâm", "Thu")[:size]]
    hoa = town.citizen("Hoa")
    submits(hoa)
    return hoa, members, admin


def looks_again(one: Resident) -> None:
    """Open the card where only the choices shown last can be taken, if something else was said since."""
    if one.heard[-1] not in {"review.new_card", "review.card"}:
        one.says("GT26-0001")


def approves(*who: Resident) -> None:
    for one in who:
        looks_again(one)
        one.taps("Duyệt", "Đúng, duyệt")


def declines(*who: Resident) -> None:
    for one in who:
        looks_again(one)
        one.taps("Chưa chọn", "Chưa phù hợp tiêu chí", "Gửi cho người giới thiệu")


def votes(town: Town) -> list[str]:
    with town.looking() as session:
        return [one.choice for one in session.scalars(select(Vote).order_by(Vote.id))]


def test_two_approvals_are_one_decision(any_town: Town) -> None:
    hoa, (lan, mai, tam), _ = board(any_town)
    approves(lan)
    assert (any_town.statuses(), "nomination.approved" in hoa.heard) == ({"submitted": 1}, False)
    assert "who.vote_taken" in lan.heard

    approves(mai)
    assert (any_town.statuses(), hoa.heard[-1]) == ({"approved": 1}, "nomination.approved")
    assert len(any_town.record("approve")) == 1
    assert [one.reason for one in any_town.record("vote")] == ["approve", "approve"]
    tam.presses("r:approve:1:1")
    assert "đã được Mai xử lý" in tam.toasts[-1].text


def test_votes_are_hidden_until_one_has_voted(town: Town) -> None:
    _, (lan, mai, _), _ = board(town)
    declines(lan)
    for one in (lan, mai):
        one.says("GT26-0001")

    assert "đã có 1 phiếu" in mai.last
    assert not any(words in mai.last for words in ("Lan: chưa chọn", "chưa chọn 1", "Chưa phù hợp"))
    assert "chưa chọn 1" in lan.last
    assert "• Lan: chưa chọn: <i>Chưa phù hợp tiêu chí</i>" in lan.last
    assert [data.split(":")[1] for _, data in lan.messages[-1].buttons if data.startswith("r:")] == ["ask_more"]


def test_nobody_votes_twice(button_town: Town) -> None:
    _, (lan, *_), _ = board(button_town)
    approves(lan)
    lan.presses("r:decline:1:1")

    assert "đã bỏ phiếu cho bài GT26-0001" in lan.toasts[-1].text
    assert votes(button_town) == ["approve"]


def test_one_decline_asks_the_rest_without_saying_why(town: Town) -> None:
    hoa, (lan, mai, tam), admin = board(town)
    declines(lan)
    assert (mai.heard[-1], tam.heard[-1], "who.your_vote" in admin.heard) == ("who.your_vote", "who.your_vote", False)
    assert "Lan" not in mai.last

    approves(mai, tam)
    assert (town.statuses(), hoa.heard[-1]) == ({"approved": 1}, "nomination.approved")


def test_as_many_declines_and_nobody_for_it_decline(town: Town) -> None:
    hoa, (lan, mai, _), _ = board(town)
    declines(lan, mai)

    assert (town.statuses(), hoa.heard[-1]) == ({"declined": 1}, "nomination.declined")
    assert len(town.record("decline")) == 1


def test_a_deadlock_goes_to_the_lead(town: Town) -> None:
    hoa, (lan, mai, tam), admin = board(town)
    with town.looking() as session:
        session.get_one(Person, town.person(tam).id).leads = True
    declines(lan)
    approves(mai)
    declines(tam)
    assert town.statuses() == {"submitted": 1}
    assert "who.lead_decides" not in admin.heard
    assert "chờ Tâm quyết định" in tam.last

    lan.says("GT26-0001")
    assert [data for _, data in lan.messages[-1].buttons if data.startswith("r:approve")] == []
    tam.says("GT26-0001")
    approves(tam)
    assert (town.statuses(), hoa.heard[-1]) == ({"approved": 1}, "nomination.approved")
    assert town.record("approve")[0].person_id == town.person(tam).id


def test_without_a_lead_a_deadlock_goes_to_the_admins(town: Town) -> None:
    hoa, (lan, mai, tam), admin = board(town)
    declines(lan)
    approves(mai)
    looks_again(tam)
    tam.taps("Việc khác", "Không ý kiến")
    assert admin.heard[-1] == "who.lead_decides"
    lan.says("GT26-0001")
    assert not [data for _, data in lan.messages[-1].buttons if data.startswith(("r:approve", "r:decline"))]

    admin.taps("Mở bài")
    assert "Lan: chưa chọn" in admin.last
    declines(admin)
    assert (town.statuses(), hoa.heard[-1]) == ({"declined": 1}, "nomination.declined")


def test_who_is_related_is_out_and_others_are_asked(town: Town) -> None:
    hoa, (lan, mai), admin = board(town, size=2)
    assert admin.heard == []
    lan.taps("Việc khác", "Tôi có liên quan", "Đúng, tôi có liên quan")
    assert "who.recused" in lan.heard
    assert admin.heard == ["review.new_card"]

    lan.says("/choduyet", "GT26-0001")
    assert lan.heard[-2:] == ["queue.empty", "refused.related"]
    approves(mai, admin)
    assert (town.statuses(), hoa.heard[-1]) == ({"approved": 1}, "nomination.approved")
    assert votes(town) == ["recuse", "approve", "approve"]


def test_a_vote_is_worth_nothing_once_its_voter_is_related(button_town: Town) -> None:
    _, (lan, mai, tam), _ = board(button_town)
    lan.taps("Việc khác")
    recuse = lan.button("Tôi có liên quan")
    approves(lan)
    lan.presses(recuse)
    lan.taps("Đúng, tôi có liên quan")
    approves(mai)
    assert button_town.statuses() == {"submitted": 1}
    approves(tam)
    assert button_town.statuses() == {"approved": 1}


def test_a_vote_is_worth_nothing_once_its_voter_told_of_the_case(button_town: Town) -> None:
    _, (lan, mai, tam), _ = board(button_town)
    approves(lan)
    adds_a_testimony(lan)
    approves(mai)
    assert button_town.statuses() == {"submitted": 1, "merged": 1}
    approves(tam)
    assert button_town.statuses() == {"approved": 1, "merged": 1}


def test_a_vote_is_worth_nothing_once_its_voter_reviews_no_more(town: Town) -> None:
    _, (lan, mai, tam), admin = board(town)
    approves(lan)
    admin.says("/canbo")
    admin.taps("Lan")
    admin.taps("Thu hồi")
    admin.taps("Đúng, thu hồi")
    approves(mai)
    assert town.statuses() == {"submitted": 1}
    approves(tam)
    assert town.statuses() == {"approved": 1}


def test_who_is_related_stays_so_though_they_take_their_decision_back(button_town: Town) -> None:
    under(button_town, undo_minutes=10)
    lan = button_town.reviewer("Lan")
    submits(button_town.citizen("Hoa"))
    approves(lan)
    undo = lan.button("Hoàn tác")
    lan.presses("dx:1:2")
    assert "who.recused" in lan.heard
    lan.presses(undo)
    assert (button_town.statuses(), votes(button_town)) == ({"submitted": 1}, ["recuse"])

    lan.says("GT26-0001")
    assert lan.heard[-1] == "refused.related"


def test_one_may_be_related_also_where_one_decides_alone(town: Town) -> None:
    lan, admin = town.reviewer("Lan"), town.reviewer("Bình", Role.ADMIN)
    submits(town.citizen("Hoa"))
    lan.taps("Việc khác", "Tôi có liên quan", "Không, xem lại bài")
    assert lan.heard[-1] == "review.card"
    lan.taps("Việc khác", "Tôi có liên quan", "Đúng, tôi có liên quan")

    assert admin.heard == ["review.new_card"]
    assert [one.action for one in town.record("recuse")] == ["recuse"]


def test_after_a_question_votes_begin_anew(town: Town) -> None:
    hoa, (lan, mai, tam), _ = board(town)
    approves(lan)
    mai.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    hoa.says("Không có ảnh ạ")
    hoa.taps("Gửi cho cán bộ")
    assert town.nomination("GT26-0001").round == 2
    assert [one.heard[-1] for one in (lan, mai, tam)] == ["review.new_card"] * 3

    approves(tam)
    assert town.statuses() == {"submitted": 1}
    approves(lan)
    assert town.statuses() == {"approved": 1}


def test_who_has_voted_has_nothing_left_in_the_queue(town: Town) -> None:
    _, (lan, mai, _), _ = board(town)
    approves(lan)
    lan.says("/choduyet")
    mai.says("/choduyet")

    assert (lan.heard[-1], mai.heard[-1]) == ("queue.empty", "queue.page")


def test_too_few_for_the_quorum_are_joined_by_the_admins(town: Town) -> None:
    _, (lan,), admin = board(town, quorum=2, size=1)
    assert (lan.heard, admin.heard) == (["review.new_card"], ["review.new_card"])


def test_several_of_the_commune_verify_together(town: Town) -> None:
    under(town, commune=2, levels=TWO)
    chi, dao = (town.reviewer(name, level="commune", communes=[LIEN_CHAU]) for name in ("Chi", "Đào"))
    lan = town.reviewer("Lan")
    submits(town.citizen("Hoa"))
    verifies(chi)
    assert (town.statuses(), lan.heard) == ({"submitted": 1}, [])
    verifies(dao, "Đúng một phần")

    assert (town.statuses(), lan.heard) == ({"verified": 1}, ["review.new_card"])
    assert "đúng một phần" in lan.last


def test_who_votes_and_then_tells_of_the_same_case_is_concerned(button_town: Town) -> None:
    hoa, (lan, mai, tam), _ = board(button_town)
    approves(lan)
    submits(lan, phone="0987 654 321", same="Tôi cũng muốn kể về trường hợp này")
    approves(mai)
    assert (button_town.statuses()["submitted"], "nomination.approved" in hoa.heard) == (1, False)

    approves(tam)
    assert hoa.heard[-1] == "nomination.approved"


def test_whoever_has_voted_is_no_longer_at_the_card(town: Town) -> None:
    _, (lan, mai, _), _ = board(town)
    lan.says("GT26-0001")
    approves(lan)
    mai.says("GT26-0001")

    assert "Đang xem" not in mai.last


def test_a_question_that_is_taken_back_takes_no_vote_with_it(town: Town) -> None:
    _, (lan, mai, _), _ = board(town)
    under(town, province=2, undo_minutes=10)
    approves(lan)
    lan.says("GT26-0001")
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu", "Hoàn tác")
    approves(mai)

    assert town.statuses() == {"approved": 1}


def test_what_a_commune_found_is_said_in_peoples_words(town: Town) -> None:
    under(town, levels=TWO, commune=2)
    chi, lien = (town.reviewer(name, level="commune", communes=[LIEN_CHAU]) for name in ("Chi", "Liên"))
    admin = town.reviewer("Bình", Role.ADMIN)
    submits(town.citizen("Hoa"))
    verifies(chi)
    taken = next(one for one in chi.messages if one.key.startswith("who.vote_taken"))
    assert (taken.key, "chuyển lên cấp tỉnh" in taken.text) == ("who.vote_taken_commune", True)

    looks_again(lien)
    verifies(lien, "Không đúng", "Hàng xóm nói khác")
    taken = next(one for one in lien.messages if one.key.startswith("who.vote_taken"))
    assert (taken.key, "chờ Bình quyết định" in taken.text) == ("who.vote_taken_lead", True)
    admin.says("GT26-0001")
    assert "• Chi: đúng: <i>Trưởng thôn đã đến nhà" in admin.last
    assert "• Liên: không đúng: <i>Hàng xóm nói khác</i>" in admin.last


def test_one_alone_does_not_approve_what_is_coached_before_all_said_so(town: Town) -> None:
    _, (lan, mai, tam), _ = board(town)
    for one in (lan, mai):
        looks_again(one)
        one.taps("Bồi dưỡng thêm")
        one.says("Cần thêm thời gian theo dõi")
        one.taps("Gửi cho người giới thiệu")
    assert town.statuses() == {"nurturing": 1}
    tam.says("GT26-0001")
    offered = [label for label, _ in tam.messages[-1].buttons]
    assert not [label for label in offered if "Duyệt" in label or "Xây dựng điểm" in label]
    if tam.channel not in PLAIN:
        tam.presses("r:approve:1:2")
        assert "nhiều người cùng duyệt" in tam.toasts[-1].text
    assert town.statuses() == {"nurturing": 1}


def test_whoever_is_left_hears_when_a_lost_vote_leaves_it_to_them(town: Town) -> None:
    _, (lan, mai, tam), admin = board(town)
    declines(lan)
    approves(mai)
    admin.says("/canbo")
    admin.taps("Tâm")
    admin.taps("Thu hồi")
    admin.taps("Đúng, thu hồi")
    assert admin.heard[-2:] == ["staff.revoked", "review.card"]
    assert tam.heard[-1] == "staff.you_were_revoked"
