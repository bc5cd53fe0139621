"""Several reviewers, answers that come back, old buttons, nights: what is decided is decided once and seen by all."""

from datetime import UTC, datetime

from storage.models import Role
from tests.town import Town, submits, walks_to

NIGHT = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)  # 23:00 in Việt Nam


def test_the_answer_goes_back_to_the_reviewer_who_asked(any_town: Town) -> None:
    hoa, lan, mai = any_town.citizen("Hoa"), any_town.reviewer("Lan"), any_town.reviewer("Mai")
    submits(hoa)
    lan.taps("Cần bổ sung")
    lan.says("Việc ấy bắt đầu từ năm nào?")
    lan.taps("Gửi cho người giới thiệu")
    hoa.taps("Trả lời ngay")
    hoa.says("Bà làm từ năm 2019 đến nay.")
    hoa.taps("Gửi cho cán bộ")

    assert hoa.heard[-1] == "nomination.supplemented"
    assert lan.heard[-2:] == ["review.card", "review.new_card"]
    assert "Việc ấy bắt đầu từ năm nào?" in lan.last
    assert "Bà làm từ năm 2019 đến nay." in lan.last
    assert mai.heard == ["review.new_card", "review.card", "review.card"]
    assert "Bà làm từ năm 2019 đến nay." in mai.sees(mai.messages[0].row)


def test_the_answer_goes_to_the_others_when_the_asker_reviews_no_more(town: Town) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    admin = town.reviewer("Bình", Role.ADMIN)
    submits(hoa)
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    admin.says("/canbo")
    admin.taps("Lan", "Thu hồi quyền: Lan", "Đúng, thu hồi")
    heard = len(lan.heard)
    hoa.says("Ảnh đây ạ")
    hoa.sends("photo")
    hoa.taps("Gửi cho cán bộ")

    assert mai.heard[-2:] == ["review.file", "review.new_card"]
    assert lan.heard[heard:] == []  # not even their old card tells them more


def test_every_open_card_is_updated_in_place(any_town: Town) -> None:
    hoa, lan, mai = any_town.citizen("Hoa"), any_town.reviewer("Lan"), any_town.reviewer("Mai")
    submits(hoa)
    mai.says("/tim hoe")
    mai.says("1")  # a second card in her chat
    cards = [one.row for one in mai.messages if one.key in {"review.new_card", "review.card"} and not one.edits]
    lan.taps("Duyệt", "Đúng, duyệt")

    assert len(cards) == 2
    assert all("Đã duyệt</b>: Lan" in mai.sees(card) for card in cards)
    assert [label for label, _ in mai.messages[-1].buttons][:5] == [
        "🌱 Xây dựng điểm", "🤝 Bồi dưỡng thêm", "🔄 Mở lại", "👤 Đổi người phụ trách", "📅 Đổi ngày xem lại",
    ]  # fmt: skip


def test_an_old_choice_says_who_decided_what_and_when(town: Town) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(hoa)
    old = mai.button("Chưa chọn")
    lan.taps("Duyệt", "Đúng, duyệt")
    town.passes(hours=2)
    mai.chooses(old)

    assert mai.refusal == "Bài GT26-0001 đã được Lan xử lý lúc 12:00 23/11/2026: Đã duyệt."
    assert town.statuses() == {"approved": 1}
    assert mai.heard[-1] == "review.card"
    assert "Đã duyệt</b>: Lan" in mai.last


def test_where_cards_cannot_be_changed_their_readers_hear_once_that_they_are_out_of_date(zalo_town: Town) -> None:
    hoa, lan, mai = zalo_town.citizen("Hoa"), zalo_town.reviewer("Lan"), zalo_town.reviewer("Mai")
    submits(hoa)
    mai.says("GT26-0001")  # a second card in her chat
    lan.taps("Duyệt", "Đúng, duyệt")

    assert mai.heard == ["review.new_card", "review.card", "review.card_news"]
    assert "GT26-0001" in mai.last
    assert "Lan" in mai.last
    assert lan.heard[-1] == "review.done_approve"
    mai.says("GT26-0001")
    assert [label for label, _ in mai.messages[-1].buttons][:5] == [
        "🌱 Xây dựng điểm", "🤝 Bồi dưỡng thêm", "🔄 Mở lại", "👤 Đổi người phụ trách", "📅 Đổi ngày xem lại",
    ]  # fmt: skip


def test_a_card_seen_before_the_answer_came_decides_nothing(town: Town) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(hoa)
    old = mai.button("Duyệt")
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    hoa.says("Không có ảnh ạ")
    hoa.taps("Gửi cho cán bộ")
    mai.chooses(old)

    assert "vừa có thay đổi" in mai.refusal
    assert "Không có ảnh ạ" in mai.last
    assert town.person(mai).scene is None


