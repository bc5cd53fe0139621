"""Numbered menus in the conversation: pages, stray numbers, the last menu shown, and nothing lost in between."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from handlers.messages import InputKind
from storage import outbox
from storage.models import Account, Delivery, OutboxMessage
from tests.town import STORY, Resident, Town, submits, walks_to


def lines(resident: Resident) -> list[str]:
    """Return the newest menu as it is read, the way back last."""
    last = resident.messages[-1]
    return [f"{last.numbers[data]}. {label}" for label, data in last.buttons]


def fields(town: Town) -> list[str]:
    return [one.name.vi for one in town.desk.office.fields_for("individual")]


def test_the_list_of_fields_comes_in_pages_and_nine_shows_the_rest(zalo_town: Town) -> None:
    hoa = zalo_town.citizen("Hoa")
    walks_to(hoa, "field")
    first = lines(hoa)
    hoa.says("9")

    assert [line[:2] for line in first] == ["1.", "2.", "3.", "4.", "5.", "6.", "7.", "8.", "9.", "0."]
    assert first[-2:] == ["9. Xem thêm", "0. ⬅️ Quay lại"]
    assert "Xem tiếp (2/2)" in hoa.last
    assert [line[:2] for line in lines(hoa)] == ["1.", "2.", "3.", "4.", "5.", "9.", "0."]
    shown = [line.partition(". ")[2] for line in first[:8] + lines(hoa)[:5]]
    assert len(set(shown)) == len(fields(zalo_town)) + 1  # with the way out
    assert shown[-1] == "✖️ Hủy bài này"

    hoa.says("9")
    assert lines(hoa) == first


def test_a_field_of_the_second_page_is_chosen_by_number_and_by_words_from_either(zalo_town: Town) -> None:
    for typed in (["9", "4"], ["Lĩnh vực khác"], ["9", "linh vuc khac"], ["9", "9", "linh vuc khac"]):
        hoa = zalo_town.citizen("Hoa")
        walks_to(hoa, "field")
        hoa.says(*typed)
        assert (hoa.heard[-1], zalo_town.answers(hoa)["field"]) == ("ask.nominee_individual", "other")


@pytest.mark.parametrize("page", [1, 2])
def test_a_number_that_is_not_there_gets_the_same_page_again(zalo_town: Town, page: int) -> None:
    hoa = zalo_town.citizen("Hoa")
    walks_to(hoa, "field")
    hoa.says(*["9"] * (page - 1))
    before, stray = lines(hoa), str(6 + 10 * (page - 1) + 5 * (page == 1))
    hoa.says(stray)

    assert hoa.heard[-1] == "menu.again"
    assert f"Số {stray} " in hoa.last
    assert lines(hoa) == before
    assert zalo_town.newest(hoa).cursor == "field"


def test_a_stray_number_where_nothing_is_asked_gets_the_menu_again(zalo_town: Town) -> None:
    hoa = zalo_town.citizen("Hoa")
    hoa.says("/start", "7")
    assert hoa.heard == ["people.welcome", "menu.again"]
    hoa.says("1")
    assert hoa.heard[-1] == "ask.kind"


def test_a_number_before_any_menu_is_only_words(zalo_town: Town) -> None:
    hoa = zalo_town.citizen("Hoa")
    hoa.says("7")
    assert hoa.heard == ["people.not_understood"]


@pytest.mark.parametrize("question", ["results", "replicable"])
def test_where_words_are_asked_a_number_that_is_no_choice_is_the_answer(zalo_town: Town, question: str) -> None:
    hoa = zalo_town.citizen("Hoa")
    walks_to(hoa, question)
    hoa.says("12")
    assert "menu.again" not in hoa.heard
    assert zalo_town.answers(hoa)[question] == "12"


def test_in_a_story_and_in_an_answer_to_the_reviewer_a_number_is_told(zalo_town: Town) -> None:
    hoa, lan = zalo_town.citizen("Hoa"), zalo_town.reviewer("Lan")
    walks_to(hoa, "story")
    hoa.says(STORY, "19")
    assert [piece["t"] for piece in zalo_town.answers(hoa)["story"]] == [STORY, "19"]

    hoa.says("Xong", "bo qua", "bo qua", "bo qua", "Hoa", "bo qua", "co", "co", "gui")
    lan.taps("Cần bổ sung")
    lan.says("Bao nhiêu hộ được giúp?", "1")
    hoa.says("25", "gui")
    assert "menu.again" not in hoa.heard
    assert zalo_town.newest(hoa).draft["answers"]["added"][0]["story"][0]["t"] == "25"


def test_zero_goes_back_in_the_form_and_out_of_a_menu_without_a_way_back_it_is_stray(zalo_town: Town) -> None:
    hoa = zalo_town.citizen("Hoa")
    walks_to(hoa, "field")
    hoa.says("0")
    assert hoa.heard[-1] == "ask.kind"
    hoa.says("0")
    assert hoa.heard[-1] == "menu.again"


def test_numbers_of_an_older_menu_mean_the_newest_one(zalo_town: Town) -> None:
    hoa = zalo_town.citizen("Hoa")
    walks_to(hoa, "field")
    hoa.says("/ngonngu", "2")  # English, and no longer "Người tốt, việc tốt"
    assert zalo_town.person(hoa).language == "en"
    assert "field" not in zalo_town.answers(hoa)


def test_a_card_that_comes_between_question_and_answer_is_the_last_menu_shown(zalo_town: Town) -> None:
    hoa, lan = zalo_town.citizen("Hoa"), zalo_town.reviewer("Lan")
    lan.says("/tiendo")
    assert lan.heard == ["progress.now"]
    submits(hoa)
    assert lan.heard[-1] == "review.new_card"

    lan.says("1")
    assert lan.heard[-1] == "ask.approve_summary"
    assert zalo_town.statuses() == {"submitted": 1}


def test_a_question_asked_after_a_card_takes_the_numbers_back(zalo_town: Town) -> None:
    hoa, lan = zalo_town.citizen("Hoa"), zalo_town.reviewer("Lan")
    submits(hoa)
    lan.says("/ngonngu", "1")
    assert lan.heard[-1] == "people.language_set"
    assert zalo_town.statuses() == {"submitted": 1}


def test_a_card_that_waits_for_the_morning_takes_no_number_before_it_is_there(zalo_town: Town) -> None:
    hoa, lan = zalo_town.citizen("Hoa"), zalo_town.reviewer("Lan")
    zalo_town.passes(days=2, hours=10)  # Wednesday, 22:00
    lan.says("/tiendo")
    submits(hoa)
    assert lan.heard == ["progress.now"]
    lan.says("1")
    assert lan.heard[-1] == "progress.fields"

    zalo_town.passes(hours=9)
    assert lan.heard[-1] == "review.new_card"
    lan.says("1")
    assert lan.heard[-1] == "ask.approve_summary"


def test_two_cards_and_a_number_the_newest_is_meant(zalo_town: Town) -> None:
    hoa, lan = zalo_town.citizen("Hoa"), zalo_town.reviewer("Lan")
    submits(hoa)
    submits(hoa, nominee="ông Hà Văn Sang")
    lan.says("1", "1")
    assert zalo_town.nomination("GT26-0001").status == "submitted"
    assert zalo_town.nomination("GT26-0002").status == "approved"


def test_a_restart_between_menu_and_answer_loses_nothing(zalo_town: Town) -> None:
    hoa, lan = zalo_town.citizen("Hoa"), zalo_town.reviewer("Lan")
    answers = ["/start", "1", "1", "2", "bà Nguyễn Thị Hòe", "Liên Châu", STORY, "1", *["1"] * 6]
    for typed in [*answers, "2", "1"]:
        hoa.says(typed)
        zalo_town.restarts()
    assert hoa.heard[-1] == "nomination.submitted"
    assert zalo_town.newest(hoa).field == "good_deeds"
    for typed in ("2", "1", "1"):  # more is needed: the first ready question, sent
        lan.says(typed)
        zalo_town.restarts()
    assert zalo_town.statuses() == {"needs_info": 1}


def test_a_restart_between_the_second_page_and_the_answer_loses_nothing(zalo_town: Town) -> None:
    hoa = zalo_town.citizen("Hoa")
    walks_to(hoa, "field")
    zalo_town.restarts()
    hoa.says("9")
    zalo_town.restarts()
    hoa.says("8")  # not there
    zalo_town.restarts()
    hoa.says("4")
    assert zalo_town.answers(hoa)["field"] == "other"


def test_two_people_have_two_menus(zalo_town: Town) -> None:
    hoa, tu = zalo_town.citizen("Hoa"), zalo_town.citizen("Tư")
    walks_to(hoa, "field")
    tu.says("/ngonngu")
    hoa.says("2")
    tu.says("1")
    assert zalo_town.answers(hoa)["field"] == "good_deeds"
    assert tu.heard[-1] == "people.language_set"
    with zalo_town.looking() as session:
        assert len(session.scalars(select(Account.menu)).all()) == 2


def test_a_question_that_comes_a_second_time_after_its_answer_takes_no_numbers_back(zalo_town: Town) -> None:
    hoa = zalo_town.citizen("Hoa")
    hoa.says("/gioithieu")
    zalo_town.engine.process([hoa.input(InputKind.TEXT, "1")], zalo_town.now)  # the next question is still to be sent
    zalo_town.now += timedelta(seconds=2)
    with zalo_town.looking() as session:
        asked = session.scalars(select(OutboxMessage.id).where(OutboxMessage.state == Delivery.SENT)).all()[-1]
        outbox.settle(session, [outbox.Settled(asked, Delivery.SENT, zalo_town.now, menu=True)])
    hoa.says("2")

    assert zalo_town.answers(hoa)["field"] == zalo_town.desk.office.fields_for("individual")[1].slug
    assert hoa.heard == ["ask.kind", "ask.field", "ask.nominee_individual"]
