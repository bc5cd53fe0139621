"""A reviewer names the questions to ask again, or asks freely; the citizen has a week, then it goes on without."""

from datetime import timedelta

import pytest

from handlers import asking, reminders
from handlers.messages import InputKind
from storage.counters import agree
from storage.models import OutboxMessage
from tests.builders import ZONE
from tests.town import STORY, Resident, Town, submits

NEW_STORY = "Từ năm 2019 bà Hòe vay 50 triệu đồng nuôi bò, năm 2024 thì thoát nghèo, cho ba hộ mượn bò giống."


def asked_again(town: Town, *questions: str, words: str = "") -> tuple[Resident, Resident]:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Cần bổ sung", *(["Hỏi lại câu đã trả lời"] if questions else []))
    lan.taps(*(f"Hỏi lại: {one}" for one in questions))
    if words:
        lan.says(words)
    else:
        lan.taps("Chọn xong")
    return hoa, lan


def test_the_questions_that_are_named_are_asked_again_one_by_one(town: Town) -> None:
    hoa, lan = asked_again(town, "câu chuyện", "kết quả")
    assert "Xin trả lời lại giúp: câu chuyện; kết quả." in lan.last
    lan.taps("Gửi cho người")
    assert hoa.heard[-1] == "nomination.needs_info_again"
    assert "trước ngày 30/11/2026" in hoa.last

    hoa.taps("Trả lời ngay")
    assert hoa.heard[-2:] == ["nomination.reviewer_asks", "ask.story"]
    assert "Bước 1/2" in hoa.last
    hoa.says(NEW_STORY)
    hoa.taps("Xong")
    assert hoa.heard[-1] == "ask.results"
    hoa.says("9 con bò, ba hộ thoát nghèo")
    assert hoa.heard[-1] == "ask.supplement_summary"
    hoa.taps("Gửi cho cán bộ")

    assert town.statuses() == {"submitted": 1}
    assert lan.heard[-1] == "review.new_card"
    assert NEW_STORY in lan.last
    assert "9 con bò, ba hộ thoát nghèo" in lan.last
    assert STORY not in lan.last


def test_what_was_told_before_stays_in_the_history(town: Town) -> None:
    hoa, lan = asked_again(town, "câu chuyện")
    lan.taps("Gửi cho người")
    hoa.says(NEW_STORY)
    hoa.taps("Xong", "Gửi cho cán bộ")

    (earlier,) = town.answers(hoa)["earlier"]
    assert earlier["answers"]["story"][0]["t"] == STORY
    lan.taps("Đọc tiếp")
    assert NEW_STORY in lan.last
    assert STORY in lan.last


def test_until_it_is_sent_the_earlier_answer_stands(town: Town) -> None:
    hoa, lan = asked_again(town, "câu chuyện")
    lan.taps("Gửi cho người")
    hoa.says(NEW_STORY)
    lan.says("GT26-0001")
    assert STORY in lan.last
    assert NEW_STORY not in lan.last
    assert "Chờ trả lời đến ngày 30/11/2026" in lan.last


def test_photos_asked_for_again_are_added_and_come_with_the_card(town: Town) -> None:
    hoa, lan = asked_again(town, "ảnh", words="Xin thêm ảnh đàn bò")
    assert "Xin thêm ảnh đàn bò\nXin trả lời lại giúp: ảnh, tệp kèm theo." in lan.last
    lan.taps("Gửi cho người")
    hoa.sends("photo")
    hoa.taps("Đủ rồi", "Gửi cho cán bộ")

    assert lan.heard[-2:] == ["review.file", "review.new_card"]
    assert len(town.answers(hoa)["media"]) == 1


def test_a_question_left_out_keeps_its_earlier_answer(town: Town) -> None:
    hoa, lan = asked_again(town, "kết quả", "số điện thoại")
    lan.taps("Gửi cho người")
    hoa.taps("Trả lời ngay")
    hoa.says("Ba hộ thoát nghèo")
    hoa.taps("Bỏ qua", "Gửi cho cán bộ")

    assert (town.answers(hoa)["phone"], town.answers(hoa)["results"]) == ("0912345678", "Ba hộ thoát nghèo")


def test_a_named_question_is_taken_away_again_and_the_ready_ones_come_back(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Cần bổ sung", "Hỏi lại câu đã trả lời", "Hỏi lại: ảnh", "Hỏi lại: ảnh", "Chọn câu có sẵn")
    lan.taps("Ai xác nhận", "Gửi cho người")

    assert hoa.heard[-1] == "nomination.needs_info"
    assert (town.nomination().asked or {})["questions"] == []


def test_naming_questions_changes_the_message_in_place(button_town: Town) -> None:
    hoa, lan = button_town.citizen("Hoa"), button_town.reviewer("Lan")
    submits(hoa)
    lan.taps("Cần bổ sung", "Hỏi lại câu đã trả lời")
    asks = lan.messages[-1].row
    with button_town.looking() as session:
        shown = session.get_one(OutboxMessage, asks).message_id or ""
    button_town.receive(lan.input(InputKind.PRESS, lan.button("Hỏi lại: kết quả"), callback_id="1", message_id=shown))
    assert lan.messages[-1].edits == asks
    assert "✅ Hỏi lại: kết quả" in [label for label, _ in lan.messages[-1].buttons]


def test_the_usual_way_to_ask_takes_three_taps(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Cần bổ sung", "Trước và nay", "Gửi cho người")
    assert hoa.heard[-1] == "nomination.needs_info"
    assert "trước ngày 30/11/2026" in hoa.last


@pytest.mark.parametrize("again", [(), ("câu chuyện",)])
def test_unanswered_it_is_reminded_of_once_and_then_goes_on_without(town: Town, again: tuple[str, ...]) -> None:
    hoa, lan = asked_again(town, *again, words="Từ năm nào?")
    lan.taps("Gửi cho người")
    for _ in range(6):
        town.passes(days=1)
        town.does(reminders.nudge_drafts)
        town.does(asking.go_on_without)
    assert hoa.heard.count("reminder.question") == 1
    assert town.statuses() == {"needs_info": 1}

    town.passes(days=1)
    town.does(asking.go_on_without)
    town.does(asking.go_on_without)
    assert town.statuses() == {"submitted": 1}
    assert hoa.heard[-1] == "nomination.went_on"
    assert lan.heard[-1] == "review.new_card"
    assert "Chưa có trả lời trong hạn" in lan.last
    assert [one.person_id for one in town.record("go_on")] == [None]
    with town.looking() as session:
        assert agree(session, ZONE)


def test_what_was_written_and_not_sent_goes_on_with_it(town: Town) -> None:
    hoa, lan = asked_again(town, words="Từ năm nào?")
    lan.taps("Gửi cho người")
    hoa.says("Từ năm 2019 ạ")
    town.passes(days=7)
    town.does(asking.go_on_without)

    assert "Từ năm 2019 ạ" in lan.last
    hoa.says("Cảm ơn")
    assert town.statuses() == {"submitted": 1}


def test_the_week_begins_when_the_citizen_hears_of_it(careful_town: Town) -> None:
    _, lan = asked_again(careful_town, words="Từ năm nào?")
    lan.taps("Gửi cho người")
    careful_town.passes(days=7)
    careful_town.does(asking.go_on_without)
    assert careful_town.statuses() == {"needs_info": 1}
    careful_town.now += timedelta(minutes=10)
    careful_town.does(asking.go_on_without)
    assert careful_town.statuses() == {"submitted": 1}
