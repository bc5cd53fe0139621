"""Who may do what with a nomination: role, scope and state, then the level, then whether they are concerned."""

from handlers import ballot, levels, panel
from handlers.turn import Voice
from handlers.workflow import MOVES, OF_TWO, Actor, NotAllowed, check_move, may_see, moves_from
from storage.models import Nomination, Person, Status


def check(voice: Voice, action: str, person: Person, nomination: Nomination) -> Status:
    """Return the state that a move leads to; raise NotAllowed. Checked at the act, whatever was shown before."""
    target = check_move(action, person, nomination)
    if MOVES[action][2] is Actor.REVIEWER:
        if action not in OF_TWO:  # two stories are one case at whatever level they are
            check_level(voice, action, person, nomination)
        check_conflict(voice, person, nomination)
    return target


def check_level(voice: Voice, action: str, person: Person, nomination: Nomination) -> None:
    level = levels.level_at(voice.desk.office.review.levels, nomination.status)
    if not levels.acts_at(person, level):
        raise NotAllowed("refused.level")
    if not levels.belongs(action, level):
        raise NotAllowed("refused.unverified" if level == levels.COMMUNE else "refused.level")


def check_conflict(voice: Voice, person: Person, nomination: Nomination) -> None:
    if why := panel.why_barred(voice, person, nomination):
        raise NotAllowed(why)


def why_closed(voice: Voice, person: Person, nomination: Nomination) -> str | None:
    """Return the key of the reason why a nomination may not be opened by somebody, or None."""
    if not may_see(person, nomination):
        return "refused.scope"
    try:
        check_conflict(voice, person, nomination)
    except NotAllowed as refusal:
        return refusal.key
    return None


def is_theirs(voice: Voice, person: Person, nomination: Nomination) -> bool:
    """Say whether a nomination is at somebody's level, and they are not concerned."""
    asked = panel.of(voice, nomination)
    return person.id not in asked.barred and levels.acts_at(person, asked.level)


def moves(voice: Voice, person: Person, nomination: Nomination) -> list[str]:
    """Return what somebody can do with a nomination as it is now."""
    level = panel.of(voice, nomination).level
    if not is_theirs(voice, person, nomination):
        return []
    found = [one for one in moves_from(nomination.status, urgent=bool(nomination.urgent)) if levels.belongs(one, level)]
    return [one for one in found if _is_open(voice, one, person, nomination)]


def _is_open(voice: Voice, action: str, person: Person, nomination: Nomination) -> bool:
    try:
        ballot.check(voice, action, person, nomination)
    except NotAllowed:
        return False
    return True
