"""What is done with stories: the record of all acts, votes, and the life after approval."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, where


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


class Vote(Base):
    """What a reviewer said on a nomination at one level, in one round; `for_id` is whom they acted for."""

    __tablename__ = "vote"
    __table_args__ = (
        UniqueConstraint("nomination_id", "level", "round", "person_id"),
        Index("ix_vote_person_id", "person_id", "choice", "nomination_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    level: Mapped[str]
    round: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    for_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    choice: Mapped[str]  # approve, decline, abstain, or recuse: related to whom the story is about
    reason: Mapped[str | None]
    at: Mapped[datetime]


class Replication(Base):
    """Another unit does the same as a model: declared by anybody, counted apart until an officer confirms it."""

    __tablename__ = "replication"
    __table_args__ = (
        Index("ix_replication_nomination_id", "nomination_id"),
        Index("ix_replication_declared_at", "declared_at", "refused_at"),
        Index("ix_replication_confirmed_at", "confirmed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    commune: Mapped[str | None]
    unit: Mapped[str]
    adapted: Mapped[str]
    declared_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    refused_at: Mapped[datetime | None]


class Heartbeat(Base):
    """The half-yearly question to the owner of a recognised model, and the answer: still, changed or stopped."""

    __tablename__ = "heartbeat"
    __table_args__ = (UniqueConstraint("nomination_id", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime]
    answer: Mapped[str | None]
    words: Mapped[str | None]
    answered_at: Mapped[datetime | None]


class Reminder(Base):
    """A reviewer's wish to hear of one story, or of all that waits, at a moment; nothing else of it until then."""

    __tablename__ = "reminder"
    __table_args__ = (
        Index("ix_reminder_due", "due_at", **where("said_at IS NULL")),
        Index("ix_reminder_person_id", "person_id", "nomination_id", **where("said_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id", ondelete="CASCADE"))  # None: of all
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    said_at: Mapped[datetime | None]
