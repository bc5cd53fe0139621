"""A reviewer goes away: from when until when, with a deputy who may decide at least as much."""

from datetime import date

import pytest
from sqlalchemy import select

from handlers.away import SAID, _days
from handlers.reminders import remind_reviewers
from storage.models import Absence, Role, Vote
from tests.handlers.offices import under
from tests.town import Resident, Town, submits

LIEN_CHAU, ELSEWHERE = "09064", "08866"


def absences(town: Town) -> list[tuple[date, date, int | None]]:
    with town.looking() as session:
        return [(one.begins, one.ends, one.deputy_id) for one in session.scalars(select(Absence))]


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("24/12-02/01", (date(2026, 12, 24), date(2027, 1, 2))),
        ("24/12/2026 - 2/1/2027", (date(2026, 12, 24), date(2027, 1, 2))),
        ("24.12 đến 31.12", (date(2026, 12, 24), date(2026, 12, 31))),
        ("23/11", (date(2026, 11, 23), date(2026, 11, 23))),
        ("20/11-25/11", (date(2026, 11, 20), date(2026, 11, 25))),
        ("1/3-5/3", (date(2027, 3, 1), date(2027, 3, 5))),
        ("31/12/2026-2/1", (date(2026, 12, 31), date(2027, 1, 2))),
        ("1/3/2026-5/3/2026", None),
        ("31/2-3/3", None),
        ("0/1", None),
        ("1/1/2027-1/1/2029", None),
    ],
)
def test_days_are_read_as_people_write_them(said: str, days: tuple[date, date] | None) -> None:
    found = SAID.fullmatch(said)
    assert found
    assert _days(found.groups()[:6], date(2026, 11, 23)) == days


def test_while_one_is_away_the_cards_go_to_the_deputy(town: Town) -> None:
    lan, mai = town.reviewer("Lan", communes=[LIEN_CHAU]), town.reviewer("Mai", Role.ADMIN)
    lan.says("/vang 23/11-25/11 @mai")
    assert (lan.heard[-1], mai.heard[-1]) == ("away.set", "away.you_deputise")
    submits(town.citizen("Hoa"))
    assert (lan.heard[-1], mai.heard[-1]) == ("away.set", "review.new_card")
    assert "Đồng chí đang làm thay Lan" in mai.last
    assert "Chưa có cán bộ nào" not in mai.last

    town.passes(days=2)
    town.does(remind_reviewers)
    assert "reminder.waiting" not in lan.heard
    assert mai.heard[-1] == "reminder.waiting"
    mai.says("GT26-0001")
    mai.taps("Duyệt", "Đúng, duyệt")
    acts = [(one.action, one.reason) for one in town.record("approve", "act_for")]
    assert acts == [("approve", ""), ("act_for", str(town.person(lan).id))]


def test_the_days_over_the_cards_come_again(town: Town) -> None:
    lan, mai = town.reviewer("Lan", communes=[LIEN_CHAU]), town.reviewer("Mai", Role.ADMIN)
    lan.says("/vang 23/11 @mai")
    town.passes(days=2)  # the 24th is a holiday
    submits(town.citizen("Hoa"))

    assert (lan.heard[-1], mai.heard[-1]) == ("review.new_card", "away.you_deputise")


def test_back_early(town: Town) -> None:
    lan, mai = town.reviewer("Lan", communes=[LIEN_CHAU]), town.reviewer("Mai", Role.ADMIN)
    lan.says("/vang 20/11-25/11 mai", "/vang")
    assert "từ 20/11/2026 đến 25/11/2026, người làm thay: Mai" in lan.last
    lan.says("/vang thôi")
    assert (lan.heard[-1], absences(town)[0][1]) == ("away.ended", date(2026, 11, 22))
    submits(town.citizen("Hoa"))
    assert (lan.heard[-1], mai.heard[-1]) == ("review.new_card", "away.you_deputise")
    lan.says("/vang thoi")
    assert lan.heard[-1] == "away.not_away"


def test_without_a_deputy_the_others_get_the_cards(town: Town) -> None:
    lan, mai = town.reviewer("Lan"), town.reviewer("Mai")
    lan.says("/vang 23/11-25/11")
    lan.taps("Không có người làm thay")
    submits(town.citizen("Hoa"))

    assert (lan.heard[-1], mai.heard) == ("away.set_alone", ["review.new_card"])


