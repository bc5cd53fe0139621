"""Nominations as they leave the house: in chunks, in the order they came, every text cleaned once more."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.clean import clean
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


def sent_ids(session: Session) -> Sequence[int]:
    """Return the numbers of all nominations that were ever sent, in the order they came; drafts stay at home."""
    sent = select(Nomination.id).where(Nomination.code.is_not(None))
    return session.scalars(sent.order_by(Nomination.submitted_at, Nomination.id)).all()


def records(session: Session, ids: Sequence[int]) -> Iterator[Record]:
    """Yield the records, a chunk in memory at a time."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        history, files = _history(session, chunk), _files(session, chunk)
        rows = select(Nomination, Person, Account).join(Person, Person.id == Nomination.nominator_id)
        told = rows.outerjoin(Account, Account.id == Nomination.account_id).where(Nomination.id.in_(chunk))
        found = {one.id: (one, account or by) for one, by, account in session.execute(told)}
        for number in chunk:
            if number in found:  # else it was erased since
                yield _record(*found[number], tuple(history[number]), tuple(files[number]))


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
        found[number].append(Act(action, _clean(by), at, clean(reason or ""), target))
    return found


def _files(session: Session, chunk: Sequence[int]) -> Mapping[int, list[File]]:
    columns = (Attachment.nomination_id, Attachment.kind, Attachment.sha256, Attachment.bytes)
    files = select(*columns).where(Attachment.nomination_id.in_(chunk)).order_by(Attachment.id)
    found: defaultdict[int, list[File]] = defaultdict(list)
    for number, kind, sha256, size in session.execute(files):
        found[number].append(File(kind, sha256, size))
    return found
