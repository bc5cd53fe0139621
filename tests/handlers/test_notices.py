"""Everybody chooses what they hear of unasked, and when; what answers them, and their duties, always come."""

from datetime import datetime, time

import pytest

from handlers import digest, notices, reminders
from handlers.calendar import Hours
from handlers.turn import Voice
from tests.builders import local
from tests.town import Town, submits, walks_to


def says_digest(town: Town) -> None:
    town.does(digest.send, {})


def test_a_citizen_is_shown_what_concerns_a_citizen(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    hoa.says("/nhacnho")
    lan.says("/nhacnho")

    assert hoa.offered("p:") == ['🔔 Bật: Bản tin "Tuần này"', "🔕 Tắt: Nhắc bài viết dở"]
    assert len(lan.offered("p:")) == 4
    assert "Giờ yên tĩnh: 21:00–06:30, như mọi người." in hoa.last
    assert "Ngày nghỉ: hệ thống không nhắn gì" in lan.last


def test_what_is_switched_off_is_not_said_and_the_rest_is(town: Town) -> None:
    lan = town.reviewer("Lan")
    lan.says("/nhacnho")
    lan.chooses("p:waiting:0")
    submits(town.citizen("Hoa"))
    town.does(reminders.remind_reviewers)
    says_digest(town)
    assert lan.heard[-3:] == ["notices.page_staff", "review.new_card", "digest.weekly"]

    lan.says("/nhacnho tắt", "/choduyet")
    town.passes(days=7)
    says_digest(town)
    assert lan.heard[-1] == "queue.page"

    lan.says("/nhacnho bật")
    town.passes(days=7)
    says_digest(town)
    town.does(reminders.remind_reviewers)
    assert lan.heard[-2:] == ["digest.weekly", "reminder.waiting"]
    assert town.person(lan).notices is None


def test_a_citizen_who_wants_no_reminder_of_a_draft_gets_none(town: Town) -> None:
    hoa, tu = town.citizen("Hoa"), town.citizen("Tư")
    hoa.says("/nhacnho")
    hoa.chooses("p:draft:0")
    for one in (hoa, tu):
        walks_to(one, "story")
    town.passes(days=2)
    town.does(reminders.nudge_drafts)

    assert "reminder.draft" not in hoa.heard
    assert tu.heard[-1] == "reminder.draft"


def test_the_letter_is_asked_for_and_given_up_here_too(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/nhacnho")
    hoa.chooses("p:letter:1")
    assert town.person(hoa).subscribed_at == town.now
    hoa.says("/nhacnho tắt", "/nhacnho bật")
    assert town.person(hoa).subscribed_at is None  # nobody is subscribed along with something else


def test_news_waits_for_the_end_of_somebodys_own_quiet_hours(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    hoa.says("/nhacnho 11h30-13h30")
    lan.taps("Duyệt", "Đúng, duyệt")
    hoa.says("/trangthai")
    assert hoa.heard[-2:] == ["notices.page", "follow.list"]

    town.passes(hours=1, minutes=30)
    assert hoa.heard[-1] == "nomination.approved"


def test_a_question_waits_as_well_and_the_time_to_answer_begins_with_it(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    town.now = local("2026-11-23 19:00")
    submits(hoa)
    hoa.says("/nhacnho 17h-8h")
    lan.taps("Cần bổ sung", "thời gian và kết quả", "Gửi cho người giới thiệu")

    assert town.nomination().asked == {"questions": [], "until": local("2026-12-01 08:00").isoformat()}
    town.now = local("2026-11-24 08:00")
    town.deliver()
    assert hoa.heard[-1] == "nomination.needs_info"


def test_an_officer_hears_nothing_on_days_off_but_answers(town: Town) -> None:
    lan = town.reviewer("Lan")
    town.now = local("2026-11-28 09:00")  # a Saturday
    hoa = town.citizen("Hoa")
    submits(hoa)
    lan.says("/tiendo")
    assert lan.heard == ["progress.now"]
    assert hoa.heard[-1] == "nomination.submitted"

    town.now = local("2026-11-30 06:30")
    town.deliver()
    assert lan.heard == ["progress.now", "review.new_card"]


def test_quiet_hours_may_be_typed_after_the_question_and_nowhere_else(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/nhacnho")
    hoa.chooses("pq")
    hoa.says("từ 10 giờ tối đến 7 giờ sáng")
    assert "Vâng, từ nay hệ thống không nhắn trong khoảng 22:00–07:00." in hoa.last
    assert town.person(hoa).notices == {"quiet": ["22:00", "07:00"]}

    hoa.says("20h-7h")
    assert hoa.heard[-1] == "people.not_understood"
    assert town.person(hoa).notices == {"quiet": ["22:00", "07:00"]}


@pytest.mark.parametrize("said", ["/nhacnho 6h-21h", "/nhacnho 8h-8h"])
def test_hours_that_leave_none_are_explained(town: Town, said: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says(said)

    assert hoa.heard[-1] == "notices.no_hour_left"
    assert town.person(hoa).notices is None


def test_what_cannot_be_read_is_answered_with_how_to_say_it(town: Town) -> None:
    hoa = town.citizen("Hoa")
    for said in ("/nhacnho sáng mai", "/nhacnho 25h-7h", "/nhacnho 7h"):
        hoa.says(said)
        assert hoa.heard[-1] == "notices.how"


def test_a_forged_button_switches_nothing(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    hoa.says("/nhacnho")
    for data in ("p:digest:0", "p:nothing:0", "pt:9999:0000", "pt:0:0"):
        hoa.presses(data)

    assert button_town.person(hoa).notices is None


def test_a_late_job_says_so_in_its_reminders(town: Town) -> None:
    lan = town.reviewer("Lan")
    submits(town.citizen("Hoa"))
    town.passes(days=2)

    def late(voice: Voice, due: datetime) -> None:
        voice.late = True
        reminders.remind_reviewers(voice, due)

    town.does(late)
    assert "gửi muộn" in lan.last


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("22h-7h", (time(22), time(7))),
        ("22-7", (time(22), time(7))),
        ("22h30 – 6h", (time(22, 30), time(6))),
        ("22:30 - 06:15", (time(22, 30), time(6, 15))),
        ("Từ 22 giờ đến 7 giờ.", (time(22), time(7))),
        ("22 giờ 30 phút tới 7 giờ", (time(22, 30), time(7))),
        ("10 giờ tối đến 6 giờ sáng", (time(22), time(6))),
        ("10h đêm - 1h trưa", (time(22), time(13))),
        ("12h đêm đến 5h chiều", (time(0), time(17))),
        ("24h-7h", (time(0), time(7))),
        ("10pm to 7am", (time(22), time(7))),
        ("22h tới 7h", (time(22), time(7))),
        ("25h-7h", None),
        ("22h60-7h", None),
        ("22h", None),
        ("", None),
        ("0912 345 678", None),
    ],
)
def test_hours_are_read_as_people_write_them(said: str, hours: Hours | None) -> None:
    assert notices.read(said) == hours
