"""Questions asked of the people table, and invitations."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from storage.models import Invite, Person, Role


def on_channels(session: Session, accounts: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Person]:
    """Return the known people among (channel, external id) pairs, in one query.

    They are locked until the commit, always in the same order: whatever one person does happens one after the
    other, in however many processes, and a role that is taken back meanwhile counts before or after, not between.
    """
    if not accounts:
        return {}
    wanted = select(Person).where(tuple_(Person.channel, Person.external_id).in_(set(accounts))).order_by(Person.id)
    # The key itself stays free, so that others can write to these people's outbox.
    locked = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return {(person.channel, person.external_id): person for person in session.scalars(locked)}


def on_channel(session: Session, channel: str, external_id: str) -> Person | None:
    return session.scalar(select(Person).where(Person.channel == channel, Person.external_id == external_id))


def staff(session: Session) -> Sequence[Person]:
    """Return reviewers and admins, the longest-serving first."""
    return session.scalars(select(Person).where(Person.role.in_([Role.REVIEWER, Role.ADMIN])).order_by(Person.id)).all()


def new_invite(
    session: Session,
    role: Role,
    now: datetime,
    lasts: timedelta,
    *,
    level: str = "province",
    communes: list[str] | None = None,
    fields: list[str] | None = None,
) -> str:
    """Store an invitation and return its token (128 bits); only the hash is kept."""
    token = secrets.token_urlsafe(16)
    session.add(
        Invite(
            token_hash=_hash(token),
            role=role,
            level=level,
            communes=communes,
            fields=fields,
            created_at=now,
            expires_at=now + lasts,
        )
    )
    return token


def invite_for(session: Session, token: str) -> Invite | None:
    return session.scalar(select(Invite).where(Invite.token_hash == _hash(token)).with_for_update())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
