"""What a citizen hears of each decision about their story."""

from collections.abc import Mapping
from typing import Any

from handlers.calendar import day_words
from handlers.messages import Button
from handlers.turn import Turn
from storage.models import Nomination, Person, Status

# What a citizen hears of each move: nomination.<outcome>.
OUTCOMES = {
    "approve": "approved",
    "ask_more": "needs_info",
    "decline": "declined",
    "nurture": "nurturing",
    "pilot": "piloting",
    "recognise": "recognised",
    "discontinue": "discontinued",
}


def values(turn: Turn, nomination: Nomination, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the news of a decision says."""
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    return {
        "code": nomination.code,
        "nominee": nomination.nominee,
        "org": turn.desk.office.office.name.in_(citizen.language),
        "reason": answers.get("reason", "").rstrip("."),
        "question": answers.get("reason", ""),
        "number": answers.get("number", ""),
        "date": day_words(answers.get("date", "")),
        "signer": answers.get("signer", ""),
    }


def tell(turn: Turn, nomination: Nomination, action: str, answers: Mapping[str, Any]) -> None:
    """Tell the citizen what was decided."""
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    buttons: list[list[Button]] = []
    if nomination.status == Status.NEEDS_INFO:
        label = turn.desk.texts.plain(citizen.language, "choice.reply_now")
        buttons = [[Button(label, f"n:go:{nomination.id}")]]
    if nomination.status == Status.RECOGNISED:
        label = turn.desk.texts.plain(citizen.language, "choice.replicate")
        buttons = [[Button(label, f"hr:{nomination.id}")]]
    turn.say(
        f"nomination.{OUTCOMES[action]}",
        to=citizen,
        once=f"decision:{nomination.id}:{nomination.version}",
        buttons=buttons,
        **values(turn, nomination, answers),
    )
