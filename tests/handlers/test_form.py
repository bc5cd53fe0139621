"""A turn of a form is a pure function: each kind of question, and any sequence of things people give."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.form import SUMMARY, Again, Ask, Draft, Finished, Form, Noted, step
from handlers.given import BACK, DONE, SKIP, Edited, Files, Given, Jump, Other, Press, Words
from handlers.messages import Media
from handlers.questions import Choice, Day, Phone
from tests.town import STORY, the_desk

DESK = the_desk()
FORM = DESK.forms["nomination"]
PHOTO, VOICE = Media("photo", "f1", "u1"), Media("voice", "f2", "u2")
KNOWN: dict[str, Any] = {"kind": "individual", "field": "other", "nominee": "bà Hòe"}


def at(key: str, **answers: Any) -> Draft:
    return Draft(answers={**KNOWN, **answers}, cursor=key)


def ready() -> Draft:
    """Return a draft that could be sent."""
    place = {"typed": "x", "commune": None, "hamlet": ""}
    return at(SUMMARY, place=place, story=[{"m": "1", "t": STORY}], sender="Hoa", consent="yes")


def play(draft: Draft, *things: Given, form: Form = FORM) -> tuple[Draft, Any]:
    outcome: Any = None
    for thing in things:
        draft, outcome = step(form, draft, thing)
    return draft, outcome


def test_a_whole_story_is_a_walk_through_the_form() -> None:
    draft, outcome = play(
        FORM.start(),
        Press("individual"),
        Press("good_deeds"),
        Words("bà Nguyễn Thị Hòe", "1"),
        Words("thôn Đồng Chằm, xã Liên Châu", "2"),
        Words(STORY, "3"),
        DONE,
        Words("5 hộ thoát nghèo", "4"),
        SKIP,
        Files(PHOTO, "5"),
        DONE,
        Words("Hoa", "6"),
        Words("+84 912 345 678", "7"),
        Press("yes"),
        SKIP,
        Press("send"),
    )
    assert isinstance(outcome, Finished)
    assert draft.answers == {
        "kind": "individual",
        "field": "good_deeds",
        "nominee": "bà Nguyễn Thị Hòe",
        "place": {"typed": "thôn Đồng Chằm, xã Liên Châu", "commune": "09064", "hamlet": "thôn Đồng Chằm"},
        "story": [{"m": "3", "t": STORY}],
        "results": "5 hộ thoát nghèo",
        "replicable": None,
        "media": [{"u": "u1", "m": "5", "t": ""}],
        "sender": "Hoa",
        "phone": "0912345678",
        "consent": "yes",
        "credit": None,
    }


REFUSED = {
    "a choice wants a press": ("kind", Words("cả hai"), "form.choose"),
    "a choice is one of those offered": ("kind", Press("robot"), "form.choose"),
    "a sticker is no choice": ("field", Other(), "form.choose"),
    "a name is not a photo": ("nominee", Files(PHOTO, "1", "bà Hòe"), "form.words_please"),
    "a name has letters": ("nominee", Words("…"), "form.too_short"),
    "a name is no novel": ("nominee", Words("Hòe " * 40), "form.too_long"),
    "a name is needed": ("nominee", SKIP, "form.not_skippable"),
    "a place has a name": ("place", Words("?"), "form.place_unclear"),
    "a place is typed": ("place", Files(VOICE, "1"), "form.words_please"),
    "a place cannot be pressed unasked": ("place", Press("c09064"), "form.choose"),
    "a story is told": ("story", Files(PHOTO, "1"), "form.story_please"),
    "a story is not empty": ("story", Words("\u200b "), "form.words_please"),
    "a story is not over at once": ("story", DONE, "form.story_too_short"),
    "a story has an end": ("story", Words("a" * 4001), "form.story_too_long"),
    "photos are not words": ("media", Words("không có"), "form.files_please"),
    "a phone is a number": ("phone", Words("12345"), "form.bad_phone"),
    "consent is not skipped": ("consent", SKIP, "form.not_skippable"),
    "consent is not a text": ("consent", Words("ừ"), "form.choose_yes_no"),
    "consent may be refused": ("consent", Press("no"), "form.consent_refused"),
    "a summary is sent or changed": (SUMMARY, Words("ok"), "form.send_or_change"),
    "a story begins somewhere": ("kind", BACK, "form.first_question"),
    "an edit of nothing": ("story", Edited("x", "99"), "form.edit_unknown"),
}


@pytest.mark.parametrize(("key", "thing", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_taken_is_asked_again_and_changes_nothing(key: str, thing: Given, why: str) -> None:
    before = at(key)
    after, outcome = step(FORM, before, thing)
    assert after == before
    assert isinstance(outcome, Again)
    assert outcome.key == why


def test_who_refuses_after_agreeing_has_not_agreed() -> None:
    draft, outcome = play(ready(), Jump("consent"), Press("no"), BACK, Press("send"))
    assert "consent" not in draft.answers
    assert (draft.cursor, outcome) == ("consent", Ask("form.missing"))


def test_an_old_place_is_confirmed_and_a_wrong_guess_is_typed_again() -> None:
    asked, outcome = step(FORM, at("place"), Words("xã Tiền Châu, Phúc Yên cũ", "5"))
    assert outcome == Ask()
    assert asked.pending["as"] in {"old", "choose"}

    again, _ = step(FORM, asked, Press("again"))
    assert (again.cursor, again.pending) == ("place", None)

    settled, _ = step(FORM, asked, Press(f"c{asked.pending['codes'][0]}"))
    assert (settled.cursor, settled.sources) == ("story", {"5": "place"})


def test_a_place_edited_before_it_is_settled_is_read_again() -> None:
    asked, _ = step(FORM, at("place"), Words("Lien Chauu", "5"))
    assert asked.pending
    settled, _ = step(FORM, asked, Edited("xã Liên Châu", "5"))
    assert (settled.answers["place"]["commune"], settled.cursor) == ("09064", "story")


def test_an_edit_elsewhere_leaves_the_places_to_choose_from() -> None:
    told, _ = play(at("story"), Words(STORY, "1"), DONE)
    asked, _ = play(replace(told, cursor="place"), Words("Lien Chauu", "5"))
    after, outcome = step(FORM, asked, Edited(STORY + " Thêm.", "1"))
    assert (after.pending, outcome) == (asked.pending, Ask("form.edit_noted"))


def test_a_date_is_written_as_people_here_write_it() -> None:
    form = Form("x", (Day("date"),))
    for typed in ("23/11/2026", "23-11-2026", " 23.11.2026 ", "2026-11-23"):
        assert step(form, form.start(), Words(typed))[0].answers == {"date": "2026-11-23"}
    for typed in ("31/02/2026", "hôm qua", "23/11"):
        assert step(form, form.start(), Words(typed))[1] == Again("form.bad_date", {})


def test_a_form_without_summary_is_finished_by_its_last_answer() -> None:
    form = DESK.forms["supplement"]
    draft, outcome = play(form.start(), Files(PHOTO, "1", "bò"), Words("Năm 2019", "2"), DONE, form=form)
    assert (draft.cursor, outcome) == ("", Finished())
    assert draft.answers == {"more": [{"m": "1", "v": "photo", "t": "bò"}, {"m": "2", "t": "Năm 2019"}]}


def test_a_required_answer_that_is_missing_is_asked_before_sending() -> None:
    form = Form("x", (Choice("kind", FORM["kind"].choices), Phone("phone"), FORM[SUMMARY]))  # type: ignore[attr-defined]
    draft, outcome = step(form, Draft(cursor=SUMMARY), Press("send"))
    assert (draft.cursor, outcome) == ("kind", Ask("form.missing"))
    draft, outcome = play(draft, Press("individual"), Press("send"), form=form)
    assert isinstance(outcome, Finished)


TEXTS = st.one_of(
    st.text(max_size=50),
    st.sampled_from([STORY, "Liên Châu", "Lien Chauu", "Tam Đảo", "Paris", "0912 345 678", "bà Hòe", "a" * 4200]),
)
IDS = st.integers(1, 8).map(str)
VALUES = st.sampled_from(
    ["individual", "collective", "other", "good_deeds", "yes", "no", "send", "again", "outside", "own", "c09064", "c"]
)
MEDIA = st.builds(Media, st.sampled_from(["photo", "video", "voice", "document"]), st.text(max_size=3), IDS)
THINGS: st.SearchStrategy[Given] = st.one_of(
    st.builds(Words, TEXTS, IDS),
    st.builds(Press, VALUES),
    st.builds(Files, MEDIA, IDS, TEXTS),
    st.builds(Edited, TEXTS, IDS),
    st.builds(Jump, st.sampled_from([one.key for one in FORM.questions])),
    st.just(Other()),
    st.sampled_from([BACK, SKIP, DONE]),
)
BEGINNINGS = st.sampled_from(
    [FORM.start(), FORM.start({"field": "other"}), FORM.start({"place": ready().answers["place"]}), ready()]
)


@settings(max_examples=80, deadline=None)
@given(BEGINNINGS, st.lists(THINGS, max_size=40))
def test_whatever_is_given_nothing_raises_and_no_answer_is_lost(draft: Draft, things: list[Given]) -> None:
    for thing in things:
        if isinstance(thing, Jump) and draft.cursor != SUMMARY:
            continue  # only a summary offers to jump
        before, (draft, outcome) = draft, step(FORM, draft, thing)
        lost = {key for key, value in before.answers.items() if value and not draft.answers.get(key)}
        assert lost <= ({"consent"} if thing == Press("no") else set())
        assert draft.cursor in FORM
        assert isinstance(outcome, Ask | Again | Noted | Finished)


def test_nobody_jumps_to_a_question_they_are_not_asked() -> None:
    draft = FORM.start()

    after, outcome = step(FORM, draft, Jump("same"))

    assert after == draft
    assert isinstance(outcome, Again)
