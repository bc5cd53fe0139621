"""Questions asked of the nominations."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, delete, func, select, text
from sqlalchemy.orm import Session, defer

from storage import marks
from storage.models import IS_WAITING, NOT_NUDGED, Attachment, Counter, Nomination, Person, Role, Status

OPEN = (Status.DRAFT, Status.NEEDS_INFO)
_WAITS, _NOT_NUDGED = text(f"nomination.{IS_WAITING}"), text(f"nomination.{NOT_NUDGED}")


def next_code(session: Session, year: int) -> str:
    """Return the year's next code, such as GT26-0147; the counter's row is locked until the commit."""
    name = f"code:{year}"
    if (counter := session.get(Counter, name, with_for_update=True)) is None:
        marks.begin_with(session, name, 0)
        counter = session.get_one(Counter, name, with_for_update=True)
    counter.value += 1
    return f"GT{year % 100:02d}-{counter.value:04d}"


def by_code(session: Session, code: str) -> Nomination | None:
    return session.scalar(select(Nomination).where(Nomination.code == code))


def open_of(session: Session, person: Person) -> Sequence[Nomination]:
    """Return what a citizen can go on with, the latest first."""
    mine = select(Nomination).where(Nomination.nominator_id == person.id, Nomination.status.in_(OPEN))
    return session.scalars(mine.order_by(Nomination.updated_at.desc(), Nomination.id.desc())).all()


def sent_by(session: Session, person: Person, limit: int) -> Sequence[Nomination]:
    """Return what a citizen has sent, the latest first."""
    mine = select(Nomination).where(Nomination.nominator_id == person.id, Nomination.code.is_not(None))
    return session.scalars(mine.order_by(Nomination.id.desc()).limit(limit)).all()


def waiting(session: Session) -> Sequence[Nomination]:
    """Return all that wait for a decision, the oldest first, without their stories."""
    rows = select(Nomination).where(_WAITS).order_by(Nomination.status_at, Nomination.id)
    return session.scalars(rows.options(defer(Nomination.draft))).all()


def queue_page(session: Session, reviewer: Person, start: int, limit: int) -> Sequence[Nomination]:
    """Return a part of what waits for this reviewer, the oldest first."""
    page = select(Nomination.id).where(*_waiting_for(reviewer)).order_by(Nomination.status_at, Nomination.id)
    return _whole(session, page.offset(start).limit(limit), Nomination.status_at, Nomination.id)


def queue_length(session: Session, reviewer: Person) -> int:
    """Count what waits for this reviewer."""
    return session.scalar(select(func.count()).select_from(Nomination).where(*_waiting_for(reviewer))) or 0


def _waiting_for(reviewer: Person) -> list[ColumnElement[bool] | TextClause]:
    """Nobody decides about a story of their own."""
    return [_WAITS, Nomination.nominator_id != reviewer.id, *_in_scope(reviewer)]


def _in_scope(reviewer: Person) -> list[ColumnElement[bool]]:
    """Say in SQL what handlers.workflow.may_see says of one nomination: no list means all of them."""
    if reviewer.role == Role.ADMIN:
        return []
    lists = ((Nomination.commune, reviewer.communes), (Nomination.field, reviewer.fields))
    return [column.in_(allowed) for column, allowed in lists if allowed]


def matching(session: Session, reviewer: Person, words: Sequence[str], limit: int) -> Sequence[Nomination]:
    """Return sent nominations in a reviewer's scope that contain every folded word, the latest first."""
    found = select(Nomination.id).where(Nomination.search.is_not(None), *_in_scope(reviewer))
    for word in words:
        found = found.where(Nomination.search.contains(word, autoescape=True))
    return _whole(session, found.order_by(Nomination.id.desc()).limit(limit), Nomination.id.desc())


def _whole(session: Session, ids: Select[int], *order: Any) -> Sequence[Nomination]:
    """Return the rows of what was looked for within an index alone: stories are long, and most are passed over."""
    return session.scalars(select(Nomination).where(Nomination.id.in_(ids.correlate(None))).order_by(*order)).all()


def forgotten_drafts(session: Session, before: datetime) -> Sequence[Nomination]:
    """Return drafts untouched since a moment whose people were not reminded yet."""
    rows = select(Nomination).where(_NOT_NUDGED, Nomination.updated_at <= before)
    return session.scalars(rows.order_by(Nomination.id)).all()


def attachments(session: Session, nomination: Nomination) -> Sequence[Attachment]:
    rows = select(Attachment).where(Attachment.nomination_id == nomination.id).order_by(Attachment.id)
    return session.scalars(rows).all()


def files_due(session: Session, now: datetime, limit: int) -> Sequence[Attachment]:
    """Return files whose durable copy is to be fetched now, and that nobody else takes at this moment."""
    rows = select(Attachment).where(text("attachment.sha256 IS NULL"), Attachment.retry_at <= now)
    return session.scalars(rows.order_by(Attachment.id).limit(limit).with_for_update(skip_locked=True)).all()


def forget_files(session: Session, nomination: Nomination, question: str) -> None:
    """Let go of the files that an answer brought, when the answer is taken away."""
    of_answer = Attachment.nomination_id == nomination.id, Attachment.question == question
    session.execute(delete(Attachment).where(*of_answer))
