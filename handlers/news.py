"""What a citizen hears of each decision about their story."""

from collections.abc import Mapping
from typing import Any

from handlers.calendar import day_words
from handlers.messages import Button
from handlers.turn import Turn
from storage import cases
from storage.models import Nomination, Person, Status

# What a citizen hears of each move: nomination.<outcome>.
OUTCOMES = {
    "approve": "approved",
    "ask_more": "needs_info",
    "decline": "declined",
    "pilot": "piloting",
    "recognise": "recognised",
}


def values(turn: Turn, nomination: Nomination, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the news of a decision says."""
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    return {
        "code": nomination.code,
        "nominee": nomination.nominee,
        "org": turn.desk.office.office.name.in_(citizen.language),
        "reason": reason_in(turn, answers.get("reason", ""), citizen.language).rstrip("."),
        "question": answers.get("reason", ""),
        "number": answers.get("number", ""),
        "date": day_words(answers.get("date", "")),
        "signer": answers.get("signer", ""),
    }


def reason_in(turn: Turn, reason: str, language: str) -> str:
    """Return a ready-made reason in a language; one that a reviewer worded stays as it is."""
    reasons = turn.desk.office.reasons
    ready = next(
        (one.text for one in (*reasons.decline, *reasons.ask_more) if reason in {one.text.vi, one.text.en}), None
    )
    return ready.in_(language) if ready else reason


def tell(turn: Turn, nomination: Nomination, action: str, answers: Mapping[str, Any]) -> None:
    """Tell the citizen what was decided, and of an outcome everybody else who told of the same case, each once."""
    _tell(turn, nomination, nomination, action, answers)
    if nomination.status == Status.NEEDS_INFO:
        return
    told = {nomination.nominator_id}
    for story in cases.testimonies(turn.session, nomination):
        if story.nominator_id not in told:
            _tell(turn, nomination, story, action, answers)
            told.add(story.nominator_id)


def _tell(turn: Turn, nomination: Nomination, story: Nomination, action: str, answers: Mapping[str, Any]) -> None:
    """Tell one citizen what was decided about a case, by the code of their own story."""
    citizen = turn.session.get_one(Person, story.nominator_id)
    buttons: list[list[Button]] = []
    if nomination.status == Status.NEEDS_INFO:
        label = turn.desk.texts.plain(citizen.language, "choice.reply_now")
        buttons = [[Button(label, f"n:go:{nomination.id}")]]
    turn.say(
        f"nomination.{OUTCOMES[action]}",
        to=citizen,
        once=f"decision:{nomination.id}:{nomination.version}" + ("" if story is nomination else f":{citizen.id}"),
        buttons=buttons,
        **values(turn, story, answers),
    )
