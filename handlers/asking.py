"""A reviewer asks for more: freely, or by naming questions that are asked again; with a deadline, then it goes on."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers import drafts, levels, news, review
from handlers.desk import Desk
from handlers.form import Draft, Form
from handlers.questions import Summary
from handlers.turn import Turn, Voice
from storage import audit, nominations
from storage.counters import count_move
from storage.models import Nomination, Person, Status

ANEW = "anew"  # the answers that are being given, beside the earlier ones


def worded(voice: Voice, citizen: Person, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return a reviewer's answers with the words that the citizen will read."""
    named = answers.get("again") or ()
    if not named:
        return dict(answers)
    names = "; ".join(voice.desk.texts.plain(citizen.language, f"again.{key}") for key in named)
    please = voice.desk.texts.plain(citizen.language, "again.please", names=names)
    return {**answers, "reason": "\n".join(filter(None, (answers["reason"], please)))}


def ask(turn: Turn, nomination: Nomination, question: str, again: Collection[str]) -> None:
    """Open a story for the answers that are asked for."""
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    nomination.question, nomination.nudged_at = question, None
    nomination.asked = {"questions": list(again), "until": news.answer_by(turn, citizen).isoformat()}
    draft = form_of(turn.desk, nomination).start()
    drafts.save(turn, nomination, replace(draft, answers=nomination.draft["answers"], given=()))
    # While the question waits, for the morning or to be taken back: what is typed before is no answer to it.
    waits = turn.when(citizen, delay=news.delay(turn)) > turn.now
    if citizen.draft_id is None and not waits:
        citizen.draft_id = nomination.id


def named(nomination: Nomination) -> list[str]:
    """Return the questions that are asked again."""
    return list((nomination.asked or {}).get("questions", ()))


def form_of(desk: Desk, nomination: Nomination) -> Form:
    """Return the form in which a citizen answers: the questions that were named, or one free answer."""
    if not (keys := named(nomination)):
        return desk.forms["supplement"]
    asked = tuple(desk.forms["nomination"][key] for key in keys)
    return Form("supplement", (*asked, Summary(send="choice.send_more")))


def load(nomination: Nomination) -> Draft:
    """Read the conversation; a question that is asked again begins without its earlier answer."""
    draft, keys = drafts.load(nomination), named(nomination)
    if not keys:
        return draft
    kept = {key: value for key, value in draft.answers.items() if key not in {*keys, ANEW}}
    return replace(draft, answers={**kept, **draft.answers.get(ANEW, {})})


def save(voice: Voice, nomination: Nomination, draft: Draft) -> None:
    """Write the conversation; the earlier answers stand until the new ones are sent."""
    if keys := named(nomination):
        anew = {key: draft.answers[key] for key in keys if key in draft.answers}
        draft = replace(draft, answers={**nomination.draft["answers"], ANEW: anew})
    drafts.save(voice, nomination, draft)


def taken_in(nomination: Nomination, draft: Draft) -> Draft:
    """Take answers into the story; what was answered before stays in its history."""
    keys, question = named(nomination), nomination.question
    nomination.question = nomination.asked = None
    answers = {key: value for key, value in nomination.draft["answers"].items() if key not in {ANEW, "more"}}
    anew = {key: draft.answers[key] for key in keys if draft.answers.get(key)}
    if not keys or not anew:
        more = {"question": question, "story": draft.answers.get("more") or []}
        return replace(draft, answers={**answers, "added": [*answers.get("added", []), more]}, cursor="")
    before = {"question": question, "answers": {key: answers.get(key) for key in anew}}
    if "media" in anew:
        anew["media"] = [*(answers.get("media") or []), *anew["media"]]
    return replace(draft, answers={**answers, **anew, "earlier": [*answers.get("earlier", []), before]}, cursor="")


def until(desk: Desk, nomination: Nomination) -> datetime:
    """Return the end of the time that a citizen has to answer."""
    if asked := nomination.asked:
        return datetime.fromisoformat(asked["until"])
    return nomination.status_at + timedelta(days=desk.office.review.answer_days)


def go_on_without(voice: Voice, _due: datetime) -> None:
    """Let whatever was not answered in time go on to the reviewers as it is."""
    due = [one for one in nominations.asked(voice.session) if until(voice.desk, one) <= voice.now]
    nominations.lock(voice.session, due)
    for nomination in due:
        if nomination.status == Status.NEEDS_INFO:  # not answered at this very moment
            _go_on(voice, nomination)


def _go_on(voice: Voice, nomination: Nomination) -> None:
    draft = taken_in(nomination, load(nomination))
    # What a commune has looked at already goes on to the province.
    again = levels.is_verified(voice.desk.office.review.levels, nomination)
    nomination.status, nomination.status_at = Status.VERIFIED if again else Status.SUBMITTED, voice.now
    nomination.version, nomination.before = nomination.version + 1, None
    drafts.save(voice, nomination, draft)
    citizen = voice.session.get_one(Person, nomination.nominator_id)
    citizen.draft_id = None if citizen.draft_id == nomination.id else citizen.draft_id
    audit.record(
        voice.session,
        "go_on",
        voice.now,
        nomination=nomination,
        source=Status.NEEDS_INFO,
        target=nomination.status,
    )
    count_move(voice.session, nomination, Status.NEEDS_INFO, voice.desk.calendar.zone)
    once = f"went_on:{nomination.id}:{nomination.version}"
    voice.say("nomination.went_on", to=citizen, once=once, code=nomination.code, nominee=nomination.nominee)
    review.announce(voice, nomination, first=False)
