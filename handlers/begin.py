"""A citizen begins a story, or goes on with one: by a command, a link, a button, or simply by telling it."""

from dataclasses import replace
from typing import Any

from handlers.attach import keep_file
from handlers.calendar import moment_words
from handlers.drafts import given_from, load, save
from handlers.form import Draft, Invalid
from handlers.given import Files
from handlers.messages import Button
from handlers.nominate import open_of, talk_about, turn_to
from handlers.talk import ask
from handlers.turn import Turn
from storage import nominations
from storage.models import Nomination, Status


def begin_or_resume(turn: Turn, prefill: str = "") -> None:
    """Begin a story, or offer to go on with the one that is open."""
    if not offer_to_resume(turn, prefill):
        _open(turn, _new_draft(turn, given_by(turn, prefill)))


def offer_to_resume(turn: Turn, prefill: str = "") -> bool:
    """Offer to go on with what is open or to begin anew; say whether anything was open."""
    drafts = sorted(open_of(turn), key=lambda one: one.status != Status.NEEDS_INFO)
    if not drafts:
        return False
    rows = [[_resume_button(turn, one, len(drafts))] for one in drafts[:5]]
    carried = f"n:new:{prefill}" if given_by(turn, prefill) else "n:new"
    rows.append([turn.button("choice.new_draft", carried, numbered=True)])
    first = drafts[0]
    when = moment_words(turn.desk.calendar, first.updated_at)
    nominee = load(first).answers.get("nominee")
    if nominee:
        turn.reply("nomination.resume", buttons=rows, nominee=nominee, when=when)
    else:
        turn.reply("nomination.resume_unnamed", buttons=rows, when=when)
    return True


def _resume_button(turn: Turn, nomination: Nomination, of: int) -> Button:
    if nomination.status == Status.NEEDS_INFO:
        return turn.button("choice.answer_named", f"n:go:{nomination.id}", numbered=True, code=nomination.code)
    nominee = load(nomination).answers.get("nominee")
    if of == 1 or not nominee:
        return turn.button("choice.continue_draft", f"n:go:{nomination.id}", numbered=True)
    return turn.button("choice.continue_named", f"n:go:{nomination.id}", numbered=True, nominee=nominee[:40])


def begin(turn: Turn, given: dict[str, Any] | None = None) -> None:
    """Open a new draft and ask its first question; `given` answers are not asked."""
    _open(turn, _new_draft(turn, given), _empty_of(turn))


def _new_draft(turn: Turn, given: dict[str, Any] | None) -> Draft:
    draft = turn.desk.forms["nomination"].start(given)
    return replace(draft, answers={**draft.answers, "own_name": turn.person.name})


def begin_with_story(turn: Turn) -> None:
    """Open a new draft with what somebody told without being asked; a photo beside the words is kept too."""
    form, told = turn.desk.forms["nomination"], given_from(turn.given)
    try:
        draft, _ = form["story"].take(form.start(), told)
    except Invalid as problem:
        turn.reply(problem.key, **problem.values)
        return
    turn.reply("people.story_kept")
    started = replace(draft, answers={**draft.answers, "own_name": turn.person.name})
    nomination = _open(turn, started, _empty_of(turn))
    if isinstance(told, Files):
        keep_file(turn, nomination, told, "story")


def _empty_of(turn: Turn) -> Nomination | None:
    """Return a draft that was begun and never filled: it is taken instead of another row."""
    return next((one for one in nominations.open_of(turn.session, turn.person) if _is_empty(one)), None)


def _open(turn: Turn, draft: Draft, empty: Nomination | None = None) -> Nomination:
    nomination = empty or Nomination(
        status=Status.DRAFT,
        version=0,
        nominator_id=turn.person.id,
        account_id=turn.account.id,
        created_at=turn.now,
        updated_at=turn.now,
        status_at=turn.now,
        draft={},
    )
    save(turn, nomination, draft)
    if empty is None:
        nominations.add(turn.session, nomination)
    turn_to(turn, nomination)
    ask(turn, talk_about(turn, nomination), draft)
    return nomination


def go_on(turn: Turn, nomination: Nomination) -> None:
    """Take up an open draft where it was left."""
    turn_to(turn, nomination)
    if nomination.warned_at is not None and nomination.status == Status.DRAFT:
        nomination.updated_at = turn.now  # to want to go on is enough for a draft to be kept
    talk = talk_about(turn, nomination)
    if nomination.status == Status.NEEDS_INFO:
        turn.reply("nomination.reviewer_asks", code=nomination.code, question=nomination.question or "")
    ask(turn, talk, talk.draft)


def _is_empty(nomination: Nomination) -> bool:
    draft = load(nomination)
    return nomination.status == Status.DRAFT and not set(draft.answers) - {*draft.given, "own_name"}


def given_by(turn: Turn, prefill: str) -> dict[str, Any]:
    """Return the answers that a deep link gives: f_<field> or c_<commune>."""
    kind, _, value = prefill.partition("_")
    if kind == "f" and turn.desk.office.field(value):
        return {"field": value}
    if kind == "c" and value in turn.desk.gazetteer.by_code:
        return {"place": {"typed": turn.desk.place_name(value), "commune": value, "hamlet": ""}}
    return {}


def chosen_by(turn: Turn, prefill: str) -> str:
    """Return what a deep link chooses, in words."""
    given = given_by(turn, prefill)
    if "field" in given:
        return turn.desk.field_name(given["field"], turn.person.language)
    return turn.desk.place_name(given["place"]["commune"]) if given else ""
