"""English for whom it is easier, all the way; both names of every command, always."""

import pytest

from handlers.commands import COMMANDS
from tests.town import STORY, Town, submits, walks_to

VIETNAMESE_ONLY = ("Bước", "anh/chị", "Anh/chị", "Bỏ qua", "Quay lại", "Hủy", "Xin ", "bấm")


def test_a_whole_conversation_in_english_for_an_english_speaker(town: Town) -> None:
    ann = town.citizen("Ann", language="en-GB")
    ann.says("/start")
    ann.taps("Start")
    ann.says("one person", "Good deeds", "bà Nguyễn Thị Hòe", "Liên Châu", STORY, "done")
    ann.sends("photo")
    ann.taps("Skip this step", "Skip this step", "That is all")
    ann.says("2", "Ann", "skip this step", "I do not agree", "i agree", "I agree")
    assert ann.heard[-1] == "ask.nomination_summary"
    ann.taps("Edit", "Results")
    ann.says("5 households left poverty")
    ann.taps("Send")

    assert ann.heard[-1] == "nomination.submitted"
    assert "Reference code: <b>GT26-0001</b>" in ann.last
    for message in ann.messages:
        labels = " ".join(label for label, _ in message.buttons)
        assert not [one for one in VIETNAMESE_ONLY if one in message.text + labels], message


@pytest.mark.parametrize(
    ("client", "language"), [("en", "en"), ("en-US", "en"), ("vi", "vi"), ("fr", "vi"), ("", "vi")]
)
def test_a_new_person_is_spoken_to_in_the_clients_language_or_the_offices(
    button_town: Town, client: str, language: str
) -> None:
    ann = button_town.citizen("Ann", language=client)
    ann.says("/start")
    assert button_town.person(ann).language == language


def test_where_the_client_tells_no_language_the_offices_is_spoken(zalo_town: Town) -> None:
    ann = zalo_town.citizen("Ann")
    ann.says("/start")
    assert zalo_town.person(ann).language == "vi"


@pytest.mark.parametrize("command", ["/ngonngu", "/language"])
def test_the_language_is_changed_and_stays(town: Town, command: str) -> None:
    hoa = town.citizen("Hoa")
    hoa.says(command, "english", "/trogiup")
    assert hoa.heard == ["people.choose_language", "people.language_set", "people.help_citizen"]
    assert "/nominate" in hoa.last
    town.restarts()
    hoa.says("/start")
    assert "Hello" in hoa.last
    hoa.says(command, "1", "/start")
    assert "Xin chào" in hoa.last


def test_changing_the_language_in_a_story_asks_the_open_question_again(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "field")
    hoa.says("/ngonngu")
    hoa.taps("English")
    assert hoa.heard[-2:] == ["people.language_set", "ask.field"]
    assert "Step 2/12" in hoa.last
    hoa.says("2")
    assert town.answers(hoa)["field"] == "good_deeds"


def test_a_forged_language_is_ignored(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    hoa.says("/start")
    hoa.presses("l:xx")
    hoa.presses("l:en:vi")
    assert button_town.person(hoa).language == "vi"
    assert len(hoa.heard) == 1


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.listed], ids=lambda one: one.en)
def test_both_names_of_a_command_do_the_same(town: Town, command: object) -> None:
    one = next(each for each in COMMANDS if each is command)
    hoa, ann = town.citizen("Hoa"), town.citizen("Ann")
    for person in (hoa, ann):
        submits(person)
        walks_to(person, "story")
        person.messages.clear()
    hoa.says(f"/{one.vi}")
    ann.says(f"/{one.en.upper()}@hoadep_bot")
    assert hoa.heard == ann.heard != []


def test_a_decision_is_read_in_the_citizens_language(town: Town) -> None:
    ann, lan = town.citizen("Ann", language="en"), town.reviewer("Lan")
    ann.says("/nominate", "One person", "Good deeds", "bà Hòe", "Liên Châu", STORY, "Done", *["Skip this step"] * 3)
    ann.says("Ann", "Skip this step", "I agree", "I agree", "Send")
    lan.taps("Duyệt", "Đúng, duyệt")
    assert ann.heard[-1] == "nomination.approved"
    assert "Good news" in ann.last
