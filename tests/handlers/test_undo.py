"""A decision can be taken back while the citizen has not heard of it; later it is opened again, with a reason."""

from datetime import timedelta

import pytest

from handlers.export.records import records
from handlers.export.table import Words
from handlers.progress import numbers
from handlers.turn import Voice
from storage.counters import agree
from storage.models import OutboxMessage
from tests.builders import ZONE
from tests.handlers.test_review_together import NIGHT
from tests.town import AS_SHIPPED, Resident, Town, submits

NEWS = ("nomination.approved", "nomination.declined", "nomination.needs_info", "nomination.piloting")


def told(citizen: Resident) -> list[str]:
    return [key for key in citizen.heard if key in NEWS or key == "nomination.reopened"]


def counts_agree(town: Town) -> bool:
    with town.looking() as session:
        return agree(session, ZONE)


def decided(town: Town, *buttons: str) -> tuple[Resident, Resident]:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps(*buttons)
    return hoa, lan


def test_the_citizen_hears_of_a_decision_when_it_cannot_be_taken_back_any_more(careful_town: Town) -> None:
    hoa, lan = decided(careful_town, "Duyệt", "Đúng, duyệt")
    (done,) = (one for one in lan.messages if one.key == "review.done_approve")
    assert "12:10 23/11/2026" in done.text
    assert [label for label, _ in done.buttons] == ["↩️ Hoàn tác", "📨 Gửi ngay"]

    careful_town.passes(minutes=9)
    assert told(hoa) == []
    careful_town.passes(minutes=1)
    assert told(hoa) == ["nomination.approved"]


def test_until_then_the_citizen_sees_the_story_where_they_know_it(careful_town: Town) -> None:
    hoa, _ = decided(careful_town, "Duyệt", "Đúng, duyệt")
    hoa.says("/trangthai")
    assert "đang chờ cán bộ xem" in hoa.last

    careful_town.passes(minutes=10)
    hoa.says("/trangthai")
    assert "đã duyệt" in hoa.last


@pytest.mark.parametrize(
    "buttons",
    [
        ("Duyệt", "Đúng, duyệt"),
        ("Chưa chọn", "Quảng cáo", "Gửi cho người"),
        ("Cần bổ sung", "Thêm ảnh", "Gửi cho người"),
    ],
)
def test_an_undo_puts_row_counters_record_and_outbox_right(careful_town: Town, buttons: tuple[str, ...]) -> None:
    hoa, lan = decided(careful_town, *buttons)
    before = careful_town.nomination().submitted_at
    careful_town.passes(minutes=5)
    lan.taps("Hoàn tác")

    row = careful_town.nomination()
    assert (row.status, row.status_at, row.approved_at, row.question, row.asked) == (
        "submitted",
        before,
        None,
        None,
        None,
    )
    assert lan.heard[-1 - len(lan.with_buttons("card"))] == "review.undone"
    assert counts_agree(careful_town)
    acts = [(one.action, one.source, one.target) for one in careful_town.record() if one.nomination_id][1:]
    assert acts == [(acts[0][0], "submitted", acts[0][2]), ("undo", acts[0][2], "submitted")]
    careful_town.passes(days=2)
    assert told(hoa) == []
    with careful_town.looking() as session:
        assert session.query(OutboxMessage).filter(OutboxMessage.key.in_(NEWS)).count() == 0


def test_after_an_undo_the_story_is_decided_again_and_told_once(careful_town: Town) -> None:
    hoa, lan = decided(careful_town, "Duyệt", "Đúng, duyệt", "Hoàn tác")
    lan.says("GT26-0001")
    assert "Chờ duyệt" in lan.last
    lan.taps("Chưa chọn", "Quảng cáo", "Gửi cho người")
    careful_town.passes(minutes=10)

    assert told(hoa) == ["nomination.declined"]
    assert counts_agree(careful_town)