def test_a_decision_made_while_another_reviewer_words_a_reason_wins(any_town: Town) -> None:
    hoa, lan, mai = any_town.citizen("Hoa"), any_town.reviewer("Lan"), any_town.reviewer("Mai")
    submits(hoa)
    mai.taps("Chưa chọn")
    mai.says("Chưa có số liệu cụ thể")
    lan.taps("Duyệt", "Đúng, duyệt")
    mai.taps("Gửi cho người giới thiệu")

    assert "đã được Lan xử lý" in mai.toasts[-1].text
    assert any_town.statuses() == {"approved": 1}
    assert hoa.heard[-1] == "nomination.approved"
    assert [one.action for one in any_town.record("approve", "decline", "refused")] == ["approve", "refused"]


def test_every_decision_is_a_row_of_who_what_why_when_and_on_which_version(any_town: Town) -> None:
    hoa, lan, mai = any_town.citizen("Hoa"), any_town.reviewer("Lan"), any_town.reviewer("Mai")
    submits(hoa)
    lan.taps("Cần bổ sung")
    lan.says("Từ năm nào?")
    lan.taps("Gửi cho người giới thiệu")
    hoa.says("Từ 2019")
    hoa.taps("Gửi cho cán bộ")
    any_town.passes(minutes=5)
    mai.taps("Duyệt", "Đúng, duyệt", "Xây dựng điểm", "Đúng, xây dựng điểm", "Công nhận")
    mai.says("125-QĐ/TU", "23/11/2026", "Trần Văn Bình")
    mai.taps("Đúng, ghi quyết định")

    people = {any_town.person(one).id: one.name for one in (hoa, lan, mai)}
    rows = [
        (people[one.person_id or 0], one.action, one.source, one.target, one.version, one.reason)
        for one in any_town.record()
        if one.nomination_id
    ]
    assert rows == [
        ("Hoa", "submit", "draft", "submitted", 1, ""),
        ("Lan", "ask_more", "submitted", "needs_info", 2, "Từ năm nào?"),
        ("Hoa", "submit", "needs_info", "submitted", 3, ""),
        ("Mai", "approve", "submitted", "approved", 4, ""),
        ("Mai", "pilot", "approved", "piloting", 5, ""),
        ("Mai", "recognise", "piloting", "recognised", 6, "125-QĐ/TU, 23/11/2026, Trần Văn Bình"),
    ]
    assert [one.at for one in any_town.record("approve", "pilot")] == [any_town.now, any_town.now]


def test_at_night_others_sleep_and_the_person_writing_is_answered(town: Town) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    town.now = NIGHT
    submits(hoa)
    assert hoa.heard[-1] == "nomination.submitted"
    assert lan.heard == mai.heard == []

    lan.says("/choduyet", "1")
    lan.taps("Duyệt", "Đúng, duyệt")
    edits = lan.with_buttons("review.card")
    assert lan.heard == ["queue.page", "review.card", "ask.approve_summary", "review.done_approve", *edits]
    assert (town.statuses(), hoa.heard[-1], mai.heard) == ({"approved": 1}, "nomination.submitted", [])

    town.passes(hours=7, minutes=29)  # 06:29
    assert (hoa.heard[-1], mai.heard) == ("nomination.submitted", [])
    town.passes(minutes=1)
    assert hoa.heard[-1] == "nomination.approved"
    assert mai.heard == ["review.new_card"]
    assert "Đã duyệt</b>: Lan" in mai.last  # what waited for the morning says what is true in the morning
    assert mai.button("Xây dựng điểm")


def test_a_question_asked_at_night_takes_no_words_before_it_was_read(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    town.now = NIGHT
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    hoa.says("Chúc cán bộ ngủ ngon nhé")
    assert "form.more_noted" not in hoa.heard
    assert "more" not in town.answers(hoa)

    town.passes(hours=7, minutes=30)
    assert hoa.heard[-1] == "nomination.needs_info"
    hoa.says("Không có ảnh ạ")
    assert hoa.heard[-1] == "form.more_noted"
    hoa.taps("Gửi cho cán bộ")
    assert town.statuses() == {"submitted": 1}
    assert "Không có ảnh ạ" in lan.last


def test_files_that_a_reviewer_got_do_not_come_again_with_the_answer(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    walks_to(hoa, "media")
    for _ in range(4):
        hoa.sends("photo")
    hoa.taps("Đủ rồi")
    hoa.says("Hoa", "0912 345 678", "Đồng ý", "Đồng ý")
    hoa.taps("Gửi bài giới thiệu")
    lan.taps("Cần bổ sung", "Thêm ảnh", "Gửi cho người giới thiệu")
    heard = len(lan.heard)
    hoa.sends("photo")
    hoa.taps("Gửi cho cán bộ")

    assert lan.heard[heard:] == [*lan.with_buttons("review.card"), "review.file", "review.new_card"]
    lan.taps("Xem 5 tệp")
    assert lan.heard[-5:] == ["review.file"] * 5


def test_an_answer_does_not_wait_for_an_asker_who_cannot_be_reached(town: Town) -> None:
    hoa, lan, mai = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Mai")
    submits(hoa)
    lan.taps("Cần bổ sung")
    lan.says("Từ năm nào?")
    lan.taps("Gửi cho người giới thiệu")
    lan.leaves()
    mai.messages.clear()

    hoa.says("Từ 2019")
    hoa.taps("Gửi cho cán bộ")
    assert "review.new_card" in mai.heard
