"""How much of a week's intake came from one commune or one person: counters, so that no submission reads a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Insert, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.counters import ALL
from storage.models import Counter, Nomination, Standing
from storage.weeks import Week

PREFIX = "intake:"


@dataclass(frozen=True, slots=True)
class Share:
    """What came in a week from one commune (its code) or from one person (their number)."""

    of: str  # "c" or "p"
    who: str
    stories: int


def count(session: Session, nomination: Nomination, week: Week) -> dict[str, int]:
    """Count a new story; return how many came this week from its commune ("c") and from its person ("p").

    Call it after the record's entry, as storage.counters.count_move.
    """
    whose = {"c": nomination.commune, "p": str(nomination.nominator_id)}
    return {of: _add(session, f"{PREFIX}{week.iso}:{of}:{who}") for of, who in whose.items() if who}


def _add(session: Session, name: str) -> int:
    # Not by the session: it would write first what it holds.
    return session.connection().scalar(_ONE_MORE[session.get_bind().dialect.name], {"name": name, "value": 1}) or 0


def _one_more(insert: Any) -> Insert:
    more: Insert = insert(Counter).on_conflict_do_update(index_elements=["name"], set_={"value": Counter.value + 1})
    return more.returning(Counter.value)


_ONE_MORE = {"sqlite": _one_more(sqlite.insert), "postgresql": _one_more(postgresql.insert)}


def received(session: Session, weeks: Sequence[Week]) -> list[int]:
    """Return how many stories came in each of some weeks."""
    # Not by the session, which would write what it holds: counters are written at once.
    ask = session.connection().scalar
    return [ask(_RECEIVED, {"week": week.iso}) or 0 for week in weeks]


_RECEIVED = select(Standing.submitted).where(
    Standing.period == bindparam("week"), Standing.commune == ALL, Standing.kind == "", Standing.field == ""
)


def shares(session: Session, week: Week, least: int) -> list[Share]:
    """Return from whom at least so many of a week's stories came, the most first."""
    start = f"{PREFIX}{week.iso}:"
    rows = select(Counter.name, Counter.value).where(
        Counter.name >= start, Counter.name < f"{PREFIX}{week.iso};", Counter.value >= least
    )
    found = session.execute(rows.order_by(Counter.value.desc(), Counter.name))
    split = ((name.removeprefix(start).partition(":"), stories) for name, stories in found)
    return [Share(of, who, stories) for (of, _, who), stories in split]


def forget(session: Session, before: Week) -> None:
    """Let go of the counters of earlier weeks."""
    old = Counter.name >= PREFIX, Counter.name < f"{PREFIX}{before.iso}"
    session.execute(delete(Counter).where(*old))
