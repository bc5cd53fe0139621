"""What people type where a button is meant, and small talk: understood when it is the whole message."""

import pytest

from handlers.messages import InputKind, Media
from tests.town import STORY, Town, submits, tells, walks_to


@pytest.mark.parametrize("word", ["bo qua", "Bỏ", "xong", "không có"])
@pytest.mark.parametrize("question", ["results", "replicable", "media", "phone"])
def test_a_question_that_may_be_skipped_is_skipped_by_any_plain_word(town: Town, question: str, word: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, question)
    hoa.says(word)
    assert town.newest(hoa).cursor != question
    assert town.answers(hoa)[question] is None


def test_yes_no_send_and_back_are_typed_as_they_are_said(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "consent")
    hoa.says("ừ thì")
    assert hoa.heard[-2:] == ["form.choose_yes_no", "ask.consent"]
    hoa.says("có", "không", "gui di")
    assert hoa.heard[-1] == "nomination.submitted"
    assert (town.answers(hoa)["consent"], town.answers(hoa)["credit"]) == ("yes", "no")


def test_the_reference_code_alone_is_looked_up(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    hoa.says("gt26-0001")
    assert hoa.heard[-1] == "follow.list"
    lan.says("GT26-0001")
    assert lan.heard[-1] == "review.card"


def test_a_greeting_is_greeted_and_thanks_are_welcome(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("Xin chào!", "cảm ơn nhé")
    assert hoa.heard == ["people.welcome", "people.thanks"]


def test_a_hamlet_said_before_its_commune_is_kept(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says("thôn 3")
    assert hoa.heard[-1] == "ask.place_hamlet"
    hoa.says("xa lien chau")
    assert "Đã ghi: thôn 3, Xã Liên Châu" in hoa.messages[-2].text
    assert town.answers(hoa)["place"]["hamlet"] == "thôn 3"


def test_an_answer_can_be_taken_away_and_a_story_written_anew(town: Town) -> None:
    hoa = town.citizen("Hoa")
    tells(hoa)
    hoa.says("Sửa lại", "Số điện thoại")
    heard = len(hoa.heard)
    hoa.says("Xóa phần này")
    assert hoa.heard[heard:] == [*hoa.with_buttons("form.phone_left"), "form.cleared", "ask.nomination_summary"]
    assert town.answers(hoa)["phone"] is None
    hoa.says("Sửa lại", "Câu chuyện", "Viết lại từ đầu", STORY + " Kể lại.", "Xong")
    assert [piece["t"] for piece in town.answers(hoa)["story"]] == [STORY + " Kể lại."]
    assert hoa.heard[-1] == "ask.nomination_summary"


def test_a_contact_is_a_phone_number_and_nothing_else(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")  # Zalo brings no contacts
    walks_to(hoa, "nominee")
    hoa.gives(InputKind.CONTACT, "84912345678")
    assert hoa.heard[-2:] == ["form.words_please", "ask.nominee_individual"]


def test_a_story_cannot_be_edited_away(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "story")
    message = hoa.gives(InputKind.TEXT, STORY)
    hoa.says("Xong")
    hoa.edits(message, "x")
    hoa.taps("Bỏ qua", "Bỏ qua", "Bỏ qua")
    hoa.says("Hoa", "bo qua", "có", "có", "gửi")
    assert hoa.heard[-2:] == ["form.missing", "ask.story_more"]
    assert button_town.statuses() == {"draft": 1}


def test_an_edit_of_an_answer_given_anew_changes_nothing(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "nominee")
    first = hoa.gives(InputKind.TEXT, "bà An")
    hoa.says("Quay lại", "bà Bình")
    hoa.edits(first, "bà An An")
    assert button_town.answers(hoa)["nominee"] == "bà Bình"


def test_choices_are_still_typed_after_an_edit(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "nominee")
    name = hoa.gives(InputKind.TEXT, "bà An")
    hoa.says("Liên Châu", STORY, "Xong", "bỏ qua", "bỏ qua", "bỏ qua", "Hoa", "bỏ qua")
    hoa.edits(name, "bà Ân")
    hoa.says("Đồng ý", "Đồng ý")
    assert "bà Ân" in hoa.last
    assert hoa.heard[-1] == "ask.nomination_summary"


def test_a_word_rule_that_is_wrong_gives_way_the_second_time(town: Town) -> None:
    told = "Tôi muốn khiếu nại ai nói bà Hòe không tốt: bà cho ba hộ nghèo mượn bò giống đã năm năm nay."
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says(told)
    assert hoa.heard[-3:] == ["nomination.is_complaint", "nomination.insist", "ask.story"]
    hoa.says(told)
    assert [piece["t"] for piece in town.answers(hoa)["story"]] == [told]


@pytest.mark.parametrize(
    "told",
    [
        "Bà được Ngân hàng Chính sách giải ngân 50 triệu đồng nuôi bò, nay đã thoát nghèo.",
        "Anh dũng cảm tố giác tội phạm, giúp công an bắt hai kẻ trộm xe của bà con.",
        "Sau ca đó chị hiến máu cứu người, đến nay đã hiến 32 lần.",
        "Cụ trồng và giữ hàng cây to cao che mát cho cả con đường của xóm.",
        "Chi bộ làm tốt việc phòng chống tham nhũng, mọi khoản thu chi đều công khai.",
    ],
)
def test_good_stories_with_hard_words_are_taken(town: Town, told: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says(told)
    assert hoa.heard[-1] == "form.story_noted"


def test_words_after_the_command_do_not_spoil_the_offer(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "place")
    hoa.says("/gioithieu bà Hòe")
    hoa.taps("Bắt đầu bài mới")
    assert hoa.heard[-2:] == ["nomination.resume", "ask.kind"]


def test_an_empty_draft_is_used_again(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/start")
    hoa.taps("Bắt đầu")
    for _ in range(5):
        hoa.says("/start")
        hoa.taps("Bắt đầu bài mới")
        assert hoa.heard[-2:] == ["nomination.resume_unnamed", "ask.kind"]
    assert town.statuses() == {"draft": 1}


def test_a_draft_that_is_empty_is_opened_by_every_press_of_a_button_to_begin(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    hoa.says("/start")
    begin = hoa.button("Bắt đầu")
    for _ in range(5):
        hoa.presses(begin)
    assert button_town.statuses() == {"draft": 1}


def test_a_new_story_of_ones_own_ends_an_open_dialog_about_another(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    submits(hoa)
    lan.taps("Cần bổ sung")
    lan.says("/gioithieu", "Một người", "Người tốt, việc tốt", "ông Ba")
    assert town.answers(lan)["nominee"] == "ông Ba"
    assert town.statuses() == {"submitted": 1, "draft": 1}


def test_an_album_with_words_is_a_story_with_its_photos(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "story")
    for number in range(3):
        media = Media("photo", f"f{number}", f"u{number}", 1000, album="one")
        hoa.gives(InputKind.MEDIA, "" if number else STORY, media=media)
    assert [piece["t"] for piece in button_town.answers(hoa)["story"]] == [STORY]
    assert len(button_town.answers(hoa)["media"]) == 2
    assert hoa.heard[-3:] == ["form.story_noted", "form.file_kept", "ask.story_more"]
