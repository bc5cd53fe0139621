"""Which updates were processed, which failed, and which killed the process."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage import marks
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
    dialect, ordered = _dialect(session), list(dict.fromkeys(keys))
    if dialect is postgresql:
        ordered.sort()  # two processes that were given the same updates must not wait for each other
    rows = [{"channel": channel, "update_id": update_id, "at": now} for channel, update_id in ordered]
    return {(channel, update_id) for channel, update_id in session.connection().execute(_MARK[dialect], rows)}


_MARK = {
    dialect: dialect.insert(SeenUpdate).on_conflict_do_nothing().returning(SeenUpdate.channel, SeenUpdate.update_id)
    for dialect in (sqlite, postgresql)
}


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
    marks.begin_with(session, RUNNING, 0)
    mark = session.get_one(Counter, RUNNING)
    died, mark.value = mark.value == 1, 1
    return died


def ended_well(session: Session) -> None:
    mark = session.get(Counter, RUNNING)
    if mark is not None:
        mark.value = 0


def count_attempt(session: Session, channel: str, update_id: str) -> int:
    """Count one more attempt at an update and return how many that makes."""
    first = _dialect(session).insert(UpdateAttempt).values(channel=channel, update_id=update_id, attempts=1)
    more = {"attempts": UpdateAttempt.attempts + 1}
    counted = first.on_conflict_do_update(index_elements=["channel", "update_id"], set_=more)
    attempts: int = session.scalars(counted.returning(UpdateAttempt.attempts)).one()
    return attempts


def forget_attempts(session: Session) -> None:
    """Forget the attempts at updates that are processed; another process may be trying others."""
    same = SeenUpdate.channel == UpdateAttempt.channel, SeenUpdate.update_id == UpdateAttempt.update_id
    session.execute(delete(UpdateAttempt).where(exists().where(*same)))


def _dialect(session: Session) -> Any:
    return sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