def test_a_deputy_may_decide_at_least_as_much(town: Town) -> None:
    lan = town.reviewer("Lan", communes=[LIEN_CHAU])
    town.reviewer("Mai Hồng", communes=[LIEN_CHAU, ELSEWHERE])
    town.reviewer("Mai Anh")
    town.reviewer("Tâm", communes=[ELSEWHERE])
    town.reviewer("Thu", communes=[LIEN_CHAU], fields=["health"])
    town.reviewer("Chi", communes=[LIEN_CHAU], level="commune")
    town.reviewer("Bình", Role.ADMIN)
    lan.says("/vang 23/11-25/11 @Tâm")
    assert lan.heard[-1] == "away.no_such_deputy"
    assert lan.offered("dv:") == ["Mai Hồng", "Mai Anh", "Bình", "Không có người làm thay"]

    lan.says("/vang 23/11-25/11 @Mai")
    assert (lan.heard[-1], lan.offered("dv:")) == (
        "away.who_deputises", ["Mai Hồng", "Mai Anh", "Không có người làm thay"],
    )  # fmt: skip
    lan.says("/vang 23/11-25/11 @maianh")
    assert "Mai Anh làm thay" in lan.last


def test_a_forged_deputy_is_refused(button_town: Town) -> None:
    lan, tam = button_town.reviewer("Lan"), button_town.reviewer("Tâm", communes=[ELSEWHERE])
    for forged in (f"dv:20261123:20261125:{button_town.person(tam).id}", "dv:20261101:20261102:0", "dv:x:y:0"):
        lan.presses(forged)
        assert "không còn đúng" in lan.toasts[-1].text
    assert absences(button_town) == []


def test_new_days_take_the_place_of_the_old_ones(town: Town) -> None:
    lan, mai = town.reviewer("Lan"), town.reviewer("Mai")
    lan.says("/vang 24/12-02/01 @mai", "/vang 25/12-26/12 @mai")

    assert absences(town) == [(date(2026, 12, 25), date(2026, 12, 26), town.person(mai).id)]
    assert len(town.record("away")) == 2


def test_a_deputy_who_is_concerned_is_passed_over(town: Town) -> None:
    lan, mai = town.reviewer("Lan"), town.reviewer("Nguyễn Thị Hòe")
    admin = town.reviewer("Bình", Role.ADMIN)
    lan.says("/vang 23/11-25/11 @hoe")
    submits(town.citizen("Hoa"))

    assert (mai.heard, admin.heard) == (["away.you_deputise"], ["review.new_card"])


def test_an_answer_comes_to_the_deputy_of_who_asked(town: Town) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(hoa)
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    lan.says("/vang 23/11-25/11 @mai")
    heard = len(lan.heard)
    hoa.says("Không có ảnh ạ")
    hoa.taps("Gửi cho cán bộ")

    assert ("review.new_card" in lan.heard[heard:], mai.heard[-1]) == (False, "review.new_card")


def test_a_vote_says_for_whom_it_was_cast(town: Town) -> None:
    under(town, province=2)
    lan, mai, _ = town.reviewer("Lan"), town.reviewer("Mai"), town.reviewer("Tâm")
    lan.says("/vang 23/11-25/11 @mai")
    submits(town.citizen("Hoa"))
    mai.taps("Duyệt", "Đúng, duyệt")

    with town.looking() as session:
        vote = session.scalars(select(Vote)).one()
    assert (vote.person_id, vote.for_id) == (town.person(mai).id, town.person(lan).id)


@pytest.mark.parametrize("words", ["mai mốt", "32/13-1/1", "24/12 - ", "@Mai"])
def test_what_is_no_date_is_explained(town: Town, words: str) -> None:
    lan: Resident = town.reviewer("Lan")
    lan.says(f"/vang {words}")

    assert lan.heard[-1] in {"away.how", "away.bad_days", "away.no_such_deputy"}
    assert absences(town) == []


def test_whoever_is_away_hears_that_their_deputy_left(town: Town) -> None:
    binh = town.reviewer("Bình", Role.ADMIN)
    lan, mai = town.reviewer("Lan"), town.reviewer("Mai")
    lan.says("/vang 23/11-25/11 @mai")
    assert mai.heard[-1] == "away.you_deputise"
    binh.says("/canbo")
    binh.taps("Mai")
    binh.taps("Thu hồi", "Đúng, thu hồi")
    assert lan.heard[-1] == "away.deputy_left"
    assert "Mai" in lan.last
    assert "25/11/2026" in lan.last
