"""Which updates were processed, which failed, and which killed the process."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.models import Counter, FailedUpdate, SeenUpdate, UpdateAttempt

KEEP = timedelta(days=3)  # Telegram repeats an update for 24 hours, and numbers begin anew after a quiet week
RUNNING = "running"


def seen(session: Session, channel: str, ids: Sequence[str]) -> set[str]:
    """Return those of the ids that were processed before."""
    rows = select(SeenUpdate.update_id).where(SeenUpdate.channel == channel, SeenUpdate.update_id.in_(ids))
    return set(session.scalars(rows))


def mark_seen(session: Session, keys: Sequence[tuple[str, str]], now: datetime) -> set[tuple[str, str]]:
    """Mark updates as processed; return those that were not before."""
    if not keys:
        return set()
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    rows = [{"channel": channel, "update_id": update_id, "at": now} for channel, update_id in dict.fromkeys(keys)]
    fresh = dialect.insert(SeenUpdate).on_conflict_do_nothing().returning(SeenUpdate.channel, SeenUpdate.update_id)
    return {(channel, update_id) for channel, update_id in session.connection().execute(fresh, rows)}


def forget_old(session: Session, now: datetime) -> None:
    session.execute(delete(SeenUpdate).where(SeenUpdate.at < now - KEEP))


def keep_failed(session: Session, key: tuple[str, str], raw: dict[str, Any], trace: str, now: datetime) -> None:
    """Set an update aside, whole (ASCII escapes: PostgreSQL refuses NUL and lone surrogates)."""
    session.add(FailedUpdate(channel=key[0], update_id=key[1], raw=json.dumps(raw), traceback=_storable(trace), at=now))


def blank_failed(session: Session, before: datetime) -> None:
    """Blank the updates that were set aside long ago, but not why."""
    session.execute(update(FailedUpdate).where(FailedUpdate.at < before, FailedUpdate.raw != "").values(raw=""))


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "backslashreplace").decode()


def died_last_time(session: Session) -> bool:
    """Mark the service as running; say whether the last run ended without taking the mark away."""
    mark = session.get(Counter, RUNNING)
    if mark is None:
        session.add(Counter(name=RUNNING, value=1))
        return False
    died, mark.value = mark.value == 1, 1
    return died


def ended_well(session: Session) -> None:
    mark = session.get(Counter, RUNNING)
    if mark is not None:
        mark.value = 0


def count_attempt(session: Session, channel: str, update_id: str) -> int:
    """Count one more attempt at an update and return how many that makes."""
    row = session.get(UpdateAttempt, (channel, update_id))
    if row is None:
        row = UpdateAttempt(channel=channel, update_id=update_id, attempts=0)
        session.add(row)
    row.attempts += 1
    return row.attempts


def forget_attempts(session: Session) -> None:
    session.execute(delete(UpdateAttempt))
