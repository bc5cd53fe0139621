"""Threat 20: one who floods is slowed with one warning; nothing accepted is lost and nobody else notices."""

from handlers.messages import Input, InputKind
from storage.updates import seen
from tests.town import STORY, Resident, Town, walks_to


def flood(resident: Resident, count: int, text: str = "bà Hòe tốt") -> list[Input]:
    numbers = [str(next(resident.town.numbers)) for _ in range(count)]
    return [resident.input(InputKind.TEXT, f"{text} {number}", message_id=number) for number in numbers]


def test_threat_20_a_flood_gets_one_warning_and_loses_nothing_accepted(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "story")
    hoa.says(STORY)
    before = len(hoa.messages)
    town.receive(*flood(hoa, 300))

    heard = hoa.heard[before:]
    accepted = heard.count("form.story_noted")
    assert heard == ["form.story_noted"] * accepted + ["people.too_fast"]
    assert 100 < accepted < 120
    assert len(town.answers(hoa)["story"]) == 1 + accepted
    assert town.answers(hoa)["story"][0]["t"] == STORY


def test_threat_20_what_was_dropped_is_acknowledged_not_repeated(town: Town) -> None:
    hoa = town.citizen("Hoa")
    updates = flood(hoa, 200)
    town.receive(*updates)
    with town.looking() as session:
        assert len(seen(session, town.channel, [one.update_id for one in updates])) == 200


def test_threat_20_others_are_served_as_ever(town: Town) -> None:
    hoa, tu = town.citizen("Hoa"), town.citizen("Tư")
    walks_to(hoa, "story")
    tu.says("/gioithieu")
    mixed = flood(hoa, 300)
    mixed.insert(150, tu.input(InputKind.TEXT, "Một người", message_id="x"))
    mixed.append(tu.input(InputKind.TEXT, "Người tốt, việc tốt", message_id="y"))
    town.receive(*mixed)
    assert tu.heard == ["ask.kind", "ask.field", "ask.nominee_individual"]
    assert town.answers(tu)["field"] == "good_deeds"


def test_threat_20_after_a_pause_the_conversation_goes_on(town: Town) -> None:
    hoa = town.citizen("Hoa")
    walks_to(hoa, "nominee")
    town.receive(*flood(hoa, 150, "/trogiup"))
    assert hoa.heard[-1] == "people.too_fast"
    assert "2 giây" in hoa.last
    town.passes(seconds=2)
    hoa.says("bà Nguyễn Thị Hòe")
    assert hoa.heard[-1] == "ask.place"


def test_threat_20_a_flood_that_goes_on_is_warned_once_a_minute(town: Town) -> None:
    hoa = town.citizen("Hoa")
    for _ in range(3):
        town.receive(*flood(hoa, 200, "/trogiup"))
        town.passes(seconds=25)
    assert hoa.heard.count("people.too_fast") == 1
    town.passes(seconds=30)
    town.receive(*flood(hoa, 200, "/trogiup"))
    assert hoa.heard.count("people.too_fast") == 2


def test_threat_20_presses_count_and_are_answered_silently(button_town: Town) -> None:
    hoa = button_town.citizen("Hoa")
    hoa.says("/gioithieu")
    press = hoa.button("Một người")
    button_town.receive(*[hoa.input(InputKind.PRESS, press, callback_id=str(n)) for n in range(200)])
    assert len(hoa.toasts) == 200
    assert [one.text for one in hoa.toasts[-50:]] == [""] * 50
    assert button_town.answers(hoa)["kind"] == "individual"


def test_the_clock_set_back_locks_nobody_out(town: Town) -> None:
    hoa = town.citizen("Hoa")
    hoa.says("/start")
    town.passes(hours=-5)
    for _ in range(30):
        hoa.says("/trogiup")
    assert hoa.heard[-1] == "people.help_citizen"
