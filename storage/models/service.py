"""What the service itself remembers: messages, updates, occurrences, counters."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, where
from storage.models.words import Delivery


class OutboxMessage(Base):
    """Something the bot says; delivery sends it after the commit and settles it."""

    __tablename__ = "outbox"
    __table_args__ = (
        # The literals keep the index usable: SQLite does not match a partial index with bound values.
        Index(
            "ix_outbox_open",
            "due_at",
            **where("state IN ('queued', 'errored')"),
        ),
        # What a chat must hear first is asked only where there are claims: storage.claims.
        Index(
            "ix_outbox_chat", "channel", "chat_id", "id", postgresql_where=text("state IN ('queued', 'errored')")
        ).ddl_if(dialect="postgresql"),
        Index(
            "ix_outbox_card",
            "nomination_id",
            "person_id",
            **where("nomination_id IS NOT NULL"),
        ),
        Index("ix_outbox_broadcast", "broadcast_id", "state", **where("broadcast_id IS NOT NULL")),
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
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id"))
    claimed_by: Mapped[int | None]  # the process that has an open row in hand, until then: see storage.claims
    claimed_until: Mapped[datetime | None]


class Broadcast(Base):
    """One thing said to many: its rows of the outbox can be held back, let go on, or given up together."""

    __tablename__ = "broadcast"

    id: Mapped[int] = mapped_column(primary_key=True)
    once: Mapped[str] = mapped_column(unique=True)
    started_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # who sees how it goes; None: the clock
    state: Mapped[str]  # running, paused, cancelled or done
    total: Mapped[int]  # of messages
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


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


class Occurrence(Base):
    """A due moment of a scheduled job; whoever inserts the row runs it."""

    __tablename__ = "occurrence"

    job: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]


class JobHealth(Base):
    """How a job fared last, in whichever process."""

    __tablename__ = "job_health"

    job: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime | None]  # for which it ran last
    ran_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]  # when it is to run next; what was missed stays expected until it has run
    milliseconds: Mapped[int | None]
    messages: Mapped[int | None]
    failed_at: Mapped[datetime | None]  # None again once it ran
    error: Mapped[str | None]  # its kind alone: it may hold a person's words
    alarmed_at: Mapped[datetime | None]  # when the admins heard that it is late


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


class WeekReport(Base):
    """The numbers of a week as its digest told them: what is counted otherwise later is said to be a correction."""

    __tablename__ = "week_report"

    iso: Mapped[str] = mapped_column(primary_key=True)  # 2026-W47
    numbers: Mapped[dict[str, Any]]
    counted_at: Mapped[datetime]