def test_a_pilot_is_taken_back_to_the_approval_that_stands(careful_town: Town) -> None:
    hoa, lan = decided(careful_town, "Duyệt", "Đúng, duyệt")
    careful_town.passes(minutes=11)
    lan.says("GT26-0001")
    lan.taps("Phiếu 6 dòng", "không vướng mắc")
    lan.says("GT26-0001")
    lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm", "Hoàn tác")
    lan.says("GT26-0001")

    assert "Đã duyệt</b>: Lan, lúc 12:00 23/11/2026" in lan.last
    assert (careful_town.statuses(), careful_town.nomination().piloting_at) == ({"approved": 1}, None)
    careful_town.passes(days=1)
    assert told(hoa) == ["nomination.approved"]
    assert counts_agree(careful_town)


def test_pressed_late_it_says_what_is_true(careful_town: Town) -> None:
    hoa, lan = decided(careful_town, "Duyệt", "Đúng, duyệt")
    careful_town.passes(minutes=10)
    lan.taps("Hoàn tác")

    assert "tin về bài GT26-0001 đã đến người giới thiệu" in lan.refusal
    assert (careful_town.statuses(), told(hoa)) == ({"approved": 1}, ["nomination.approved"])


def test_a_message_that_may_be_on_its_way_is_not_taken_back(careful_town: Town) -> None:
    _, lan = decided(careful_town, "Duyệt", "Đúng, duyệt")
    careful_town.now += timedelta(minutes=9, seconds=57)
    lan.taps("Hoàn tác")
    assert careful_town.statuses() == {"approved": 1}


def test_sent_at_once_it_stands(careful_town: Town) -> None:
    hoa, lan = decided(careful_town, "Duyệt", "Đúng, duyệt")
    undo = lan.button("Hoàn tác")
    lan.taps("Gửi ngay")
    assert told(hoa) == ["nomination.approved"]
    assert lan.heard[-1] == "review.sent_now"

    lan.says("GT26-0001")
    if not lan.with_buttons("any"):
        return
    lan.presses(undo)
    assert "đã đến người giới thiệu" in lan.refusal
    careful_town.passes(days=1)
    assert told(hoa) == ["nomination.approved"]


def test_pressed_twice_it_is_undone_once(button_town: Town) -> None:
    button_town.works_with(**AS_SHIPPED)
    _, lan = decided(button_town, "Duyệt", "Đúng, duyệt")
    undo = lan.button("Hoàn tác")
    lan.presses(undo)
    lan.presses(undo)

    assert len(button_town.record("undo")) == 1
    assert "nay là: Chờ duyệt" in lan.refusal


def test_only_who_decided_takes_it_back(button_town: Town) -> None:
    button_town.works_with(**AS_SHIPPED)
    mai = button_town.reviewer("Mai")
    _, lan = decided(button_town, "Duyệt", "Đúng, duyệt")
    mai.presses(lan.button("Hoàn tác"))

    assert "là của Lan" in mai.refusal
    assert button_town.statuses() == {"approved": 1}


def test_others_learn_that_it_waits_again(careful_town: Town) -> None:
    mai = careful_town.reviewer("Mai")
    decided(careful_town, "Duyệt", "Đúng, duyệt", "Hoàn tác")

    if mai.with_buttons("any"):
        assert "Chờ duyệt" in mai.last
    else:
        assert mai.heard == ["review.new_card", "review.card_news", "review.card_back"]


def test_a_question_is_nobodys_before_it_is_sure(careful_town: Town) -> None:
    hoa, lan = decided(careful_town, "Cần bổ sung", "Thêm ảnh", "Gửi cho người")
    hoa.says("/tieptuc")
    assert "nomination.reviewer_asks" not in hoa.heard
    hoa.says("Cảm ơn cán bộ")
    assert "more" not in careful_town.answers(hoa)

    careful_town.passes(minutes=10)
    assert hoa.heard[-1] == "nomination.needs_info"
    hoa.says("Không có ảnh ạ")
    hoa.taps("Gửi cho cán bộ")
    assert careful_town.statuses() == {"submitted": 1}
    assert "Không có ảnh ạ" in lan.last


