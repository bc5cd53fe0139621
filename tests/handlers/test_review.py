"""A reviewer decides in chat: says why, sees what the citizen will read, confirms."""

import pytest

from tests.town import Resident, Town, submits


def as_previewed(message: str) -> str:
    return message.replace("<blockquote>", "«").replace("</blockquote>", "»")


def goes_on_to_recognise(reviewer: Resident) -> None:
    """Approve the first story, make it a pilot, and begin to write down the decision."""
    reviewer.taps("Duyệt", "Đúng, duyệt")
    reviewer.says("GT26-0001")
    reviewer.taps("Xây dựng điểm", "Đúng, xây dựng điểm")
    reviewer.says("GT26-0001")
    reviewer.taps("Công nhận")


def test_a_submitted_story_thanks_the_citizen_and_calls_the_reviewer(any_town: Town) -> None:
    hoa, lan = any_town.citizen("Hoa"), any_town.reviewer("Lan")
    submits(hoa)

    assert hoa.heard[-1] == "nomination.submitted"
    assert lan.heard == ["review.new_card"]
    assert any_town.statuses() == {"submitted": 1}


def test_approving_asks_for_one_confirmation_and_shows_what_the_citizen_will_read(any_town: Town) -> None:
    hoa, lan = any_town.citizen("Hoa"), any_town.reviewer("Lan")
    submits(hoa)
    card = lan.messages[-1].row

    lan.taps("Duyệt")
    preview = lan.last
    assert any_town.statuses() == {"submitted": 1}

    lan.taps("Đúng, duyệt")
    assert any_town.statuses() == {"approved": 1}
    assert hoa.heard[-1] == "nomination.approved"
    assert hoa.last in preview
    assert lan.heard[-2:] == ["review.done_approve", "review.card"]
    assert "Đã duyệt</b>: Lan, lúc 12:00 23/11/2026" in lan.sees(card)


@pytest.mark.parametrize(
    ("act", "button", "reason", "status", "news"),
    [
        (
            "Cần bổ sung",
            "Trước và nay",
            "Trước khi làm thì thế nào, nay thay đổi ra sao?",
            "needs_info",
            "nomination.needs_info",
        ),
        ("Chưa chọn", "Chưa phù hợp tiêu chí", "Chưa phù hợp tiêu chí", "declined", "nomination.declined"),
    ],
)
@pytest.mark.parametrize("canned", [True, False])
def test_a_reason_is_read_by_the_citizen_exactly_as_previewed(
    town: Town, act: str, button: str, reason: str, status: str, news: str, *, canned: bool
) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps(act)
    reason = reason if canned else "Xin hỏi: bà <Hòe> & ai nữa cùng làm việc này"
    if canned:
        lan.taps(button)
    else:
        lan.says(reason)
    preview = lan.last
    assert hoa.heard[-1] == "nomination.submitted"

    lan.taps("Gửi cho người giới thiệu")
    assert (town.statuses(), hoa.heard[-1]) == ({status: 1}, news)
    assert as_previewed(hoa.last) in preview
    assert [(one.action, one.reason) for one in town.record()][-1][1] == reason


def test_a_ready_reason_is_pressed_in_one_language_and_read_in_the_other(town: Town) -> None:
    john, lan = town.citizen("John"), town.reviewer("Lan")
    submits(john)
    john.says("/language", "English")
    lan.taps("Cần bổ sung", "Ai xác nhận")
    assert "Who nearby can confirm this?" in lan.last

    lan.taps("Gửi cho người giới thiệu")
    assert "Who nearby can confirm this?" in john.last
    assert town.nomination().question == "Who nearby can confirm this?"


def test_the_buttons_of_ready_reasons_are_short_enough_to_be_read(town: Town) -> None:
    reasons = town.desk.office.reasons
    for reason in (*reasons.decline, *reasons.ask_more):
        assert max(len(reason.label.vi), len(reason.label.en)) <= 30, reason.slug


def test_a_reason_can_be_reworded_after_seeing_it(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Chưa chọn")
    lan.says("Thieu so lieu")
    lan.taps("Sửa lại")
    lan.says("Chưa có số liệu cụ thể")
    lan.taps("Gửi cho người giới thiệu")

    assert "Lý do: Chưa có số liệu cụ thể." in hoa.last


def test_a_reviewer_who_thinks_better_of_it_changes_nothing(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Chưa chọn")
    lan.says("/huy")

    assert lan.heard[-1] == "review.cancelled"
    assert (town.statuses(), town.person(lan).scene) == ({"submitted": 1}, None)


def test_a_restart_between_the_question_and_the_confirmation_loses_nothing(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Chưa chọn")
    town.restarts()
    lan.says("Chưa có số liệu cụ thể")
    town.restarts()
    lan.taps("Gửi cho người giới thiệu")

    assert town.statuses() == {"declined": 1}


def test_a_button_left_from_another_dialog_confirms_nothing(button_town: Town) -> None:
    hoa, lan = button_town.citizen("Hoa"), button_town.reviewer("Lan")
    submits(hoa)
    lan.taps("Duyệt")
    approving = lan.button("Đúng, duyệt")
    lan.taps("Chưa chọn", "Quảng cáo")
    lan.presses(approving)

    assert button_town.statuses() == {"submitted": 1}
    assert lan.heard[-2:] == ["form.send_or_change", "ask.decline_summary"]


def test_an_approved_one_becomes_a_pilot_and_a_pilot_is_recognised(any_town: Town) -> None:
    hoa, lan = any_town.citizen("Hoa"), any_town.reviewer("Lan")
    submits(hoa)
    lan.taps("Duyệt", "Đúng, duyệt", "Xây dựng điểm", "Đúng, xây dựng điểm")
    assert (any_town.statuses(), hoa.heard[-1]) == ({"piloting": 1}, "nomination.piloting")

    lan.taps("Công nhận")
    lan.says("125-QĐ/TU", "23/11/2026", "Phó Bí thư Trần Văn Bình")
    preview = lan.last
    lan.taps("Đúng, ghi quyết định")

    assert (any_town.statuses(), hoa.heard[-1]) == ({"recognised": 1}, "nomination.recognised")
    assert "số 125-QĐ/TU ngày 23/11/2026, người ký: Phó Bí thư Trần Văn Bình" in hoa.last
    assert hoa.last in preview
    assert any_town.nomination().decision == {
        "number": "125-QĐ/TU",
        "date": "2026-11-23",
        "signer": "Phó Bí thư Trần Văn Bình",
    }


@pytest.mark.parametrize("bad", ["hôm qua", "31/02/2026", "2026", "23/13/2026", "1/2/3/4", "0/0/0", "😀"])
def test_a_date_that_is_none_is_kindly_asked_again(town: Town, bad: str) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    goes_on_to_recognise(lan)
    lan.says("125-QĐ/TU", bad)

    assert lan.heard[-2:] == ["form.bad_date", "ask.date"]
    lan.says("5-1-26", "Trần Văn Bình")
    lan.taps("Đúng, ghi quyết định")
    assert (town.nomination().decision or {})["date"] == "2026-01-05"


@pytest.mark.parametrize("day", ["24/11/2026", "1/1/2027", "2026-12-01"])
def test_a_decision_of_a_day_to_come_is_kindly_asked_again(town: Town, day: str) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    goes_on_to_recognise(lan)
    lan.says("125-QĐ/TU", day)
    assert lan.heard[-2:] == ["refused.future_date", "ask.date"]

    lan.says("2026-11-23", "Trần Văn Bình")
    lan.taps("Đúng, ghi quyết định")
    assert (town.nomination().decision or {})["date"] == "2026-11-23"
