"""What a citizen hears of each decision about their story, and when: it waits while the decision can be taken back."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from handlers.calendar import date_words, day_words
from handlers.messages import Button
from handlers.turn import AT_ONCE, Voice
from storage import audit, cases, outbox
from storage.models import CARED_FOR, Nomination, Person, Status

# What a citizen hears of each move: nomination.<outcome>.
OUTCOMES = {
    "approve": "approved",
    "ask_more": "needs_info",
    "decline": "declined",
    "nurture": "nurturing",
    "pilot": "piloting",
    "recognise": "recognised",
    "discontinue": "discontinued",
    "reopen": "reopened",
}


def key(action: str, answers: Mapping[str, Any]) -> str:
    """Return the sentence with which a citizen is told of a move."""
    return f"nomination.{OUTCOMES[action]}{'_again' if answers.get('again') else ''}"


def delay(voice: Voice) -> timedelta:
    """Return for how long a decision can be taken back."""
    return timedelta(minutes=voice.desk.office.review.undo_minutes)


def once(nomination: Nomination) -> str:
    """Return the key of the news of the last decision: it is told once."""
    return f"decision:{nomination.id}:{nomination.version}"


def all_once(voice: Voice, nomination: Nomination) -> list[str]:
    """Return the keys of the news of the last decision to everybody who told of the case, its nominator first."""
    key = once(nomination)
    return [key, *(f"{key}:{person}" for person in sorted(cases.tellers(voice.session, nomination)))]


def values(voice: Voice, nomination: Nomination, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the news of a decision says."""
    citizen = voice.session.get_one(Person, nomination.nominator_id)
    return {
        "code": nomination.code,
        "nominee": nomination.nominee,
        "verified": "yes" if cases.case_of(voice.session, nomination).verified else "no",
        "org": voice.desk.office.office.name.in_(citizen.language),
        "reason": reason_in(voice, answers.get("reason", ""), citizen.language).rstrip("."),
        "question": answers.get("reason", ""),
        "until": date_words(voice.desk.calendar.local(answer_by(voice, citizen))),
        "number": answers.get("number", ""),
        "date": day_words(answers.get("date", "")),
        "signer": answers.get("signer", ""),
    }


def reason_in(voice: Voice, reason: str, language: str) -> str:
    """Return a ready-made reason in a language; one that a reviewer worded stays as it is."""
    reasons = voice.desk.office.reasons
    known = (*reasons.decline, *reasons.ask_more, *reasons.nurture, *reasons.discontinue)
    ready = next((one.text for one in known if reason in {one.text.vi, one.text.en}), None)
    return ready.in_(language) if ready else reason


def answer_by(voice: Voice, citizen: Person) -> datetime:
    """Return until when a citizen can answer a question that is asked now."""
    told = voice.when(citizen, delay=delay(voice))
    return told + timedelta(days=voice.desk.office.review.answer_days)


def tell(
    voice: Voice, nomination: Nomination, action: str, answers: Mapping[str, Any], wait: timedelta = AT_ONCE
) -> None:
    """Tell the citizen what was decided, and of an outcome everybody else who told of the same case, each once."""
    _tell(voice, nomination, nomination, action, answers, wait)
    if nomination.status == Status.NEEDS_INFO:
        return
    told = {nomination.nominator_id}
    for story in cases.testimonies(voice.session, nomination):
        if story.nominator_id not in told:
            _tell(voice, nomination, story, action, answers, wait)
            told.add(story.nominator_id)


def tell_newcomers(voice: Voice, nomination: Nomination, story: Nomination) -> None:
    """Let those whose story has just become a testimony hear what is decided and not told yet, when the others do."""
    first, move = outbox.by_key(voice.session, once(nomination)), audit.last_move(voice.session, nomination)
    if is_out(voice, nomination) or first is None or move is None or nomination.status not in CARED_FOR:
        return
    answers = {"reason": move[0].reason or "", **(nomination.decision or {})}
    for one in (story, *cases.testimonies(voice.session, story)):
        if one.nominator_id != nomination.nominator_id:
            _tell(voice, nomination, one, move[0].action, answers, first.due_at - voice.now)


def forget_leavers(voice: Voice, nomination: Nomination, story: Nomination) -> None:
    """Take back what those who no longer tell of a case would still hear of it."""
    for person in cases.tellers(voice.session, story) - cases.tellers(voice.session, nomination):
        for version in range(1, nomination.version + 1):
            outbox.take_back(voice.session, [f"decision:{nomination.id}:{version}:{person}"], voice.now)


def _tell(
    voice: Voice,
    nomination: Nomination,
    story: Nomination,
    action: str,
    answers: Mapping[str, Any],
    wait: timedelta,
) -> None:
    """Tell one citizen what was decided about a case, by the code of their own story."""
    citizen = voice.session.get_one(Person, story.nominator_id)
    buttons: list[list[Button]] = []
    if nomination.status == Status.NEEDS_INFO:
        label = voice.desk.texts.plain(citizen.language, "choice.reply_now")
        buttons = [[Button(label, f"n:go:{nomination.id}")]]
    if nomination.status == Status.RECOGNISED:
        label = voice.desk.texts.plain(citizen.language, "choice.replicate")
        buttons = [[Button(label, f"hr:{nomination.id}")]]
    voice.say(
        key(action, answers),
        to=citizen,
        once=once(nomination) if story is nomination else f"{once(nomination)}:{citizen.id}",
        buttons=buttons,
        delay=wait,
        **values(voice, story, answers),
    )


def is_out(voice: Voice, nomination: Nomination) -> bool:
    """Say whether a citizen may know where a nomination is: what can still be taken back is nobody's news yet."""
    if nomination.unannounced_at is not None:
        return False
    if voice.now >= nomination.status_at + delay(voice):
        return True
    row = outbox.by_key(voice.session, once(nomination))
    return row is None or row.due_at <= voice.now


def is_said(voice: Voice, nomination: Nomination) -> bool:
    """Say whether the news of the last decision has reached its time: at night it waits for the morning."""
    row = outbox.by_key(voice.session, once(nomination))
    return row is None or row.due_at <= voice.now


def status_told(voice: Voice, nomination: Nomination) -> str:
    """Return the state that the citizen knows of."""
    move = None if is_out(voice, nomination) else audit.last_move(voice.session, nomination)
    return (move and move[0].source) or nomination.status