def test_at_night_the_news_waits_for_the_morning_and_the_undo_does_not(careful_town: Town) -> None:
    hoa, lan = careful_town.citizen("Hoa"), careful_town.reviewer("Lan")
    submits(hoa)
    careful_town.now = NIGHT
    lan.says("GT26-0001")
    lan.taps("Duyệt", "Đúng, duyệt")
    careful_town.passes(minutes=11)
    lan.taps("Hoàn tác")
    assert "Đã quá thời gian hoàn tác" in lan.refusal
    assert careful_town.statuses() == {"approved": 1}
    careful_town.passes(hours=9)
    assert told(hoa) == ["nomination.approved"]


def test_where_nobody_waits_there_is_nothing_to_undo(town: Town) -> None:
    hoa, lan = decided(town, "Duyệt", "Đúng, duyệt")
    (done,) = (one for one in lan.messages if one.key == "review.done_approve")
    assert (told(hoa), done.buttons) == (["nomination.approved"], [])
    assert "Đã báo cho người giới thiệu" in done.text


@pytest.mark.parametrize("first", [("Duyệt", "Đúng, duyệt"), ("Chưa chọn", "Quảng cáo", "Gửi cho người")])
def test_a_decision_is_opened_again_with_a_reason_and_its_history(careful_town: Town, first: tuple[str, ...]) -> None:
    hoa, lan = decided(careful_town, *first)
    careful_town.passes(hours=1)
    lan.says("GT26-0001")
    lan.taps("Mở lại")
    lan.says("Xã vừa gửi thêm tài liệu")
    assert "Lý do: Xã vừa gửi thêm tài liệu." in lan.last
    lan.taps("Gửi cho người")
    careful_town.passes(minutes=10)

    row = careful_town.nomination()
    assert (row.status, row.round, told(hoa)[-1]) == ("submitted", 2, "nomination.reopened")
    assert counts_agree(careful_town)
    lan.says("/choduyet")
    assert "GT26-0001" in lan.last
    assert [one.action for one in careful_town.record() if one.nomination_id][-1] == "reopen"


def test_what_the_citizen_never_heard_of_is_opened_again_without_a_word(careful_town: Town) -> None:
    hoa, lan = decided(careful_town, "Duyệt", "Đúng, duyệt")
    lan.says("GT26-0001")
    lan.taps("Mở lại")
    lan.says("Duyệt nhầm bài")
    assert "chưa biết quyết định trước" in lan.last
    lan.taps("Gửi cho người")
    careful_town.passes(days=1)

    assert (careful_town.statuses(), told(hoa)) == ({"submitted": 1}, [])
    assert counts_agree(careful_town)


def test_the_week_and_the_sheet_count_what_stands(careful_town: Town) -> None:
    decided(careful_town, "Duyệt", "Đúng, duyệt", "Hoàn tác")
    with careful_town.looking() as session:
        counted = numbers(Voice(session, careful_town.desk, careful_town.now))
        assert (counted.week.approved, counted.week.decided, counted.week.waiting) == (0, 0, 1)
        (record,) = records(session)
        assert Words(careful_town.desk).last_decision(record) == ""
        assert [act.action for act in record.history] == ["submit", "approve", "undo"]


def test_it_is_the_same_on_either_database(any_town: Town) -> None:
    any_town.works_with(**AS_SHIPPED)
    hoa, lan = decided(any_town, "Phiếu 6 dòng", "thật", "Về thẻ", "Duyệt", "Đúng, duyệt", "Hoàn tác")
    lan.taps("Việc khác", "Đề nghị khen thưởng đột xuất", "Duyệt", "Giữ lại, công bố sau")
    lan.says("/dotxuat", "/congbo")
    lan.taps("Công bố 1 bài")
    any_town.passes(days=1)

    assert told(hoa) == ["nomination.approved"]
    assert counts_agree(any_town)
