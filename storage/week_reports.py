"""The numbers of each week as its digest told them, so that they can be shown, and be put right, later."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import WeekReport
from storage.replications import Spread
from storage.tally import Counts, Tally, Waiting, WeekCounts
from storage.waits import Ages, Asked
from storage.week_numbers import Flow, Owed, Share, WeekNumbers

FORM = 1  # raised when the numbers are written in another way: what was written before is counted anew


def keep(session: Session, numbers: WeekNumbers, now: datetime) -> None:
    """Keep a week's numbers as they are told; what was told first stays."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {"iso": numbers.iso, "numbers": as_json(numbers), "counted_at": now}
    session.execute(insert(WeekReport).values(**row).on_conflict_do_nothing())


def told(session: Session, iso: str, zone: ZoneInfo) -> WeekNumbers | None:
    """Return a week's numbers as they were told, or None."""
    row = session.get(WeekReport, iso)
    return from_json(row.numbers, zone) if row and row.numbers.get("form") == FORM else None


def corrections(told_before: WeekNumbers | None, counted: Flow) -> dict[str, tuple[int, int]]:
    """Return what was told of a week, and what it comes to now, for each number that is another."""
    if told_before is None:
        return {}
    before, after = asdict(told_before.flow), asdict(counted)
    return {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def as_json(numbers: WeekNumbers) -> dict[str, Any]:
    told: dict[str, Any] = _plain(asdict(numbers) | {"form": FORM})
    del told["tally"]["zone"]
    return told


def _plain(value: Any) -> Any:
    """Write moments as texts, however deep they lie."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime) else value


_AS_THEY_ARE = ("declined", "nurtured", "days_to_decide", "weeks", "approved_weeks")


def from_json(told: Mapping[str, Any], zone: ZoneInfo) -> WeekNumbers:
    return WeekNumbers(
        **{name: told[name] for name in _AS_THEY_ARE},
        at=datetime.fromisoformat(told["at"]),
        tally=_tally(told["tally"], zone),
        flow=Flow(**told["flow"]),
        before=Flow(**told["before"]),
        communes=_counts(told["communes"]),
        shares={name: {key: Share(**one) for key, one in of.items()} for name, of in told["shares"].items()},
        ages=Ages(**told["ages"]),
        asked=Asked(told["asked"]["count"], _moment(told["asked"]["since"])),
        owed=tuple(Owed(**{**one, "since": datetime.fromisoformat(one["since"])}) for one in told["owed"]),
    )


def _tally(told: Mapping[str, Any], zone: ZoneInfo) -> Tally:
    oldest = told["oldest"]
    return Tally(
        year=told["year"],
        kinds=_counts(told["kinds"]),
        fields=_counts(told["fields"]),
        week=WeekCounts(**told["week"]),
        oldest=Waiting(oldest["code"], datetime.fromisoformat(oldest["submitted_at"])) if oldest else None,
        zone=zone,
        spread=Spread(**told["spread"]),
        urgent=Counts(**told["urgent"]),
        begun=_moment(told["begun"]),
    )


def _counts(told: Mapping[str, Any]) -> dict[str, Counts]:
    return {name: Counts(**counts) for name, counts in told.items()}


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
