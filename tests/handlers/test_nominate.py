"""A citizen introduces somebody: from the first question to the reference code."""

import re

import pytest

from handlers.form import SUMMARY
from handlers.messages import InputKind
from tests.town import STORY, Resident, Town, submits, tells, the_desk, walks_to

FORM = the_desk().forms["nomination"]


def steps(resident: Resident) -> list[str]:
    """Return the counters that were shown, in order."""
    return re.findall(r"Bước (\d+/\d+)", " ".join(one.text for one in resident.messages))


def test_a_submitted_story_thanks_the_citizen_and_calls_the_reviewer(town: Town) -> None:
    hoa, lan = town.citizen("Hoa"), town.reviewer("Lan")
    tells(hoa)
    assert lan.heard == []
    hoa.taps("Gửi bài giới thiệu")

    assert hoa.heard[-1] == "nomination.submitted"
    assert "GT26-0001" in hoa.last
    assert "chậm nhất ngày 01/12/2026" in hoa.last  # five working days; 24 November is a holiday
    assert lan.heard == ["review.new_card"]
    assert town.statuses() == {"submitted": 1}


def test_the_row_holds_what_was_told(town: Town) -> None:
    hoa = town.citizen("Hoa")
    submits(hoa, place="thôn Đồng Chằm, Liên Châu")
    sent = town.nomination("GT26-0001")

    assert (sent.kind, sent.field, sent.nominee) == ("individual", "good_deeds", "bà Nguyễn Thị Hòe")
    assert (sent.commune, sent.hamlet, sent.flags) == ("09064", "thôn Đồng Chằm", [])
    assert sent.draft["answers"]["phone"] == "0912345678"
    assert sent.draft["answers"]["story"][0]["t"] == STORY
    assert sent.submitted_at == town.now
    assert town.person(hoa).draft_id is None
    assert [one.action for one in town.record()] == ["submit"]


