"""Moving a nomination: the row, the record and the counters change together."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers.calendar import day_words
from handlers.drafts import save
from handlers.turn import Turn
from handlers.workflow import check_move
from storage import audit
from storage.counters import count_move
from storage.models import Event, Nomination, Person, Status


def make(
    turn: Turn, nomination: Nomination, action: str, answers: Mapping[str, Any], *, back_to: Status | None = None
) -> Event:
    """Make a move; raises NotAllowed. `answers` is what its form asked for, `back_to` where the record leads back."""
    source, target = nomination.status, check_move(action, turn.person, nomination)
    target = back_to or target
    nomination.status, nomination.status_at, nomination.version = target, turn.now, nomination.version + 1
    reason = answers.get("reason", "")
    match action:
        case "approve":
            nomination.approved_at = turn.now
        case "pilot":
            nomination.piloting_at = turn.now
        case "recognise":
            nomination.recognised_at = turn.now
            nomination.decision = {key: answers[key] for key in ("number", "date", "signer")}
            reason = f"{answers['number']}, {day_words(answers['date'])}, {answers['signer']}"
        case "ask_more":
            _reopen(turn, nomination, reason)
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


def _reopen(turn: Turn, nomination: Nomination, question: str) -> None:
    nomination.question, nomination.nudged_at = question, None
    draft = turn.desk.forms["supplement"].start()
    save(turn, nomination, replace(draft, answers=nomination.draft["answers"], given=()))
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    # At night the question waits for the morning: what is typed before is no answer to it.
    if citizen.draft_id is None and not turn.desk.calendar.is_night(turn.now):
        citizen.draft_id = nomination.id
