"""Nominations as they leave the house: in chunks, in the order they came, every text cleaned once more."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from handlers.clean import clean
from storage import audit
from storage.models import Account, Attachment, Delivery, Event, Nomination, OutboxMessage, Person

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Act:
    """One act on a nomination; `by` is None for the service itself, `target` the state it led to."""

    action: str
    by: str | None
    at: datetime
    reason: str
    target: str | None


@dataclass(frozen=True, slots=True)
class File:
    """A file by its content; `sha256` is None while it is not fetched."""

    kind: str
    sha256: str | None
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Nominator:
    channel: str
    external_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """One nomination that was sent, with its history."""

    code: str
    kind: str | None
    field: str | None
    nominee: str | None
    commune: str | None
    hamlet: str | None
    typed_place: str
    story: str
    results: str | None
    status: str
    nominator: Nominator
    submitted_at: datetime | None
    history: tuple[Act, ...]
    attachments: tuple[File, ...]


def sent_count(session: Session) -> int:
    return session.scalar(select(func.count()).where(Nomination.submitted_at.is_not(None))) or 0


def records(session: Session) -> Iterator[Record]:
    """Yield all nominations that were ever sent, in the order they came, a chunk in memory at a time.

    Drafts stay at home.
    """
    last: tuple[datetime, int] | None = None
    while chunk := _chunk(session, last):
        ids = [told.id for told, *_ in chunk]
        history, files = _history(session, ids), _files(session, ids)
        for told, by, account in chunk:
            yield _record(told, account or by, tuple(history[told.id]), tuple(files[told.id]))
        last = chunk[-1][0].submitted_at, chunk[-1][0].id


def _chunk(session: Session, last: tuple[datetime | None, int] | None) -> Sequence[Any]:
    place = tuple_(Nomination.submitted_at, Nomination.id)
    told = (
        select(Nomination, Person, Account)
        .join(Person, Person.id == Nomination.nominator_id)
        .outerjoin(Account, Account.id == Nomination.account_id)
        .where(place > last if last else Nomination.submitted_at.is_not(None))
    )
    return session.execute(told.order_by(Nomination.submitted_at, Nomination.id).limit(CHUNK)).all()


def outbox_states(session: Session) -> dict[str, int]:
    counted = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    found = {state: number for state, number in session.execute(counted)}  # noqa: C416 (to mypy a Row is no pair)
    return {state.value: found.get(state, 0) for state in Delivery}


def _record(nomination: Nomination, by: Person | Account, history: tuple[Act, ...], files: tuple[File, ...]) -> Record:
    answers: Mapping[str, Any] = nomination.draft.get("answers") or {}
    return Record(
        code=nomination.code or "",
        kind=nomination.kind,
        field=nomination.field,
        nominee=_clean(nomination.nominee),
        commune=nomination.commune,
        hamlet=_clean(nomination.hamlet),
        typed_place=clean((answers.get("place") or {}).get("typed") or ""),
        story="\n".join(filter(None, (clean(piece.get("t") or "") for piece in _pieces(answers)))),
        results=_clean(answers.get("results")),
        status=nomination.status,
        nominator=Nominator(by.channel, clean(by.external_id), clean(by.name)),
        submitted_at=nomination.submitted_at,
        history=history,
        attachments=files,
    )


def _pieces(answers: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what was told, then what was added when a reviewer asked."""
    yield from answers.get("story") or ()
    for added in answers.get("added") or ():
        yield from added["story"]


def _clean(text: str | None) -> str | None:
    return None if text is None else clean(text)


def _history(session: Session, chunk: Sequence[int]) -> Mapping[int | None, list[Act]]:
    columns = (Event.nomination_id, Event.action, Person.name, Event.at, Event.reason, Event.target)
    acts = select(*columns).outerjoin(Person, Person.id == Event.person_id).where(Event.nomination_id.in_(chunk))
    found: defaultdict[int | None, list[Act]] = defaultdict(list)
    for number, action, by, at, reason, target in session.execute(acts.order_by(Event.id)):
        words = (
            "" if action == audit.NOTE else clean(reason or "")
        )  # a note is for reviewers: it does not leave the house
        found[number].append(Act(action, _clean(by), at, words, target))
    return found


def _files(session: Session, chunk: Sequence[int]) -> Mapping[int, list[File]]:
    columns = (Attachment.nomination_id, Attachment.kind, Attachment.sha256, Attachment.bytes)
    files = select(*columns).where(Attachment.nomination_id.in_(chunk)).order_by(Attachment.id)
    found: defaultdict[int, list[File]] = defaultdict(list)
    for number, kind, sha256, size in session.execute(files):
        found[number].append(File(kind, sha256, size))
    return found
