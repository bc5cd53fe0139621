"""The tables."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, MetaData, Text, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from storage.db import UtcDateTime


class Kind(StrEnum):
    INDIVIDUAL = "individual"
    COLLECTIVE = "collective"


class Status(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    NEEDS_INFO = "needs_info"
    VERIFIED = "verified"
    APPROVED = "approved"
    PILOTING = "piloting"
    RECOGNISED = "recognised"
    DECLINED = "declined"
    NURTURING = "nurturing"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    DISCONTINUED = "discontinued"


WAITING = (Status.SUBMITTED, Status.VERIFIED)  # for a reviewer's decision
# SQLite does not use a partial index for bound values: whoever asks must ask in these very words.
IS_WAITING = "status IN ('submitted', 'verified')"
_WAITING_ASKED = ("status", "field", "nominator_id")
NOT_NUDGED = "status IN ('draft', 'needs_info') AND nudged_at IS NULL"


class Role(StrEnum):
    CITIZEN = "citizen"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class Lane(StrEnum):
    """How urgent a message is; replies go before everything, a digest after everything."""

    REPLY = "reply"
    NOTICE = "notice"
    REMINDER = "reminder"
    DIGEST = "digest"


class Delivery(StrEnum):
    """RapidPro's words: `errored` will be tried again, `failed` will not."""

    QUEUED = "queued"
    SENT = "sent"
    ERRORED = "errored"
    FAILED = "failed"


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy reads it from the class)
        datetime: UtcDateTime,
        # NULL in the database, not the word "null": nothing is written and read for what is not there.
        dict[str, Any]: JSON(none_as_null=True),
        list[Any]: JSON(none_as_null=True),
        str: Text,
    }


def _where(words: str) -> dict[str, Any]:
    """Return the condition of a partial index on both databases."""
    return {"sqlite_where": text(words), "postgresql_where": text(words)}


class Person(Base):
    """Somebody who wrote to the bot, on one channel or on several."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_role", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]  # with the two below: the account last used, where this person is written to
    external_id: Mapped[str]
    chat_id: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.CITIZEN)
    level: Mapped[str | None]
    communes: Mapped[list[Any] | None]  # None: all of them
    fields: Mapped[list[Any] | None]
    unreachable_at: Mapped[datetime | None]
    draft_id: Mapped[int | None]  # the nomination that this person is writing
    scene: Mapped[dict[str, Any] | None]  # what a reviewer or admin is being asked just now
    merged_into: Mapped[int | None]  # linked to another person, who has all of this one's stories now
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Account(Base):
    """An account on a channel, and whose it is. Two that are linked belong to one person."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index("ix_account_person_id", "person_id"),
        Index("ix_account_chat", "channel", "chat_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    external_id: Mapped[str]
    chat_id: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str]
    menu: Mapped[list[Any] | None]  # the choices last shown, so that they can be answered by typing: see handlers.menus
    menu_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(innerjoin=True)


class Nomination(Base):
    """One citizen's story about one person or model; as a draft it is the whole conversation."""

    __tablename__ = "nomination"
    __table_args__ = (
        Index("ix_nomination_nominator_id", "nominator_id"),
        # Names of a commune are compared with the one that is told of: all that is looked at is in the index.
        Index("ix_nomination_commune", "commune", "name_key", "name"),
        Index("ix_nomination_submitted_at", "submitted_at", "id"),
        # What waits is counted and paged through within an index. That takes all columns that are asked for, the
        # condition's as well, and the condition in the same literals: see ix_outbox_open.
        Index("ix_nomination_waiting", "status_at", "id", *_WAITING_ASKED, "commune", **_where(IS_WAITING)),
        Index("ix_nomination_waiting_in", "commune", "status_at", "id", *_WAITING_ASKED, **_where(IS_WAITING)),
        Index("ix_nomination_oldest", "submitted_at", "id", **_where(IS_WAITING)),
        Index("ix_nomination_forgotten", "id", **_where(NOT_NUDGED)),
        # Looked through from the newest on by /tim.
        Index("ix_nomination_search", "id", "commune", "field", "search", **_where("search IS NOT NULL")),
        # A button keeps a draft's number for ever: SQLite must not give it to another.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str | None] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(default=Status.DRAFT)
    version: Mapped[int] = mapped_column(default=0)
    nominator_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # with which it was begun
    cursor: Mapped[str | None]
    draft: Mapped[dict[str, Any]]  # answers, pending choice, message ids: see handlers.form.Draft
    kind: Mapped[str | None]
    field: Mapped[str | None]
    nominee: Mapped[str | None]
    commune: Mapped[str | None]
    hamlet: Mapped[str | None]
    search: Mapped[str | None]  # folded words to find it by
    name: Mapped[str | None]  # the nominee's, folded, without a form of address: see handlers.similar
    name_key: Mapped[str | None]  # the same words in the order of the alphabet
    flags: Mapped[list[Any] | None]  # warnings for the reviewer
    question: Mapped[str | None]  # what the reviewer asks for, while needs_info
    decision: Mapped[dict[str, Any] | None]  # number, date, signer of the recognition
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    status_at: Mapped[datetime]
    nudged_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    piloting_at: Mapped[datetime | None]
    recognised_at: Mapped[datetime | None]


class Attachment(Base):
    """A file that a citizen sent; the durable copy is named by its content."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_nomination_id", "nomination_id"),
        Index(
            "ix_attachment_due",
            "retry_at",
            sqlite_where=text("sha256 IS NULL"),
            postgresql_where=text("sha256 IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    channel: Mapped[str]
    question: Mapped[str]
    kind: Mapped[str]
    file_id: Mapped[str]
    file_unique_id: Mapped[str]
    label: Mapped[str | None]
    bytes: Mapped[int | None]
    sha256: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    retry_at: Mapped[datetime | None]  # None without sha256: given up
    created_at: Mapped[datetime]


class Consent(Base):
    """What somebody agreed to or refused: purpose, wording, moment. Never changed, only followed by another."""

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_nomination_id", "nomination_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id", ondelete="SET NULL"))
    purpose: Mapped[str]
    given: Mapped[bool]
    text_version: Mapped[str]
    language: Mapped[str]
    at: Mapped[datetime]


class Event(Base):
    """One act, append-only: who, what, why, when, on which version; each row seals the one before."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_nomination_id", "nomination_id"), Index("ix_event_action_at", "action", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str]
    person_id: Mapped[int | None]
    nomination_id: Mapped[int | None]
    version: Mapped[int | None]
    source: Mapped[str | None]  # the state before
    target: Mapped[str | None]  # the state after
    salt: Mapped[str | None]  # erased together with the reason; the seal stays whole
    reason: Mapped[str | None]
    commitment: Mapped[str]
    seal: Mapped[str] = mapped_column(unique=True)


