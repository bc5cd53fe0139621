"""The record: every act is a row that seals the one before, so that a quiet change shows."""

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, select, text
from sqlalchemy.orm import Session, aliased

from storage import late
from storage.models import Event, Nomination, Person

GENESIS = "0" * 64
CHAIN_LOCK = 4_815_162
NOTE = "note"  # of a reviewer to the others
UNDO = "undo"
_HEAD = select(Event.seal).order_by(Event.id.desc()).limit(1).execution_options(**late.APART)
SHORT = 16  # characters of a seal that people compare


@dataclass(frozen=True, slots=True)
class Anchor:
    """An act's number and its seal, or the beginning of it, as noted outside the database."""

    number: int
    seal: str

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"

    @property
    def short(self) -> str:
        return f"{self.number}:{self.seal[:SHORT]}"


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
    hold(session)
    salt = secrets.token_hex(16)
    row = {
        "at": now,
        "action": action,
        "person_id": person.id if person else None,
        "nomination_id": nomination.id if nomination else None,
        "version": nomination.version if nomination else None,
        "source": source,
        "target": target,
        "salt": salt,
        "reason": reason,
        "commitment": _commitment(salt, reason),
    }
    event = Event(**row)
    row["seal"] = event.seal = session.info["head"] = _seal(head(session), event)
    late.add(session, Event, row)
    return event


def hold(session: Session) -> None:
    """Let nobody else act until the commit: two may not seal the same row, and what is counted must not move."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer anyway
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})


def head(session: Session) -> str:
    """Return the newest seal; whoever knows it can later tell whether the record was cut or rewritten."""
    return session.info.get("head") or session.scalar(_HEAD) or GENESIS


def anchor(session: Session) -> Anchor:
    """Return the newest act as it can be noted elsewhere."""
    newest = session.execute(select(Event.id, Event.seal).order_by(Event.id.desc()).limit(1)).first()
    return Anchor(newest[0], newest[1]) if newest else Anchor(0, GENESIS)


def history(session: Session, nomination: Nomination) -> Sequence[tuple[Event, Person | None]]:
    """Return the acts on a nomination in their order, with who acted."""
    acts = select(Event, Person).outerjoin(Person, Person.id == Event.person_id)
    found = session.execute(acts.where(Event.nomination_id == nomination.id).order_by(Event.id))
    return [(event, person) for event, person in found]


def stands() -> ColumnElement[bool]:
    """Say in SQL that an act was not taken back, and takes none back: an undo is the very next change of a row."""
    undo = aliased(Event)
    taken_back = select(undo.id).where(
        undo.nomination_id == Event.nomination_id, undo.action == UNDO, undo.version == Event.version + 1
    )
    return and_(Event.action != UNDO, ~taken_back.exists())


def last_move(session: Session, nomination: Nomination) -> tuple[Event, Person | None] | None:
    """Return the act that brought a nomination where it is, with who acted; a parted one is where it was before."""
    found = session.execute(_LAST_MOVE, {"ref": nomination.id, "here": nomination.status}).first()
    return (found[0], found[1]) if found else None


# Asked for every card: to put it together takes longer than to ask it.
_LAST_MOVE = (
    select(Event, Person)
    .outerjoin(Person, Person.id == Event.person_id)
    .where(
        Event.nomination_id == bindparam("ref"), Event.target == bindparam("here"), Event.action != "unmerge", stands()
    )
    .order_by(Event.id.desc())
    .limit(1)
)


def last_words(session: Session, nomination: Nomination, action: str, limit: int) -> Sequence[tuple[Event, Person]]:
    """Return the newest acts of a kind on a nomination with who acted, the newest first."""
    acts = select(Event, Person).join(Person, Person.id == Event.person_id)
    found = acts.where(Event.nomination_id == nomination.id, Event.action == action).order_by(Event.id.desc())
    return [(event, person) for event, person in session.execute(found.limit(limit))]


def last_by_action(session: Session, nomination: Nomination, action: str) -> Event | None:
    acts = select(Event).where(Event.nomination_id == nomination.id, Event.action == action)
    return session.scalar(acts.order_by(Event.id.desc()).limit(1))


def count_since(session: Session, action: str, since: datetime, person: Person | None = None) -> int:
    """Count acts of a kind after a moment, of everybody or of one person."""
    acts = select(func.count()).select_from(Event).where(Event.action == action, Event.at > since)
    return session.scalar(acts if person is None else acts.where(Event.person_id == person.id)) or 0


def broken_links(session: Session, anchors: Sequence[Anchor] = ()) -> Iterator[tuple[int, str]]:
    """Yield (row id, what is wrong) for every act that no longer fits the record, the first one first.

    The rows alone cannot tell that the record was rewritten as a whole, or that its end was cut off: anchors do.
    It is read row by row, however long it is.
    """
    seal, noted = GENESIS, _by_number(anchors)
    for event in session.scalars(select(Event).order_by(Event.id).execution_options(yield_per=1000)):
        if event.seal != _seal(seal, event):
            yield event.id, "the row, or the one before it, was changed or removed"
        elif event.salt is not None and event.commitment != _commitment(event.salt, event.reason or ""):
            yield event.id, "the reason was changed"
        elif not all(event.seal.startswith(known) for known in noted.pop(event.id, ())):
            yield event.id, "its seal is not the one that was noted: the record was rewritten"
        noted.pop(event.id, None)
        seal = event.seal
    noted.pop(0, None)  # of a record in which there was nothing yet
    yield from ((number, "it was noted, and is gone: the record was cut off") for number in sorted(noted))


def _by_number(anchors: Sequence[Anchor]) -> dict[int, list[str]]:
    noted: dict[int, list[str]] = {}
    for one in anchors:
        noted.setdefault(one.number, []).append(one.seal)
    return noted


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
