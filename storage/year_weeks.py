"""What each week of a year brought, from the counters."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.counters import ALL
from storage.models import Standing
from storage.weeks import Week, week_named


def weeks_of(year: int, zone: ZoneInfo) -> list[Week]:
    """Return the 52 or 53 weeks of a year (ISO 8601)."""
    last = date(year, 12, 28).isocalendar().week
    return [week_named(f"{year}-W{number:02}", zone) for number in range(1, last + 1)]


def received_and_approved(session: Session, weeks: Sequence[Week]) -> list[tuple[int, int]]:
    """Return for each week how many stories came in, and how many were approved that still are."""
    rows = session.execute(_STEPS, {"weeks": [week.iso for week in weeks]})
    found = {row.period: (row.submitted, row.approved) for row in rows}
    return [found.get(week.iso, (0, 0)) for week in weeks]


_STEPS = select(Standing.period, Standing.submitted, Standing.approved).where(
    Standing.period.in_(bindparam("weeks", expanding=True)),
    Standing.commune == ALL,
    Standing.kind == "",
    Standing.field == "",
)
