"""Nothing is lost by leaving, by a restart, by days: the row remembers."""

import pytest

from tests.town import ANSWERS, STORY, Town, submits, tells, walks_to

QUESTIONS = [*ANSWERS, ""]


@pytest.mark.parametrize("question", QUESTIONS, ids=[one or "summary" for one in QUESTIONS])
def test_a_conversation_goes_on_after_a_restart_as_if_nothing_had_been(town: Town, question: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, question)
    town.restarts()
    for texts in [ANSWERS[key] for key in QUESTIONS[QUESTIONS.index(question) : -1]]:
        hoa.says(*texts)
        town.restarts()
    hoa.taps("Gửi bài giới thiệu")
    assert town.statuses() == {"submitted": 1}
    assert town.nomination().draft["answers"]["story"][0]["t"] == STORY


@pytest.mark.parametrize("command", ["/start", "/gioithieu", "/nominate", "/tieptuc", "/continue"])
def test_after_days_an_open_draft_is_offered(town: Town, command: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "results")
    town.passes(days=9)
    town.restarts()
    hoa.says(command)
    assert hoa.heard[-1] == "nomination.resume"
    assert "bà Nguyễn Thị Hòe" in hoa.last
    assert "23/11/2026" in hoa.last
    hoa.says("1")
    assert hoa.heard[-1] == "ask.results"


def test_a_draft_without_a_name_is_offered_too(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "field")
    hoa.says("/start", "viet tiep")
    assert hoa.heard[-2:] == ["nomination.resume_unnamed", "ask.field"]


def test_beginning_anew_keeps_the_old_draft_and_one_can_go_back_to_it(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "results")
    hoa.says("/gioithieu", "bắt đầu bài mới", "Một tập thể, mô hình", "Lĩnh vực khác", "Tổ may số 4", "/gioithieu")
    assert [label for label, _ in hoa.messages[-1].buttons] == [
        "Viết tiếp: Tổ may số 4",
        "Viết tiếp: bà Nguyễn Thị Hòe",
        "Bắt đầu bài mới",
    ]
    hoa.says("2", "5 hộ thoát nghèo")
    assert town.statuses() == {"draft": 2}
    hoa.says("/gioithieu", "viet tiep to may so 4", "phường Xuân Hòa")
    assert town.newest(hoa).cursor == "story"


def test_words_go_to_the_draft_whose_button_was_pressed_last(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "nominee")
    first = hoa.messages[-1].buttons
    hoa.says("/gioithieu")
    hoa.taps("Bắt đầu bài mới")
    hoa.presses(first[0][1])  # "back" in the first draft
    hoa.says("Y tế, sức khỏe", "bác Tư")
    assert button_town.answers(hoa).get("nominee") is None
    hoa.says("/huy")
    hoa.taps("Xóa bài này")
    assert button_town.statuses() == {"draft": 1}
    assert "nominee" not in button_town.answers(hoa)


def test_start_without_a_draft_welcomes(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/start")
    assert hoa.heard == ["people.welcome"]
    hoa.taps("Bắt đầu")
    assert hoa.heard[-1] == "ask.kind"


@pytest.mark.parametrize("command", ["/start", "/gioithieu", "/tieptuc"])
def test_after_sending_nothing_is_left_to_go_on_with(town: Town, command: str) -> None:
    hoa = town.citizen("Hoa")
    submits(hoa)
    hoa.says(command)
    assert hoa.heard[-1] in {"people.welcome", "ask.kind"}


def test_a_person_tells_many_stories(town: Town) -> None:
    hoa = town.citizen("Hoa")
    for name in ("bà Hòe", "ông Sang", "chị Mận"):
        submits(hoa, nominee=name)
    assert town.statuses() == {"submitted": 3}
    assert [town.nomination(f"GT26-000{n}").nominee for n in (1, 2, 3)] == ["bà Hòe", "ông Sang", "chị Mận"]


def test_a_long_text_out_of_the_blue_is_the_beginning_of_a_story(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says(STORY)
    assert hoa.heard == ["people.story_kept", "ask.kind"]
    hoa.says("Một người", "Người tốt, việc tốt", "bà Nguyễn Thị Hòe", "Liên Châu")
    assert hoa.heard[-1] == "ask.story_more"
    hoa.says("Xong")
    assert hoa.heard[-1] == "ask.results"
    assert town.answers(hoa)["story"][0]["t"] == STORY


@pytest.mark.parametrize("text", ["ê", "chào bot", "???", "123"])
def test_short_words_out_of_the_blue_are_answered_with_a_way_in(town: Town, text: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says(text)
    assert hoa.heard == ["people.not_understood"]
    hoa.taps("Bắt đầu")
    assert hoa.heard[-1] == "ask.kind"


def test_a_single_button_is_not_counted(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    hoa.says("ê", "1")
    assert hoa.heard == ["people.not_understood"] * 2
    hoa.taps("Bắt đầu")
    assert hoa.heard[-1] == "ask.kind"


def test_an_unknown_command_is_said_and_disturbs_nothing(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "nominee")
    hoa.says("/khongco", "bà Nguyễn Thị Hòe")
    assert hoa.heard[-2:] == ["people.unknown_command", "ask.place"]


def test_help_and_progress_in_between_leave_the_question_open(town: Town) -> None:
    hoa = town.citizen("Hoa")
    tells(hoa)
    hoa.says("/huy", "Giữ lại, viết tiếp", "/trogiup", "/tiendo", "/trangthai", "/ngonngu")
    assert hoa.heard[-4:] == ["people.help_citizen", "progress.now", "follow.list", "people.choose_language"]
    hoa.says("/tieptuc")
    hoa.taps("Viết tiếp", "Gửi bài giới thiệu")
    assert town.statuses() == {"submitted": 1}


def test_the_button_of_a_question_further_up_still_answers_it(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    tells(hoa)
    hoa.says("/huy", "Giữ lại, viết tiếp", "/trogiup", "/tiendo", "/trangthai", "/ngonngu")
    hoa.taps("Gửi bài giới thiệu")
    assert button_town.statuses() == {"submitted": 1}
