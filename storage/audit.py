"""The record: every act is a row that seals the one before, so that a quiet change shows."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from storage.models import Event, Nomination, Person

GENESIS = "0" * 64
CHAIN_LOCK = 4_815_162


def record(
    session: Session,
    action: str,
    now: datetime,
    *,
    person: Person | None = None,
    nomination: Nomination | None = None,
    source: str | None = None,
    target: str | None = None,
    reason: str = "",
) -> Event:
    """Append an act to the record."""
    if session.get_bind().dialect.name == "postgresql":
        # Two transactions may not seal the same row; SQLite has one writer anyway.
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    salt = secrets.token_hex(16)
    event = Event(
        at=now,
        action=action,
        person_id=person.id if person else None,
        nomination_id=nomination.id if nomination else None,
        version=nomination.version if nomination else None,
        source=source,
        target=target,
        salt=salt,
        reason=reason,
        commitment=_commitment(salt, reason),
    )
    event.seal = session.info["head"] = _seal(session.info.get("head") or head(session), event)
    session.add(event)
    return event


def head(session: Session) -> str:
    """Return the newest seal; whoever knows it can later tell whether the record was cut or rewritten."""
    return session.scalar(select(Event.seal).order_by(Event.id.desc()).limit(1)) or GENESIS


def history(session: Session, nomination: Nomination) -> Sequence[tuple[Event, Person | None]]:
    """Return the acts on a nomination in their order, with who acted."""
    acts = select(Event, Person).outerjoin(Person, Person.id == Event.person_id)
    found = session.execute(acts.where(Event.nomination_id == nomination.id).order_by(Event.id))
    return [(event, person) for event, person in found]


def last_move(session: Session, nomination: Nomination) -> tuple[Event, Person | None] | None:
    """Return the act that brought a nomination where it is, with who acted; a parted one is where it was before."""
    acts = select(Event, Person).outerjoin(Person, Person.id == Event.person_id)
    here = Event.nomination_id == nomination.id, Event.target == nomination.status, Event.action != "unmerge"
    found = session.execute(acts.where(*here).order_by(Event.id.desc()).limit(1)).first()
    return (found[0], found[1]) if found else None


def last_by_action(session: Session, nomination: Nomination, action: str) -> Event | None:
    acts = select(Event).where(Event.nomination_id == nomination.id, Event.action == action)
    return session.scalar(acts.order_by(Event.id.desc()).limit(1))


def count_since(session: Session, action: str, since: datetime, person: Person | None = None) -> int:
    """Count acts of a kind after a moment, of everybody or of one person."""
    acts = select(func.count()).select_from(Event).where(Event.action == action, Event.at > since)
    return session.scalar(acts if person is None else acts.where(Event.person_id == person.id)) or 0


def broken_links(session: Session) -> Iterator[tuple[int, str]]:
    """Yield (row id, what is wrong) for every act that no longer fits the record."""
    seal = GENESIS
    for event in session.scalars(select(Event).order_by(Event.id).execution_options(yield_per=1000)):
        if event.seal != _seal(seal, event):
            yield event.id, "the row, or the one before it, was changed or removed"
        elif event.salt is not None and event.commitment != _commitment(event.salt, event.reason or ""):
            yield event.id, "the reason was changed"
        seal = event.seal


def _commitment(salt: str, reason: str) -> str:
    return hmac.new(salt.encode(), reason.encode(), hashlib.sha256).hexdigest()


def _seal(before: str, event: Event) -> str:
    parts = (
        before,
        event.at.isoformat(),
        event.action,
        event.person_id,
        event.nomination_id,
        event.version,
        event.source,
        event.target,
        event.commitment,
    )
    return hashlib.sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Event)) or 0
