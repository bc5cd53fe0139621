"""Moving a nomination: the row, the record and the counters change together."""

from collections.abc import Mapping
from typing import Any

from handlers import asking, snapshot, ticks
from handlers.calendar import day_words
from handlers.turn import Turn
from handlers.workflow import NotAllowed, check_move
from storage import audit
from storage.counters import count_move
from storage.models import Event, Nomination, Status


def make(turn: Turn, nomination: Nomination, action: str, answers: Mapping[str, Any]) -> Event:
    """Make a move; raises NotAllowed. `answers` is what its form asked for."""
    source, target = nomination.status, check(turn, action, nomination)
    nomination.before = snapshot.take(nomination)
    nomination.status, nomination.status_at, nomination.version = target, turn.now, nomination.version + 1
    reason = answers.get("reason", "")
    match action:
        case "approve":
            nomination.approved_at = turn.now
            nomination.unannounced_at = turn.now if answers.get("hold") else None
        case "reopen":
            nomination.round, nomination.unannounced_at = nomination.round + 1, None
        case "pilot":
            nomination.piloting_at = turn.now
        case "recognise":
            nomination.recognised_at = turn.now
            nomination.decision = {key: answers[key] for key in ("number", "date", "signer")}
            reason = f"{answers['number']}, {day_words(answers['date'])}, {answers['signer']}"
        case "ask_more":
            asking.ask(turn, nomination, reason, answers.get("again") or ())
    event = audit.record(
        turn.session,
        action,
        turn.now,
        person=turn.person,
        nomination=nomination,
        source=source,
        target=target,
        reason=reason,
    )
    count_move(turn.session, nomination, source, turn.desk.calendar.zone)
    return event


def check(turn: Turn, action: str, nomination: Nomination) -> Status:
    """Return the state that a move leads to; raise NotAllowed with the reason it is refused."""
    target = check_move(action, turn.person, nomination)
    if ticks.lacks_clearance(turn.desk.office.review, action, nomination):
        raise NotAllowed("refused.not_clear")
    if nomination.unannounced_at is not None and action != "reopen":
        raise NotAllowed("refused.unannounced")
    return target
