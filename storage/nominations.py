"""Questions asked of the nominations."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, TextClause, bindparam, delete, func, or_, select, text, update
from sqlalchemy.orm import Session, defer
from sqlalchemy.orm.attributes import set_committed_value

from storage import late, marks
from storage.models import (
    IS_ASKED,
    IS_BUILT,
    IS_HELD,
    IS_URGENT,
    IS_WAITING,
    NOT_NUDGED,
    WAITING,
    Attachment,
    Nomination,
    Person,
    Role,
    Status,
    Vote,
)
from storage.votes import RECUSE

OPEN = (Status.DRAFT, Status.NEEDS_INFO)
_WAITS, _NOT_NUDGED = text(f"nomination.{IS_WAITING}"), text(f"nomination.{NOT_NUDGED}")
_BUILT = text(f"nomination.{IS_BUILT}")


def next_code(session: Session, year: int) -> str:
    """Return the year's next code, such as GT26-0147; the counter's row is locked until the commit."""
    return f"GT{year % 100:02d}-{marks.next_value(session, f'code:{year}'):04d}"


def by_code(session: Session, code: str) -> Nomination | None:
    return session.scalar(select(Nomination).where(Nomination.code == code))


def recognised(session: Session, kind: str, limit: int) -> Sequence[Nomination]:
    """Return what was recognised of a kind, the latest first."""
    rows = select(Nomination).where(_BUILT, Nomination.status == Status.RECOGNISED, Nomination.kind == kind)
    return session.scalars(rows.order_by(Nomination.recognised_at.desc(), Nomination.id.desc()).limit(limit)).all()


def add(session: Session, story: Nomination) -> None:
    """Add a new story, and number it: its buttons carry the number.

    SQLite has one writer, who can count further alone: the stories of a batch are written in one statement.
    """
    session.add(story)
    if session.get_bind().dialect.name != "sqlite":
        session.flush()
        return
    story.id = session.info["newest"] = (session.info.get("newest") or session.connection().scalar(_NEWEST) or 0) + 1


_NEWEST = text("SELECT seq FROM sqlite_sequence WHERE name = 'nomination'")


def open_of(session: Session, person: Person) -> Sequence[Nomination]:
    """Return what a citizen can go on with, the latest first."""
    unwritten = [one for one in session.new if isinstance(one, Nomination) and one.nominator_id == person.id]
    written = session.scalars(_OPEN_OF, {"person": person.id})
    found = [one for one in (*written, *unwritten) if one.status in OPEN]
    return sorted(found, key=lambda one: (one.updated_at, one.id), reverse=True)


_OPEN_OF = (
    select(Nomination)
    .where(Nomination.nominator_id == bindparam("person"), or_(*(Nomination.status == one for one in OPEN)))
    .execution_options(**late.APART)
)


def with_ids(session: Session, ids: Collection[int]) -> Sequence[Nomination]:
    """Return nominations by number, in one query."""
    return session.scalars(_WITH_IDS, {"ids": ids}).all()


_WITH_IDS = select(Nomination).where(Nomination.id.in_(bindparam("ids", expanding=True)))


def sent_by(session: Session, person: Person, limit: int) -> Sequence[Nomination]:
    """Return what a citizen has sent, the latest first."""
    mine = select(Nomination).where(Nomination.nominator_id == person.id, Nomination.code.is_not(None))
    return session.scalars(mine.order_by(Nomination.id.desc()).limit(limit)).all()


def waiting(session: Session) -> Sequence[Nomination]:
    """Return all that wait for a decision, the oldest first, without their stories."""
    rows = select(Nomination).where(_WAITS).order_by(Nomination.status_at, Nomination.id)
    return session.scalars(rows.options(defer(Nomination.draft))).all()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reviewer is asked of all that waits: some states, but not what they are barred from or voted on."""

    states: Collection[str] = WAITING
    but: Collection[int] = ()


EVERYTHING = Asked()


def queue_page(
    session: Session, reviewer: Person, start: int, limit: int, asked: Asked = EVERYTHING
) -> Sequence[Nomination]:
    """Return a part of what waits for this reviewer, the oldest first."""
    page = select(Nomination.id).where(*_waiting_for(reviewer, asked)).order_by(Nomination.status_at, Nomination.id)
    return _whole(session, page.offset(start).limit(limit), Nomination.status_at, Nomination.id)


