"""A human pace: who floods gets one warning, then silence until the pace is human again. Pure."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

REMEMBERED = 20_000  # people; whoever is forgotten has not written for long
AGAIN = timedelta(minutes=1)  # after which a flood is warned of anew


class Verdict(Enum):
    HEAR = "hear"
    WARN = "warn"
    IGNORE = "ignore"


@dataclass(slots=True)
class _Bucket:
    """What somebody may still send just now."""

    left: float
    at: datetime
    warned_at: datetime | None = None


class Paces:
    """Everybody's pace, kept in memory: a restart forgives."""

    def __init__(self, per_minute: int) -> None:
        self._most = float(per_minute)
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def judge(self, person: int, now: datetime, cost: float = 1.0) -> Verdict:
        """Count something that a person sent; say whether it is heard."""
        bucket = self._buckets.setdefault(person, _Bucket(self._most, now))
        self._buckets.move_to_end(person)
        if len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        passed = max(0.0, (now - bucket.at).total_seconds())
        bucket.left, bucket.at = min(self._most, bucket.left + passed * self._most / 60), now
        if bucket.left >= cost:
            bucket.left -= cost
            return Verdict.HEAR
        if bucket.warned_at is not None and now - bucket.warned_at <= AGAIN:
            return Verdict.IGNORE
        bucket.warned_at = now
        return Verdict.WARN
