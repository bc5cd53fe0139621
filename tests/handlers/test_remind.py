"""Reviewers say when to be reminded: by a command or a button, of one story or of all; kept at a decent hour."""

import pytest
from sqlalchemy import update

from handlers.reminders import remind_as_asked, remind_reviewers
from handlers.snooze import at_work
from storage.models import Person, Role
from tests.builders import local
from tests.handlers.test_ladder import told
from tests.town import Resident, Town, submits


def at(town: Town, moment: str) -> None:
    town.now = local(moment)
    town.does(remind_as_asked)


def test_a_story_is_put_off_from_its_card_over_a_weekend(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "2026-11-19 09:00")
    town.now = local("2026-11-20 16:30")  # a Friday
    lan.says("GT26-0001")
    lan.taps("Việc khác", "Nhắc lại…")
    assert lan.heard[-1] == "remind.when"
    lan.taps("Nhắc mai")
    assert "lúc 08:00 23/11/2026" in lan.last
    assert "ngày nghỉ" in lan.last
    lan.messages.clear()

    for moment in ("2026-11-21 08:00", "2026-11-22 12:00", "2026-11-23 06:40", "2026-11-23 07:50"):
        at(town, moment)
    assert lan.heard == []
    for moment in ("2026-11-23 08:00", "2026-11-23 08:10", "2026-11-25 08:00"):
        at(town, moment)
    assert lan.heard == ["reminder.asked"]
    assert "• <b>GT26-0001</b> bà Nguyễn Thị Hòe (Chờ duyệt, 4 ngày)" in lan.last
    lan.taps("GT26-0001")
    assert lan.heard[-1] == "review.card"


def test_all_that_waits_is_put_off_until_the_afternoon(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "2026-11-19 09:00")
    town.now = local("2026-11-20 08:00")
    town.does(remind_reviewers)
    lan.taps("Nhắc tôi chiều nay")
    assert (lan.heard[-1], "lúc 14:00 20/11/2026" in lan.last) == ("remind.set_all", True)
    at(town, "2026-11-20 13:50")
    at(town, "2026-11-20 14:00")

    assert lan.heard == ["reminder.waiting", "remind.set_all", "reminder.asked"]
    assert "Còn <b>1 bài</b> chờ đồng chí duyệt" in lan.last
    lan.taps("Nhắc tôi chiều nay")
    assert "lúc 16:00 20/11/2026" in lan.last
    at(town, "2026-11-20 16:00")
    assert "is:0:afternoon" not in [data for _, data in lan.messages[-1].buttons]


def test_the_afternoon_over_its_button_means_the_next_morning(button_town: Town) -> None:
    lan = button_town.reviewer("Lan")
    told(button_town, "2026-11-19 09:00")
    button_town.now = local("2026-11-20 08:00")
    button_town.does(remind_reviewers)
    button_town.now = local("2026-11-20 17:00")
    lan.taps("Nhắc tôi chiều nay")

    assert "lúc 08:00 23/11/2026" in lan.last


def test_one_story_put_off_leaves_the_others(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "2026-11-19 09:00", nominee="bà A Hòe")
    told(town, "2026-11-19 10:00", nominee="bà B Hòe")
    lan.says("/nhac 2 tuần GT26-0001")
    lan.messages.clear()
    town.now = local("2026-11-20 08:00")
    town.does(remind_reviewers)

    assert "<b>1 bài</b>" in lan.last
    assert "GT26-0001" not in lan.last


def test_a_wish_of_the_morning_comes_with_what_has_climbed(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "2026-11-19 09:00", nominee="bà A Hòe")
    lan.says("/nhac mai GT26-0001")
    told(town, "2026-11-19 10:00", nominee="bà B Hòe")
    lan.messages.clear()
    town.now = local("2026-11-20 08:00")
    town.does(remind_reviewers)
    town.does(remind_as_asked)

    assert lan.heard == ["reminder.waiting"]
    assert lan.last.startswith("• <b>GT26-0001</b>")
    assert "<b>2 bài</b>" in lan.last


def test_wishes_are_listed_replaced_and_dropped(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "2026-11-19 09:00")
    lan.says("/nhac 25/12 GT26-0001", "/nhac 15/01/2027 08:30, gt26 0001", "/nhac thu hai", "/nhac")
    assert lan.heard[-1] == "remind.list"
    assert "• 08:30 15/01/2027: <b>GT26-0001</b> bà Nguyễn Thị Hòe" in lan.last
    assert "• 08:00 23/11/2026: mọi bài đang chờ" in lan.last
    assert "25/12" not in lan.last
    lan.taps("Bỏ lời hẹn mọi bài")
    lan.says("/nhac")
    lan.taps("Bỏ lời hẹn bài GT26-0001")
    lan.says("/nhac")
    assert lan.heard[-3:] == ["remind.list", "remind.dropped", "remind.how"]