def queue_length(session: Session, reviewer: Person, asked: Asked = EVERYTHING) -> int:
    """Count what waits for this reviewer."""
    waiting = select(func.count()).select_from(Nomination).where(*_waiting_for(reviewer, asked))
    return session.scalar(waiting) or 0


def _waiting_for(reviewer: Person, asked: Asked) -> list[ColumnElement[bool] | TextClause]:
    """Nobody decides about a story of their own."""
    rules: list[ColumnElement[bool] | TextClause] = [_WAITS, Nomination.nominator_id != reviewer.id]
    if set(asked.states) != set(WAITING):
        rules.append(Nomination.status.in_(asked.states))
    if asked.but:
        rules.append(Nomination.id.not_in(asked.but))
    return [*rules, *in_scope(reviewer)]


def claimed_by(session: Session, person: Person) -> Sequence[Nomination]:
    """Return what waits and somebody is at."""
    return session.scalars(select(Nomination).where(_WAITS, Nomination.claimed_by == person.id)).all()


def in_scope(reviewer: Person) -> list[ColumnElement[bool]]:
    """Say in SQL what handlers.workflow.may_see says of one nomination: no list means all of them."""
    if reviewer.role == Role.ADMIN:
        return []
    lists = ((Nomination.commune, reviewer.communes), (Nomination.field, reviewer.fields))
    return [column.in_(allowed) for column, allowed in lists if allowed]


def matching(session: Session, reviewer: Person, words: Sequence[str], limit: int) -> Sequence[Nomination]:
    """Return sent nominations in a reviewer's scope that contain every folded word, the latest first."""
    found = select(Nomination.id).where(Nomination.search.is_not(None), *in_scope(reviewer))
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


def climb(session: Session, reached: Collection[tuple[Nomination, int]]) -> None:
    """Write down how far up its ladder each nomination is, unless it was moved meanwhile and begins anew."""
    rows = [
        {"row": one.id, "version_seen": one.version, "new_rung": rung}
        for one, rung in sorted(reached, key=lambda it: it[0].id)
    ]
    if rows:
        session.connection().execute(_CLIMB, rows)
    for one, rung in reached:
        set_committed_value(one, "rung", rung)


_CLIMB = (
    update(Nomination)
    .where(Nomination.id == bindparam("row"), Nomination.version == bindparam("version_seen"))
    .values(rung=bindparam("new_rung"))
)


def take_vote_back(session: Session, nomination: Nomination, person: Person) -> None:
    """Let go of what a reviewer said in this round; the record keeps that it was said, and taken back."""
    mine = Vote.nomination_id == nomination.id, Vote.round == nomination.round, Vote.person_id == person.id
    # Who declared to be related stays so, whatever else they take back.
    session.execute(delete(Vote).where(*mine, Vote.choice != RECUSE))


def held_in(session: Session, reviewer: Person) -> Sequence[Nomination]:
    """Return what is decided in a reviewer's scope and not announced yet, the longest held first."""
    held = select(Nomination).where(
        text(f"nomination.{IS_HELD}"), Nomination.merged_into.is_(None), *in_scope(reviewer)
    )
    return session.scalars(held.order_by(Nomination.unannounced_at, Nomination.id)).all()


def lock(session: Session, rows: Sequence[Nomination]) -> None:
    """Read rows anew under their locks, in one order, before the record is written: nobody waits in a circle."""
    for row in sorted(rows, key=lambda one: one.id):
        session.refresh(row, with_for_update=True)


def urgent_in(session: Session, reviewer: Person) -> Sequence[Nomination]:
    """Return what is proposed for a reward at once in a reviewer's scope and not settled, the oldest first."""
    open_ = Nomination.status.in_([*WAITING, Status.APPROVED])
    urgent = select(Nomination).where(text(f"nomination.{IS_URGENT}"), open_, *in_scope(reviewer))
    mine = urgent.where(Nomination.nominator_id != reviewer.id)
    return session.scalars(mine.order_by(Nomination.status_at, Nomination.id)).all()


def asked(session: Session) -> Sequence[Nomination]:
    """Return all that wait for an answer of their nominator."""
    return session.scalars(select(Nomination).where(text(f"nomination.{IS_ASKED}")).order_by(Nomination.id)).all()


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


def forget_these(session: Session, ref: int, question: str, unique: Collection[str]) -> None:
    """Let go of some of the files that an answer brought."""
    of_answer = Attachment.nomination_id == ref, Attachment.question == question
    session.execute(delete(Attachment).where(*of_answer, Attachment.file_unique_id.in_(unique)))
