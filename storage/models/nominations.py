"""Stories, with their files and what people agreed to."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, where
from storage.models.words import IS_ASKED, IS_BUILT, IS_HELD, IS_URGENT, IS_WAITING, NOT_NUDGED, Status

_WAITING_ASKED = ("status", "field", "nominator_id", "account_id", "name_key", "phone")


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
        Index("ix_nomination_waiting", "status_at", "id", *_WAITING_ASKED, "commune", **where(IS_WAITING)),
        Index("ix_nomination_waiting_in", "commune", "status_at", "id", *_WAITING_ASKED, **where(IS_WAITING)),
        Index("ix_nomination_oldest", "submitted_at", "id", **where(IS_WAITING)),
        Index("ix_nomination_forgotten", "id", **where(NOT_NUDGED)),
        Index("ix_nomination_merged_into", "merged_into", **where("merged_into IS NOT NULL")),
        Index("ix_nomination_owner_id", "owner_id", "next_at", **where("owner_id IS NOT NULL")),
        # What is looked after is few beside all that was ever sent, and is asked for in the order of its dates.
        Index("ix_nomination_built", "next_at", "id", "commune", "field", **where(IS_BUILT)),
        Index("ix_nomination_due", "next_at", "nudged_at", "id", **where("next_at IS NOT NULL")),
        Index("ix_nomination_asked", "id", **where(IS_ASKED)),
        Index("ix_nomination_unannounced", "unannounced_at", "id", **where(IS_HELD)),
        Index("ix_nomination_published", "published_at", **where("published_at IS NOT NULL")),
        Index("ix_nomination_urgent", "status_at", "id", **where(IS_URGENT)),
        # Looked through from the newest on by /tim.
        Index("ix_nomination_search", "id", "commune", "field", "search", **where("search IS NOT NULL")),
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
    phone: Mapped[str | None]  # the sender's, as it was sent: a reviewer with the same number is concerned
    flags: Mapped[list[Any] | None]  # warnings for the reviewer
    question: Mapped[str | None]  # what the reviewer asks for, while needs_info
    round: Mapped[int] = mapped_column(default=1)  # of deciding: asked for more or reopened, votes begin anew
    urgent: Mapped[bool] = mapped_column(default=False)  # proposed for a reward at once: see handlers.urgent
    merged_into: Mapped[int | None]  # the case of which this story is a testimony
    verified: Mapped[dict[str, Any] | None]  # what a commune reviewer found on the spot: result, how, by, at
    checks: Mapped[dict[str, Any] | None]  # what is ticked on the card, and by whom: slug -> person id
    asked: Mapped[dict[str, Any] | None]  # the questions reopened and until when, while needs_info
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_until: Mapped[datetime | None]
    unannounced_at: Mapped[datetime | None]  # decided, and held back until it is announced with others
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # who looks after it from the approval on
    next_at: Mapped[datetime | None]  # when its owner is to look at it again
    before: Mapped[dict[str, Any] | None]  # what the last decision changed, so that it can be taken back
    decision: Mapped[dict[str, Any] | None]  # number, date, signer of the recognition
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    status_at: Mapped[datetime]
    nudged_at: Mapped[datetime | None]
    warned_at: Mapped[datetime | None]  # when the citizen heard that this draft will be deleted
    rung: Mapped[int] = mapped_column(default=0)  # of the ladder of reminders: how far up its reviewers were told
    published_at: Mapped[datetime | None]  # shown to the public, with the nominee's own consent (nêu gương)
    public: Mapped[dict[str, Any] | None]  # what is read of it: the deed in a reviewer's words, with the name or not
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
            **where("sha256 IS NULL"),
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
