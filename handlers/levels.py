"""Who acts at which level: with two, the commune verifies on the spot, then the province decides. Pure."""

from collections.abc import Sequence

from storage.models import WAITING, Nomination, Person, Role, Status

COMMUNE, PROVINCE = "commune", "province"
OF_COMMUNE = frozenset({"verify", "ask_more"})
Levels = Sequence[str]


def level_at(levels: Levels, status: str) -> str:
    """Return the level that acts on a nomination in this state."""
    return COMMUNE if COMMUNE in levels and status == Status.SUBMITTED else PROVINCE


def level_of(person: Person) -> str:
    return person.level or PROVINCE


def acts_at(person: Person, level: str) -> bool:
    """Say whether a reviewer acts at a level; an admin does at each."""
    return person.role == Role.ADMIN or level_of(person) == level


def waiting_for(levels: Levels, person: Person) -> tuple[Status, ...]:
    """Return the states in which a nomination waits for this person's level."""
    return tuple(status for status in WAITING if acts_at(person, level_at(levels, status)))


def is_verified(levels: Levels, nomination: Nomination) -> bool:
    """Say whether a commune has looked already: what is added then goes straight back to the province."""
    return COMMUNE in levels and nomination.status == Status.NEEDS_INFO and nomination.verified is not None


def belongs(action: str, level: str) -> bool:
    """Say whether a move is one of the level that acts just now."""
    return action in OF_COMMUNE if level == COMMUNE else action != "verify"
