"""A citizen tells of a case that others told of before: asked while telling, made a testimony when it is sent."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from handlers import markup, merging
from handlers.form import SUMMARY, Draft, advance
from handlers.same_case import SAME
from handlers.similar import MOST, similar
from handlers.turn import Turn
from handlers.wording import Html
from storage import cases
from storage.models import Kind, Nomination

PLACE = 60  # characters of a hamlet that somebody else typed
INTERRUPTS = frozenset({"story", SUMMARY})  # what comes next when the name or the place was just given or changed


def look(turn: Turn, before: Draft, after: Draft) -> Draft:
    """Turn to the question of similar cases once name and place are known, and again when either was changed."""
    if _who(after) is None or _who(before) == _who(after):
        return after
    draft = after.without(SAME)
    if draft.cursor == SAME:
        draft = advance(turn.desk.forms["nomination"], draft)
    if draft.cursor not in INTERRUPTS:  # an old message was edited
        return draft
    found = _found(turn, draft)
    if not found["cases"]:
        return draft
    return replace(draft.with_answer(SAME, found), cursor=SAME, returning=draft.cursor == SUMMARY)


def _who(draft: Draft) -> tuple[str, str | None] | None:
    answers = draft.answers
    return (answers["nominee"], answers["place"]["commune"]) if {"nominee", "place"} <= answers.keys() else None


def _found(turn: Turn, draft: Draft) -> dict[str, Any]:
    """Return the cases to ask about, and this person's own stories among what was told of them."""
    alike = similar(turn.session, draft.answers["nominee"], draft.answers["place"]["commune"])[:MOST]
    own = {
        str(one.case.id): story.code for one in alike for story in one.stories if story.nominator_id == turn.person.id
    }
    return {"cases": [one.case.id for one in alike], "own": own}


def shown(turn: Turn, draft: Draft) -> dict[str, Any]:
    """Return what the question says of the cases: only what everybody may know of them."""
    found = draft.answers[SAME]
    lines = [
        _line(turn, turn.session.get_one(Nomination, ref), number, found["own"].get(str(ref)))
        for number, ref in enumerate(found["cases"], 1)
    ]
    return {"cases": Html("\n".join(lines)), "n": len(lines)}


def _line(turn: Turn, case: Nomination, number: int, own: str | None) -> Html:
    language = turn.person.language
    place = (markup.shorten(case.hamlet or "", PLACE), turn.desk.place_name(case.commune))
    return turn.words(
        turn.person,
        "same.case" if own is None else "same.own_case",
        n=number,
        emoji="👥" if case.kind == Kind.COLLECTIVE else "👤",
        nominee=case.nominee,
        place=", ".join(filter(None, place)) or "–",
        field=turn.desk.field_name(case.field, language) or "–",
        month=turn.desk.calendar.local(case.submitted_at or case.created_at).strftime("%m/%Y"),
        code=own or "",
    )


def chosen_line(turn: Turn, draft: Draft) -> Iterator[Html]:
    """Yield for the summary that the story is told as a testimony."""
    if (ref := _chosen(draft)) is not None:
        case = turn.session.get_one(Nomination, ref)
        yield turn.words(turn.person, "same.chosen", nominee=case.nominee)


def chosen(turn: Turn, draft: Draft) -> Nomination | None:
    """Return the case that a citizen says the story is about, held until the commit; it may have moved on since."""
    ref = _chosen(draft)
    return None if ref is None else cases.locked_case(turn.session, ref)


def _chosen(draft: Draft) -> int | None:
    found: dict[str, Any] = draft.answers.get(SAME) or {}
    return found.get("case")


def give(turn: Turn, story: Nomination, case: Nomination) -> None:
    """Make a story that was just sent a testimony to a case: thank for it, and tell the reviewers."""
    merging.join(turn, story, case, "testify")
    now = merging.state_now(turn, turn.person, case)
    turn.reply("nomination.testified", code=story.code, nominee=story.nominee, now=now)
    merging.tell_reviewers(turn, story, case)