class OutboxMessage(Base):
    """Something the bot says; delivery sends it after the commit and settles it."""

    __tablename__ = "outbox"
    __table_args__ = (
        # The literals keep the index usable: SQLite does not match a partial index with bound values.
        Index(
            "ix_outbox_open",
            "due_at",
            sqlite_where=text("state IN ('queued', 'errored')"),
            postgresql_where=text("state IN ('queued', 'errored')"),
        ),
        # What a chat must hear first is asked only where there are claims: storage.claims.
        Index(
            "ix_outbox_chat", "channel", "chat_id", "id", postgresql_where=text("state IN ('queued', 'errored')")
        ).ddl_if(dialect="postgresql"),
        Index(
            "ix_outbox_card",
            "nomination_id",
            "person_id",
            sqlite_where=text("nomination_id IS NOT NULL"),
            postgresql_where=text("nomination_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str | None] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    channel: Mapped[str]
    chat_id: Mapped[str]
    lane: Mapped[str]
    key: Mapped[str]
    text: Mapped[str]
    buttons: Mapped[list[Any] | None]
    keyboard: Mapped[dict[str, Any] | None]
    picture: Mapped[str | None]  # a file's path below the data folder
    edits: Mapped[int | None]  # the outbox row whose message this one replaces
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))  # set on a card
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(default=Delivery.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime]
    message_id: Mapped[str | None]
    error: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    claimed_by: Mapped[int | None]  # the process that has an open row in hand, until then: see storage.claims
    claimed_until: Mapped[datetime | None]


class SeenUpdate(Base):
    """An update that was processed. Membership decides, never "greater than": Telegram restarts its numbers."""

    __tablename__ = "seen_update"

    channel: Mapped[str] = mapped_column(primary_key=True)
    update_id: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)


class FailedUpdate(Base):
    """An update that could not be processed, kept whole with its traceback."""

    __tablename__ = "failed_update"
    __table_args__ = (UniqueConstraint("channel", "update_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    update_id: Mapped[str]
    raw: Mapped[str]
    traceback: Mapped[str]
    at: Mapped[datetime]


class UpdateAttempt(Base):
    """How often the process died over an update; written only after an unclean stop."""

    __tablename__ = "update_attempt"

    channel: Mapped[str] = mapped_column(primary_key=True)
    update_id: Mapped[str] = mapped_column(primary_key=True)
    attempts: Mapped[int]


class Invite(Base):
    """A one-time invitation to a role, or to link an account to a person; only hashes are kept."""

    __tablename__ = "invite"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)  # of what a link carries
    code_hash: Mapped[str | None] = mapped_column(unique=True)  # of what is typed
    role: Mapped[str | None]
    links_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # instead of a role
    level: Mapped[str | None]
    communes: Mapped[list[Any] | None]
    fields: Mapped[list[Any] | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    used_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Occurrence(Base):
    """A due moment of a scheduled job; whoever inserts the row runs it."""

    __tablename__ = "occurrence"

    job: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]


class Counter(Base):
    """Numbers and marks of the service: the next code of a year, the running mark, a freeze."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"))  # SQLite's take 64 bits anyway


class Standing(Base):
    """How many stories took each step in a local year or week, and how many wait now: kept by storage.counters."""

    __tablename__ = "standing"
    __table_args__ = ({"sqlite_with_rowid": False},)

    period: Mapped[str] = mapped_column(primary_key=True)  # 2026, 2026-W47 or now
    commune: Mapped[str] = mapped_column(primary_key=True)  # or "*": the sum of them all
    kind: Mapped[str] = mapped_column(primary_key=True)  # a week's is "", as its field is
    field: Mapped[str] = mapped_column(primary_key=True)
    submitted: Mapped[int]
    approved: Mapped[int]
    piloting: Mapped[int]
    recognised: Mapped[int]
    waiting: Mapped[int]
    needs_info: Mapped[int]
