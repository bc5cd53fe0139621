"""Stories about the same case: looked for by name, and gathered below the case they were merged into."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased, defer

from storage import late
from storage.models import Attachment, Nomination, Status

MOST_NAMED = 20  # stories of one case
SHORT = 5  # characters of a name below which another letter makes it another name
NEVER_SHOWN = (Status.DRAFT, Status.WITHDRAWN)


def names_like(session: Session, commune: str, readings: Sequence[str], keys: Sequence[str]) -> Sequence[str]:
    """Return a commune's folded names that have one of these keys, or may be one letter away from a reading.

    A citizen's step asks without having everything written first: what was sent just now is named whatever it is.
    """
    values: dict[str, str | int] = {"commune": commune}
    for number, (reading, key) in enumerate(zip(readings, keys, strict=True)):
        values |= {f"{name}_{number}": value for name, value in _bounds(reading, key).items()}
    found = session.connection().execute(_names_like(len(readings)), values).scalars()
    unwritten = (one.name for one in _just_sent(session) if one.commune == commune)
    return [name for name in (*found, *unwritten) if name is not None]


def _bounds(reading: str, key: str) -> dict[str, str | int]:
    """Return what a name that is one letter away still has: with the letter in its end the begin, else the end."""
    length = len(reading)
    at = length * 3 // 4  # most begin with the same surname
    begin, end = reading[: at - 1], reading[at:]  # two exchanged letters may stand on both sides
    least, most = (length - 1, length + 1) if length >= SHORT else (1, 0)
    lengths = {"least": least, "most": most, "begins": len(begin), "ends": len(end)}
    return {"key": key, "begin": begin, "end": end, **lengths}


@lru_cache(maxsize=8)
def _names_like(readings: int) -> Select[str | None]:
    """Return the question for so many readings: to put it together takes longer than to ask it."""
    like = or_(*map(_like, range(readings)))
    return select(Nomination.name).distinct().where(Nomination.commune == bindparam("commune"), like)


def _like(number: int) -> ColumnElement[bool]:
    name, length = Nomination.name, func.length(Nomination.name)
    key, begin, end = (bindparam(f"{one}_{number}", type_=Text) for one in ("key", "begin", "end"))
    least, most, begins, ends = (
        bindparam(f"{one}_{number}", type_=Integer) for one in ("least", "most", "begins", "ends")
    )
    kept = or_(func.substr(name, 1, begins) == begin, func.substr(name, length - ends + 1) == end)
    return or_(Nomination.name_key == key, and_(length.between(least, most), kept))


def named(session: Session, commune: str | None, keys: Collection[str]) -> Sequence[Nomination]:
    """Return the stories of a commune with one of these name keys that people may hear of, the oldest first."""
    rows = select(Nomination).where(Nomination.commune == commune, Nomination.name_key.in_(keys))
    shown = rows.where(Nomination.status.not_in(NEVER_SHOWN)).order_by(Nomination.id).limit(MOST_NAMED)
    _see_what_was_just_sent(session)
    return session.scalars(shown.options(defer(Nomination.draft)), execution_options=late.APART).all()


def _see_what_was_just_sent(session: Session) -> None:
    if _just_sent(session):
        session.flush()


def _just_sent(session: Session) -> list[Nomination]:
    """Return the stories that were sent in this transaction and are not written yet."""
    return [one for one in session.dirty if isinstance(one, Nomination) and one.code]


def case_of(session: Session, story: Nomination) -> Nomination:
    """Return the case that a story tells of: itself, or the one at the end of what it was merged into."""
    while story.merged_into is not None:
        story = session.get_one(Nomination, story.merged_into)
    return story


def locked_case(session: Session, ref: int) -> Nomination:
    """Return the case that a story tells of, as it is now, and hold it until the commit."""
    (story,) = held(session, ref)
    while story.merged_into is not None:
        (story,) = held(session, story.merged_into)
    return story


def testimonies(session: Session, case: Nomination) -> Sequence[Nomination]:
    """Return all stories merged into a case, also through another one, the oldest first."""
    _see_what_was_just_sent(session)
    return session.scalars(_TESTIMONIES, {"case_id": case.id}, execution_options=late.APART).all()


# What is asked for every card is put together once: that takes longer than to ask it.
_BELOW = select(Nomination.id).where(Nomination.merged_into == bindparam("case_id")).cte("below", recursive=True)
_DEEPER = aliased(Nomination)
_BELOW = _BELOW.union_all(select(_DEEPER.id).where(_DEEPER.merged_into == _BELOW.c.id))
_TESTIMONIES = (
    select(Nomination)
    .where(Nomination.id.in_(select(_BELOW.c.id)))
    .order_by(Nomination.id)
    .options(defer(Nomination.draft))
)


def tellers(session: Session, case: Nomination) -> set[int]:
    """Return the numbers of all people who told of a case."""
    return {case.nominator_id, *(one.nominator_id for one in testimonies(session, case))}


def told_of(session: Session, people: Collection[int]) -> list[tuple[int, int]]:
    """Return (person, case) for every case that a story of theirs was merged into, also through another one."""
    _see_what_was_just_sent(session)
    found = session.execute(_TOLD_OF, {"people": list(people)}, execution_options=late.APART)
    return [(person, case) for person, case in found]


_TOLD = (
    select(Nomination.nominator_id.label("person"), Nomination.merged_into.label("case_id"))
    .where(
        Nomination.nominator_id.in_(bindparam("people", expanding=True)),
        Nomination.merged_into.is_not(None),
    )
    .cte("told", recursive=True)
)
_UPPER = aliased(Nomination)
_TOLD = _TOLD.union_all(
    select(_TOLD.c.person, _UPPER.merged_into).where(_UPPER.id == _TOLD.c.case_id, _UPPER.merged_into.is_not(None))
)
_TOLD_OF = select(_TOLD.c.person, _TOLD.c.case_id)


def files(session: Session, stories: Collection[int], limit: int) -> Sequence[Attachment]:
    """Return the first files of some stories, story by story."""
    rows = select(Attachment).where(Attachment.nomination_id.in_(stories))
    return session.scalars(rows.order_by(Attachment.nomination_id, Attachment.id).limit(limit)).all()


def file_count(session: Session, stories: Collection[int]) -> int:
    rows = select(func.count()).select_from(Attachment).where(Attachment.nomination_id.in_(stories))
    return session.scalar(rows, execution_options=late.BESIDE) or 0


def held(session: Session, *refs: int) -> Sequence[Nomination]:
    """Return stories as they are now, and hold them until the commit.

    Always in the same order: of two who hold the same stories one waits for the other, and never both.
    """
    rows = select(Nomination).where(Nomination.id.in_(refs)).order_by(Nomination.id).with_for_update()
    return session.scalars(rows, execution_options={"populate_existing": True}).all()
