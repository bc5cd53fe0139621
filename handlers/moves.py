"""Moving a nomination: the row, the record and the counters change together."""

from collections.abc import Mapping
from typing import Any

from handlers import asking, ballot, care, panel, rights, snapshot, ticks
from handlers.calendar import day_words
from handlers.turn import Turn
from handlers.workflow import MOVES, OF_TWO, Actor, NotAllowed
from storage import audit, published
from storage.counters import count_move
from storage.models import Event, Nomination, Status


def make(
    turn: Turn, nomination: Nomination, action: str, answers: Mapping[str, Any], *, back_to: Status | None = None
) -> Event:
    """Make a move; raises NotAllowed. `answers` is what its form asked for, `back_to` where the record leads back."""
    source, target = nomination.status, check(turn, action, nomination)
    target = back_to or target
    by_reviewer = MOVES[action][2] is Actor.REVIEWER
    absent = panel.of(turn, nomination).stands_for.get(turn.person.id) if by_reviewer else None
    nomination.before = None if action in OF_TWO or not by_reviewer else snapshot.take(nomination)
    nomination.status, nomination.status_at, nomination.version = target, turn.now, nomination.version + 1
    nomination.claimed_by = nomination.claimed_until = None
    nomination.rung = 0
    reason = answers.get("reason", "")
    match action:
        case "verify":
            found = {key: answers[key] for key in ("found", "how")}
            nomination.verified = {**found, "by": turn.person.id, "at": turn.now.isoformat()}
            reason = f"{answers['found']}: {answers['how']}"
        case "approve":
            nomination.approved_at = turn.now
            nomination.unannounced_at = turn.now if answers.get("hold") else None
        case "reopen":
            # From the beginning: a commune looks at it again too.
            nomination.round, nomination.verified, nomination.unannounced_at = nomination.round + 1, None, None
        case "pilot":
            nomination.piloting_at = turn.now
            # Straight from nurturing it is approved as well: the funnel must not widen.
            nomination.approved_at = turn.now if source == Status.NURTURING else nomination.approved_at
        case "recognise":
            nomination.recognised_at = turn.now
            nomination.decision = {key: answers[key] for key in ("number", "date", "signer")}
            reason = f"{answers['number']}, {day_words(answers['date'])}, {answers['signer']}"
        case "ask_more":
            nomination.round += 1
            asking.ask(turn, nomination, reason, answers.get("again") or ())
    care.settle(turn, nomination)
    published.settle(nomination)
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


def check(turn: Turn, action: str, nomination: Nomination) -> Status:
    """Return the state that a move leads to; raise NotAllowed with the reason it is refused."""
    target = rights.check(turn, action, turn.person, nomination)
    if ticks.lacks_clearance(turn.desk.office.review, action, nomination):
        raise NotAllowed("refused.not_clear")
    if nomination.unannounced_at is not None and action != "reopen":
        raise NotAllowed("refused.unannounced")
    return target
