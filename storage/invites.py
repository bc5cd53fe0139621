"""One-time invitations: to a role, or to link an account. By a link with a token, or by a code that is typed."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Invite, Person, Role

# No letter that looks like a digit. With a digit in it, a code is nobody's name.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE = re.compile(rf"(?=.*\d)[{ALPHABET}]{{4}}-[{ALPHABET}]{{2}}")


@dataclass(frozen=True, slots=True)
class Invitation:
    """What its holder shows: the token (128 bits) in a link, or the code (30 bits) typed."""

    token: str
    code: str


def invite(
    session: Session,
    role: Role | None,
    now: datetime,
    lasts: timedelta,
    *,
    links: Person | None = None,
    level: str | None = "province",
    communes: list[str] | None = None,
    fields: list[str] | None = None,
) -> Invitation:
    """Store an invitation; only the hashes of what is handed out are kept."""
    handed = Invitation(token=secrets.token_urlsafe(16), code=_new_code())
    session.add(
        Invite(
            token_hash=_hash(handed.token),
            code_hash=_hash_code(handed.code),
            role=role,
            links_id=links.id if links else None,
            level=level if role else None,
            communes=communes,
            fields=fields,
            created_at=now,
            expires_at=now + lasts,
        )
    )
    session.flush()
    return handed


def by_token(session: Session, token: str) -> Invite | None:
    return session.scalar(select(Invite).where(Invite.token_hash == _hash(token)).with_for_update())


def by_code(session: Session, code: str) -> Invite | None:
    return session.scalar(select(Invite).where(Invite.code_hash == _hash_code(code)).with_for_update())


def unused(session: Session, made_before: datetime, expired_after: datetime) -> Sequence[Invite]:
    """Return invitations to a role that nobody has used, the oldest first; those that expired long ago are over."""
    rows = select(Invite).where(Invite.role.is_not(None), Invite.used_at.is_(None))
    recent = rows.where(Invite.created_at <= made_before, Invite.expires_at > expired_after)
    return session.scalars(recent.order_by(Invite.id)).all()


def _new_code() -> str:
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _ in range(6))
        code = f"{drawn[:4]}-{drawn[4:]}"
        if CODE.fullmatch(code):
            return code


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _hash_code(code: str) -> str:
    # A code is short: whoever reads the table must not find it by trying them all within the days that it lives.
    return hashlib.scrypt(code.encode(), salt=b"hoadep.invite", n=2**12, r=8, p=1).hex()
