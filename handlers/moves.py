"""Moving a nomination: the row, the record and the counters change together."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from handlers import ballot, care, panel, rights
from handlers.calendar import day_words
from handlers.drafts import save
from handlers.turn import Turn
from storage import audit
from storage.counters import count_move
from storage.models import Event, Nomination, Person, Status


def make(turn: Turn, nomination: Nomination, action: str, answers: Mapping[str, Any]) -> Event:
    """Make a move; raises NotAllowed. `answers` is what its form asked for."""
    source, target = nomination.status, rights.check(turn, action, turn.person, nomination)
    absent = panel.of(turn, nomination).stands_for.get(turn.person.id)
    nomination.status, nomination.status_at, nomination.version = target, turn.now, nomination.version + 1
    nomination.claimed_by = nomination.claimed_until = None
    reason = answers.get("reason", "")
    match action:
        case "verify":
            found = {key: answers[key] for key in ("found", "how")}
            nomination.verified = {**found, "by": turn.person.id, "at": turn.now.isoformat()}
            reason = f"{answers['found']}: {answers['how']}"
        case "approve":
            nomination.approved_at = turn.now
        case "pilot":
            nomination.piloting_at = turn.now
            # Straight from nurturing it is approved as well: the funnel must not widen.
            nomination.approved_at = turn.now if source == Status.NURTURING else nomination.approved_at
        case "recognise":
            nomination.recognised_at = turn.now
            nomination.decision = {key: answers[key] for key in ("number", "date", "signer")}
            reason = f"{answers['number']}, {day_words(answers['date'])}, {answers['signer']}"
        case "ask_more":
            _reopen(turn, nomination, reason)
    care.settle(turn, nomination)
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
    if absent:
        ballot.act_for(turn, nomination, absent)
    count_move(turn.session, nomination, source, turn.desk.calendar.zone)
    return event


def _reopen(turn: Turn, nomination: Nomination, question: str) -> None:
    nomination.question, nomination.nudged_at = question, None
    nomination.round += 1
    draft = turn.desk.forms["supplement"].start()
    save(turn, nomination, replace(draft, answers=nomination.draft["answers"], given=()))
    citizen = turn.session.get_one(Person, nomination.nominator_id)
    # At night the question waits for the morning: what is typed before is no answer to it.
    if citizen.draft_id is None and not turn.desk.calendar.is_night(turn.now):
        citizen.draft_id = nomination.id
