"""What a person wishes to hear of, and when: kept in `Person.notices`, as {"off": [...], "quiet": [...]}. Pure.

What answers somebody's own act, asks for a decision or warns of a loss is no notice: it is always said.
"""

from collections.abc import Mapping
from datetime import time
from typing import Any

from handlers.calendar import Hours, Reader
from storage.models import Person
from storage.people import STAFF

WAITING, DIGEST, DRAFT = "waiting", "digest", "draft"
LETTER = "letter"  # to hear of it is to be subscribed: `Person.subscribed_at`
OF_STAFF = (WAITING, DIGEST, LETTER, DRAFT)
OF_CITIZENS = (LETTER, DRAFT)

# Which notice a sentence belongs to; what is not here cannot be switched off.
NOTICE_OF = {
    "reminder.waiting": WAITING,
    "pilots.due": WAITING,
    "digest.weekly": DIGEST,
    "digest.picture": DIGEST,
    "digest.sheet": DIGEST,
    "reminder.draft": DRAFT,
    "reminder.draft_unnamed": DRAFT,
}


def notices_for(person: Person) -> tuple[str, ...]:
    """Return the notices that concern a person."""
    return OF_STAFF if person.role in STAFF else OF_CITIZENS


def is_off(person: Person, key: str) -> bool:
    """Say whether a person does not wish to hear a sentence."""
    return bool(person.notices) and NOTICE_OF.get(key) in _off(person)


def is_on(person: Person, notice: str) -> bool:
    if notice == LETTER:
        return person.subscribed_at is not None
    return notice not in _off(person)


def _off(person: Person) -> list[str]:
    return list((person.notices or {}).get("off", ()))


def switched(person: Person, notice: str, *, on: bool) -> dict[str, Any] | None:
    """Return a person's wishes with one notice on or off."""
    off = sorted({*_off(person)} - {notice} if on else {*_off(person), notice})
    return _kept({**(person.notices or {}), "off": off})


def with_quiet(person: Person, quiet: Hours | None) -> dict[str, Any] | None:
    """Return a person's wishes with quiet hours of their own, or with the office's alone."""
    hours = [one.strftime("%H:%M") for one in quiet] if quiet else []
    return _kept({**(person.notices or {}), "quiet": hours})


def _kept(wishes: Mapping[str, Any]) -> dict[str, Any] | None:
    return {name: value for name, value in wishes.items() if value} or None


def quiet_of(notices: Mapping[str, Any] | None) -> Hours | None:
    """Return somebody's own quiet hours."""
    if not notices or not notices.get("quiet"):
        return None
    start, end = (time.fromisoformat(one) for one in notices["quiet"])
    return start, end


def reader(role: str, notices: Mapping[str, Any] | None) -> Reader:
    """Return what the calendar needs to know of somebody."""
    return Reader(staff=role in STAFF, quiet=quiet_of(notices))
