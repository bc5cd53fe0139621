"""What a decision changes of a row, so that it can be put back exactly. Pure."""

from datetime import datetime
from typing import Any

from storage.models import Nomination

MOMENTS = ("status_at", "nudged_at", "approved_at", "piloting_at", "recognised_at", "unannounced_at", "next_at")
VALUES = ("status", "question", "asked", "round", "decision", "owner_id", "verified", "rung")


def take(nomination: Nomination) -> dict[str, Any]:
    """Return what a decision may change, in JSON's terms."""
    moments = {name: getattr(nomination, name) for name in MOMENTS}
    texts = {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    return {**texts, **{name: getattr(nomination, name) for name in VALUES}}


def restore(nomination: Nomination, before: dict[str, Any]) -> None:
    """Put back what a decision changed."""
    for name, value in before.items():
        moment = name in MOMENTS and value is not None
        setattr(nomination, name, datetime.fromisoformat(value) if moment else value)
