"""Nobody is forgotten: reviewers hear of what waits, citizens of what they left; once, and never at night."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update

from handlers.reminders import nudge_drafts, remind_reviewers
from storage.models import Person, Role
from tests.builders import local
from tests.town import Resident, Town, submits


def waits(town: Town, *told: str) -> Resident:
    """Return a reviewer for whom stories wait, one told at each moment."""
    town.now = local("2026-11-02 09:00")
    lan = town.reviewer("Lan")
    for number, at in enumerate(told):
        town.now = local(at)
        submits(town.citizen(f"Hoa {number}"), nominee=f"bà Hòe {number}")
    lan.messages.clear()
    return lan


def narrows(town: Town, reviewer: Resident, **scope: list[str]) -> None:
    with town.looking() as session:
        session.execute(update(Person).where(Person.external_id == reviewer.id).values(**scope))


def reminds(town: Town, at: str) -> None:
    town.now = local(at)
    town.does(remind_reviewers)


def nudges(town: Town, at: str) -> None:
    town.now = local(at)
    town.does(nudge_drafts)


def test_a_reviewer_hears_once_how_many_wait_and_since_when(town: Town) -> None:
    lan = waits(town, "2026-11-12 09:00", "2026-11-16 09:00", "2026-11-18 09:00")
    reminds(town, "2026-11-20 08:00")
    reminds(town, "2026-11-20 08:00:30")

    assert lan.heard == ["reminder.waiting"]
    for words in ("<b>3 bài</b>", "GT26-0001", "đã 8 ngày"):
        assert words in lan.last
    assert [data for _, data in lan.messages[-1].buttons] == ["q:0", "is:0:afternoon", "is:0:tomorrow", "iv"]
    lan.taps("Xem ngay")
    assert lan.heard == ["reminder.waiting", "queue.page"]
    assert lan.last.index("GT26-0001") < lan.last.index("GT26-0002") < lan.last.index("GT26-0003")


def test_the_first_and_the_third_working_day_remind(town: Town) -> None:
    lan = waits(town, "2026-11-18 09:00")
    for day in ("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"):
        reminds(town, f"{day} 08:00")

    assert lan.heard == ["reminder.waiting", "reminder.waiting"]
    assert "đã 5 ngày." in lan.last


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-22", "2026-11-24", "2026-12-24"])
def test_no_reminder_on_weekends_public_holidays_and_days_off(town: Town, day: str) -> None:
    calendar = town.desk.calendar
    off = calendar.schedule.model_copy(update={"days_off": (date(2026, 12, 24),)})
    town.desk = replace(town.desk, calendar=replace(calendar, schedule=off))
    lan = waits(town, "2026-11-19 09:00")
    reminds(town, f"{day} 08:00")

    assert lan.heard == []


def test_a_reminder_marks_what_waits_longer_than_was_promised(town: Town) -> None:
    lan = waits(town, "2026-11-12 16:00", "2026-11-18 16:00")  # five working days on is Thursday the 19th
    reminds(town, "2026-11-19 08:00")
    assert "quá hạn" not in lan.last
    reminds(town, "2026-11-23 08:00")  # the third day of the second one
    assert "đã 11 ngày (quá hạn)." in lan.last

    lan.taps("Xem ngay")
    assert "(Chờ duyệt, 11 ngày) (quá hạn)" in lan.last
    lan.taps("GT26-0001", "Duyệt", "Đúng, duyệt")
    town.passes(days=30)
    lan.says("/tim hoe")
    assert lan.last.endswith("(Đã duyệt, 30 ngày)")


def test_what_came_today_is_not_spoken_of_today(town: Town) -> None:
    lan = waits(town, "2026-11-20 07:00")
    reminds(town, "2026-11-20 08:00")

    assert lan.heard == []


def test_nothing_waiting_means_no_reminder(town: Town) -> None:
    lan = waits(town, "2026-11-19 09:00")
    town.now = local("2026-11-19 10:00")
    lan.says("/choduyet", "1")
    lan.taps("Duyệt", "Đúng, duyệt")
    lan.messages.clear()
    reminds(town, "2026-11-20 08:00")

    assert lan.heard == []


def test_a_reviewer_is_reminded_only_of_what_they_may_decide(town: Town) -> None:
    lan = waits(town, "2026-11-19 09:00")
    tu, binh = town.reviewer("Tư"), town.reviewer("Bình")
    narrows(town, tu, communes=["08914"])
    narrows(town, binh, fields=["good_deeds"])
    submits(tu, nominee="ông Tư Khéo", place="Đạo Trù")
    for one in (lan, tu, binh):
        one.messages.clear()
    reminds(town, "2026-11-20 08:00")

    assert "<b>2 bài</b>" in lan.last
    assert "<b>2 bài</b>" in binh.last
    assert tu.heard == []  # the one in the commune is Tư's own


def test_an_admin_is_called_only_where_no_reviewer_is(town: Town) -> None:
    lan = waits(town, "2026-11-19 09:00")
    minh = town.reviewer("Minh", Role.ADMIN)
    reminds(town, "2026-11-20 08:00")
    assert (lan.heard, minh.heard) == (["reminder.waiting"], [])

    narrows(town, lan, communes=["08914"])
    reminds(town, "2026-11-24 08:00")  # a holiday
    reminds(town, "2026-11-25 08:00")
    assert (lan.heard, minh.heard) == (["reminder.waiting"], ["reminder.waiting"])


def test_a_reminder_due_at_night_waits_for_the_morning(town: Town) -> None:
    lan = waits(town, "2026-11-18 09:00")
    reminds(town, "2026-11-19 21:00")
    assert lan.heard == []

    town.passes(hours=9, minutes=29)
    assert lan.heard == []
    town.passes(minutes=1)
    assert lan.heard == ["reminder.waiting"]


def test_a_draft_is_nudged_once_after_a_day(town: Town) -> None:
    town.now = local("2026-11-19 10:00")
    hoa = town.citizen("Hoa")
    hoa.says("/gioithieu", "Một người", "Người tốt, việc tốt", "bà Nguyễn Thị Hòe")
    heard = len(hoa.heard)
    nudges(town, "2026-11-20 09:59")
    assert hoa.heard[heard:] == []

    for at in ("2026-11-20 10:00", "2026-11-20 10:10", "2026-11-21 10:00", "2026-12-20 10:00"):
        nudges(town, at)
    assert hoa.heard[heard:] == ["reminder.draft"]
    assert "bà Nguyễn Thị Hòe" in hoa.last
    hoa.taps("Viết tiếp")
    assert hoa.heard[-1] == "ask.place"
    nudges(town, "2026-12-22 10:00")
    assert hoa.heard[-1] == "ask.place"


def test_a_draft_without_a_name_is_nudged_too_and_one_gone_on_with_is_not(town: Town) -> None:
    town.now = local("2026-11-19 10:00")
    hoa, binh = town.citizen("Hoa"), town.citizen("Bình")
    hoa.says("/gioithieu", "Một người")
    binh.says("/gioithieu", "Một người")
    town.now = local("2026-11-20 09:00")
    binh.says("Người tốt, việc tốt")
    nudges(town, "2026-11-20 10:00")

    assert hoa.heard[-1] == "reminder.draft_unnamed"
    assert binh.heard[-1] == "ask.nominee_individual"


def test_nobody_is_nudged_at_night_nor_for_what_was_finished_in_it(town: Town) -> None:
    town.now = local("2026-11-19 22:00")
    hoa, binh = town.citizen("Hoa"), town.citizen("Bình")
    hoa.says("/gioithieu", "Một người")
    binh.says("/gioithieu", "Một người")
    nudges(town, "2026-11-20 22:00")
    hoa.says("/huy")
    hoa.taps("Xóa bài này")
    nudges(town, "2026-11-21 06:20")
    town.now = local("2026-11-21 06:29:59")
    town.deliver()
    assert binh.heard[-1] == "ask.field"

    nudges(town, "2026-11-21 06:30")
    assert binh.heard[-1] == "reminder.draft_unnamed"
    assert hoa.heard[-1] == "nomination.dropped"


def test_a_reviewers_question_left_for_a_day_is_nudged_once(town: Town) -> None:
    town.now = local("2026-11-16 09:00")
    lan, hoa = town.reviewer("Lan"), town.citizen("Hoa")
    submits(hoa)
    lan.taps("Cần bổ sung", "thời gian và kết quả", "Gửi cho người giới thiệu")
    heard = len(hoa.heard)
    for at in ("2026-11-17 08:59", "2026-11-17 09:00", "2026-11-18 09:00"):
        nudges(town, at)

    assert hoa.heard[heard:] == ["reminder.question"]
    assert "Xin cho biết thời gian và kết quả cụ thể." in hoa.last


def test_what_was_sent_is_never_nudged(town: Town) -> None:
    town.now = local("2026-11-16 09:00")
    hoa = town.citizen("Hoa")
    submits(hoa)
    heard = len(hoa.heard)
    nudges(town, "2026-11-20 09:00")

    assert hoa.heard[heard:] == []