def test_what_cannot_be_kept_is_explained_with_an_example(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "2026-11-19 09:00")
    heard = []
    for said in ("hôm nào đó", "1/1/2020", "5 năm", "1/1/2030", "mai GT26-0099"):
        lan.says(f"/nhac {said}")
        heard.append(lan.heard[-1])
    assert heard == ["remind.how", "remind.past", "remind.how", "remind.far", "remind.no_such_story"]


def test_only_what_one_may_see_can_be_asked_for(town: Town) -> None:
    lan = town.reviewer("Lan", communes=["08914"])
    told(town, "2026-11-19 09:00")
    lan.says("/nhac mai GT26-0001")
    assert lan.heard[-1] == "refused.scope"
    lan.says("/nhac")
    assert lan.heard[-1] == "remind.how"


def test_a_forged_or_stale_button_sets_and_drops_nothing(button_town: Town) -> None:
    lan, mai = button_town.reviewer("Lan"), button_town.reviewer("Mai", communes=["08914"])
    told(button_town, "2026-11-19 09:00")
    lan.says("/nhac mai")
    for data in ("i:1", "is:1:3d", "is:0:never", "id:1", "id:99"):
        mai.presses(data)
    lan.says("/nhac")
    assert lan.heard[-1] == "remind.list"
    mai.says("/nhac")
    assert mai.heard[-1] == "remind.how"
    drop = lan.button("Bỏ lời hẹn")
    lan.presses(drop)
    lan.presses(drop)
    assert "đã bỏ rồi" in lan.refusal


def test_what_one_settled_oneself_needs_no_reminder(town: Town) -> None:
    lan, mai = town.reviewer("Lan"), town.reviewer("Mai")
    told(town, "2026-11-19 09:00")
    for one in (lan, mai):
        one.says("/nhac 3 ngày GT26-0001")
    town.passes(minutes=1)
    lan.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")
    for one in (lan, mai):
        one.messages.clear()
    at(town, "2026-11-23 08:00")

    assert (lan.heard, mai.heard) == ([], ["reminder.asked"])
    assert "(Đã duyệt, 4 ngày)" in mai.last


def test_a_wish_about_all_is_kept_where_nothing_waits_any_more(town: Town) -> None:
    lan = town.reviewer("Lan")
    town.now = local("2026-11-19 09:00")
    lan.says("/nhac mai")
    at(town, "2026-11-20 08:00")
    assert "Hiện không có bài nào chờ đồng chí." in lan.last


def test_who_is_away_hears_of_a_wish_when_they_are_back(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "2026-11-19 09:00")
    lan.says("/nhac mai GT26-0001", "/vang 20/11-23/11")
    lan.taps("Không có người làm thay")
    lan.messages.clear()
    for moment in ("2026-11-20 08:00", "2026-11-23 08:00", "2026-11-25 08:00", "2026-11-25 08:10"):
        at(town, moment)
    assert lan.heard == ["reminder.asked"]


def test_whose_role_was_taken_back_hears_nothing(town: Town) -> None:
    lan = town.reviewer("Lan")
    told(town, "2026-11-19 09:00")
    lan.says("/nhac mai")
    lan.messages.clear()
    with town.looking() as session:
        session.execute(update(Person).where(Person.external_id == lan.id).values(role=Role.CITIZEN))
    at(town, "2026-11-20 08:00")
    assert lan.heard == []


@pytest.mark.parametrize(
    ("moment", "kept"),
    [
        ("2026-11-20 20:59", "2026-11-20 20:59"),
        ("2026-11-20 21:20", "2026-11-23 08:00"),
        ("2026-11-23 05:00", "2026-11-23 08:00"),
        ("2026-11-23 22:00", "2026-11-25 08:00"),  # the 24th is a holiday
        ("2027-02-06 09:00", "2027-02-11 08:00"),  # Tết
    ],
)
def test_a_moment_at_night_or_on_a_day_off_is_the_next_working_morning(town: Town, moment: str, kept: str) -> None:
    morning = town.desk.office.schedule.reminder
    assert at_work(town.desk.calendar, local(moment), morning) == local(kept)


def test_the_card_of_a_story_that_is_decided_can_be_put_off_too(town: Town) -> None:
    lan: Resident = town.reviewer("Lan")
    town.now = local("2026-11-19 09:00")
    submits(town.citizen("Hoa"))
    lan.taps("Duyệt", "Đúng, duyệt")
    lan.says("GT26-0001")
    lan.taps("Việc khác", "Nhắc lại…", "Nhắc sau 2 tuần")
    assert "lúc 08:00 03/12/2026" in lan.last
    lan.messages.clear()
    at(town, "2026-12-03 08:00")
    assert "(Đã duyệt, 14 ngày)" in lan.last
