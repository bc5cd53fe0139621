"""After sending: where a story is, what was decided, and what a reviewer still asks."""

from handlers.messages import InputKind
from tests.town import Resident, Town, submits, tells, walks_to


def asks_more(reviewer: Resident, question: str = "Bà làm việc này từ năm nào?") -> None:
    reviewer.taps("Cần bổ sung")
    reviewer.says(question)
    reviewer.taps("Gửi cho người giới thiệu")


def test_status_lists_what_was_sent_and_what_is_unfinished(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/trangthai")
    assert hoa.heard == ["follow.nothing"]
    submits(hoa)
    submits(hoa, nominee="ông Hà Văn Sang")
    walks_to(hoa, "story")
    hoa.says("/trangthai")
    assert hoa.last == (
        "<b>Anh/chị đã gửi 2 bài:</b>\n\n"
        "<b>GT26-0002</b> · ông Hà Văn Sang: đang chờ cán bộ xem (cập nhật 23/11/2026)\n\n"
        "<b>GT26-0001</b> · bà Nguyễn Thị Hòe: đang chờ cán bộ xem (cập nhật 23/11/2026)\n\n"
        "Còn 1 bài đang viết dở."
    )
    hoa.says("/trangthai gt26-0001")
    assert "GT26-0002" not in hoa.last
    hoa.says("/trangthai GT26-0999")
    assert hoa.heard[-1] == "follow.unknown_code"


def test_status_with_only_a_draft_says_so(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says("/trangthai")
    assert hoa.last == "<b>Anh/chị chưa gửi bài nào.</b>\n\nCòn 1 bài đang viết dở."
    hoa.taps("Viết tiếp")
    assert hoa.heard[-1] == "ask.story"


def test_one_sees_only_ones_own_stories(town: Town) -> None:
    hoa, tu = town.citizen("Hoa"), town.citizen("Tư")
    submits(hoa)
    tu.says("/trangthai GT26-0001")
    assert tu.heard == ["follow.unknown_code"]


def test_the_citizen_hears_of_each_decision(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Duyệt", "Đúng, duyệt")
    assert hoa.heard[-1] == "nomination.approved"
    lan.says("GT26-0001")
    lan.taps("Xây dựng điểm", "Đúng, xây dựng điểm")
    assert hoa.heard[-1] == "nomination.piloting"
    hoa.says("/trangthai")
    assert "đang được xây dựng điểm" in hoa.last


def test_a_story_not_chosen_is_told_with_its_courteous_reason(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Chưa chọn", "Đã có bài giới thiệu trùng", "Gửi cho người giới thiệu")
    assert hoa.heard[-1] == "nomination.declined"
    assert "Lý do: Đã có bài giới thiệu trùng." in hoa.last
    assert "loại" not in hoa.last


def test_a_question_reopens_the_conversation_and_the_answer_goes_back_to_who_asked(town: Town) -> None:
    hoa, lan, binh = town.citizen("Hoa"), town.reviewer("Lan"), town.reviewer("Bình")
    submits(hoa)
    asks_more(lan)
    assert hoa.heard[-1] == "nomination.needs_info"
    assert "Bà làm việc này từ năm nào?" in hoa.last
    lan.messages.clear()
    binh.messages.clear()

    town.restarts()
    hoa.says("Từ năm 2019 ạ.")
    hoa.sends("photo")
    hoa.sends("voice")
    hoa.says("Gửi cho cán bộ")
    assert hoa.heard[-4:] == ["form.more_noted", "form.more_noted", "form.more_noted", "nomination.supplemented"]
    assert lan.heard[-1] == "review.new_card"
    assert "Từ năm 2019 ạ." in lan.last
    assert "review.new_card" not in binh.heard
    assert town.statuses() == {"submitted": 1}
    added = town.nomination().draft["answers"]["added"]
    assert added[0]["question"] == "Bà làm việc này từ năm nào?"
    assert [piece["t"] for piece in added[0]["story"]] == ["Từ năm 2019 ạ.", "", ""]


def test_a_question_may_be_answered_later_and_by_the_button(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    asks_more(lan)
    hoa.taps("Trả lời ngay")
    assert hoa.heard[-2:] == ["nomination.reviewer_asks", "ask.more"]
    hoa.taps("Thôi, để sau")
    assert hoa.heard[-1] == "nomination.answer_later"
    town.passes(days=3)
    hoa.says("/trangthai")
    hoa.taps("Trả lời cho bài GT26-0001")
    hoa.says("Từ năm 2019", "Ba hộ nghèo")
    hoa.taps("Gửi cho cán bộ")
    assert town.statuses() == {"submitted": 1}
    assert [one["t"] for one in town.answers(hoa)["added"][0]["story"]] == ["Từ năm 2019", "Ba hộ nghèo"]


def test_an_answer_to_a_question_may_be_edited(button_town: Town) -> None:
    hoa, lan = button_town.citizen("Hoa"), button_town.reviewer("Lan")
    submits(hoa)
    asks_more(lan)
    hoa.says("Từ năm 2019")
    edited = hoa.gives(InputKind.TEXT, "Ba hộ")
    hoa.edits(edited, "Ba hộ nghèo")
    hoa.taps("Gửi cho cán bộ")
    assert [one["t"] for one in button_town.answers(hoa)["added"][0]["story"]] == ["Từ năm 2019", "Ba hộ nghèo"]


def test_a_question_asked_twice_keeps_both_answers(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    for question, reply in (("Từ năm nào?", "Năm 2019"), ("Ai xác nhận được?", "Chị Mận trưởng thôn")):
        asks_more(lan, question)
        hoa.says(reply, "Gửi cho cán bộ")
    assert [one["question"] for one in town.answers(hoa)["added"]] == ["Từ năm nào?", "Ai xác nhận được?"]
    assert "Chị Mận trưởng thôn" in lan.last
    assert [one.action for one in town.record()] == [
        "invite_accepted",
        "submit",
        "ask_more",
        "submit",
        "ask_more",
        "submit",
    ]


def test_a_question_does_not_break_into_another_story(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    walks_to(hoa, "nominee")
    asks_more(lan)
    hoa.says("ông Hà Văn Sang")
    assert hoa.heard[-2:] == ["nomination.needs_info", "ask.place"]
    hoa.says("/trangthai")
    hoa.taps("Trả lời cho bài GT26-0001")
    hoa.says("Từ năm 2019", "Gửi cho cán bộ", "/tieptuc", "1", "Hải Lựu")
    assert town.statuses() == {"submitted": 1, "draft": 1}
    assert town.answers(hoa)["nominee"] == "ông Hà Văn Sang"


def test_the_button_below_a_question_leads_back_to_it_from_another_story(button_town: Town) -> None:
    hoa, lan = button_town.citizen("Hoa"), button_town.reviewer("Lan")
    submits(hoa)
    walks_to(hoa, "nominee")
    asks_more(lan)
    hoa.says("ông Hà Văn Sang")
    hoa.taps("Trả lời ngay")
    hoa.says("Từ năm 2019", "Gửi cho cán bộ")
    assert button_town.statuses() == {"submitted": 1, "draft": 1}


def test_a_reviewer_who_sends_a_story_is_a_citizen_like_any_other(town: Town) -> None:
    lan, binh = town.reviewer("Lan"), town.reviewer("Bình")
    tells(lan)
    lan.taps("Gửi bài giới thiệu")
    assert lan.heard[-1] == "nomination.submitted"
    assert binh.heard == ["review.new_card"]