def test_the_questions_come_in_order_and_are_counted(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "")
    assert [one.key for one in FORM.questions][-1] == SUMMARY
    assert list(dict.fromkeys(steps(hoa))) == [f"{n}/12" for n in range(1, 13)]
    asked = [key for key in hoa.heard if key.startswith("ask.")]
    assert asked == [
        "ask.kind", "ask.field", "ask.nominee_individual", "ask.place", "ask.story", "ask.results", "ask.replicable",
        "ask.media", "ask.sender", "ask.phone", "ask.consent", "ask.credit", "ask.nomination_summary",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "first", "later", "name"),
    [
        ("Một người", "Kinh tế hộ", "Thôn, tổ dân phố", "ask.nominee_individual"),
        ("Một tập thể", "Thôn, tổ dân phố", "Thanh niên khởi nghiệp", "ask.nominee_collective"),
    ],
)
def test_the_likely_fields_come_first(town: Town, kind: str, first: str, later: str, name: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/gioithieu")
    hoa.taps(kind)
    labels = hoa.offered("a:")
    position = {wanted: next(n for n, one in enumerate(labels) if wanted in one) for wanted in (first, later)}
    assert len(labels) == 12
    assert position[first] < position[later]
    assert "Lĩnh vực khác" in labels[-1]

    hoa.says("Lĩnh vực khác")
    assert hoa.heard[-1] == name


@pytest.mark.parametrize("typed", ["2", "👥 Một tập thể, mô hình", "Một tập thể, mô hình", "mot tap the mo hinh", "２"])
def test_a_choice_is_typed_as_number_or_label_with_or_without_accents(town: Town, typed: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/gioithieu", typed)
    assert hoa.heard[-1] == "ask.field"
    assert town.answers(hoa)["kind"] == "collective"


@pytest.mark.parametrize("typed", ["cả hai", "99999999999999999999"])
def test_a_choice_that_is_none_is_kindly_asked_again(town: Town, typed: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/gioithieu", "Một người", typed)
    assert hoa.heard[-2:] == ["form.choose", "ask.field"]


@pytest.mark.parametrize("typed", ["13", "0"])
def test_below_a_question_with_buttons_a_number_that_none_has_is_no_choice(button_town: Town, typed: str) -> None:
    hoa = button_town.citizen("Hoa")
    hoa.says("/gioithieu", "Một người", typed)
    assert hoa.heard[-2:] == ["form.choose", "ask.field"]


def test_where_lines_are_counted_a_number_that_none_has_shows_them_again_and_zero_leads_back(zalo_town: Town) -> None:
    hoa = zalo_town.citizen("Hoa")
    hoa.says("/gioithieu", "Một người", "13")
    assert hoa.heard[-1] == "menu.again"
    assert hoa.messages[-1].buttons == hoa.messages[-2].buttons
    hoa.says("0")
    assert hoa.heard[-1] == "ask.kind"


def test_controls_are_typed_too(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "results")
    hoa.says("bo qua buoc nay", "quay lai", "⬅️ Quay lại")
    assert town.newest(hoa).cursor == "story"
    hoa.says("xong", "huy bai nay")
    assert hoa.heard[-1] == "nomination.confirm_cancel"


def test_back_leads_to_the_question_before_and_keeps_the_answers(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "results")
    hoa.taps("Quay lại", "Quay lại", "Quay lại", "Quay lại", "Quay lại")
    assert hoa.heard[-5:] == ["ask.story_more", "ask.place", "ask.nominee_individual", "ask.field", "ask.kind"]
    assert not [label for label, _ in hoa.messages[-1].buttons if "Quay lại" in label]
    assert town.answers(hoa)["story"][0]["t"] == STORY


def test_skip_is_offered_where_an_answer_is_optional(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "")
    skippable = {
        one.key
        for one in hoa.messages
        if one.key.startswith("ask.") and any("Bỏ qua" in label for label, _ in one.buttons)
    }
    assert skippable == {"ask.results", "ask.replicable", "ask.media", "ask.phone", "ask.credit"}
    assert (town.answers(hoa)["results"], town.answers(hoa)["media"]) == (None, None)


def test_a_person_without_a_phone_number_goes_on(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "phone")
    hoa.says("Bỏ qua bước này", "Đồng ý", "Không đồng ý")
    assert "không để lại số điện thoại" in hoa.last
    assert "Không nêu tên người giới thiệu" in hoa.last


def test_a_number_is_shared_by_the_keyboard(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    walks_to(hoa, "phone")
    hoa.gives(InputKind.CONTACT, "84912345678")
    assert hoa.heard[-2:] == ["form.phone_left", "ask.consent"]
    assert button_town.answers(hoa)["phone"] == "0912345678"


def test_the_own_name_is_one_choice_and_typed_accents_are_kept(town: Town) -> None:
    hoa = town.citizen("Nguyen Thi Hoa")
    walks_to(hoa, "sender")
    hoa.says("Nguyễn Thị Hoa")
    assert town.answers(hoa)["sender"] == "Nguyễn Thị Hoa"
    hoa.says("Quay lại", "1")
    assert town.answers(hoa)["sender"] == "Nguyen Thi Hoa"


@pytest.mark.parametrize("question", ["nominee", "place", "story", "results", "sender", "phone"])
@pytest.mark.parametrize("thing", ["sticker", "photo", "voice"])
def test_what_is_no_text_gets_a_kind_answer_and_the_question_again(town: Town, question: str, thing: str) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, question)
    asked = hoa.heard[-1]
    if thing == "sticker":
        hoa.gives(InputKind.OTHER)
    else:
        hoa.sends(thing)
    if (question, thing) == ("story", "voice"):
        assert hoa.heard[-1] == "form.voice_noted"
    else:
        please = "form.story_please" if question == "story" else "form.words_please"
        assert hoa.heard[-2:] == [please if thing == "sticker" else "form.file_kept", asked]
        assert len(town.answers(hoa).get("media") or ()) == (thing != "sticker")
    assert town.newest(hoa).cursor == question


def test_what_a_channel_says_is_forwarded_is_an_answer_never_a_command_or_a_press(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")  # Zalo does not say it
    walks_to(hoa, "nominee")
    hoa.gives(InputKind.TEXT, "/huy", forwarded=True)
    assert button_town.answers(hoa)["nominee"] == "/huy"
