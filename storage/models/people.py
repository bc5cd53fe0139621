"""People, their accounts, how they are invited, and when they are away."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.models.base import Base, where
from storage.models.words import Role


class Person(Base):
    """Somebody who wrote to the bot, on one channel or on several."""

    __tablename__ = "person"
    __table_args__ = (
        Index("ix_person_role", "role"),
        Index("ix_person_subscribed", "id", **where("subscribed_at IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]  # with the two below: the account last used, where this person is written to
    external_id: Mapped[str]
    chat_id: Mapped[str]
    name: Mapped[str]
    language: Mapped[str]
    role: Mapped[str] = mapped_column(default=Role.CITIZEN)
    level: Mapped[str | None]  # of a reviewer: commune or province
    leads: Mapped[bool] = mapped_column(default=False)  # decides where votes are equal
    communes: Mapped[list[Any] | None]  # None: all of them
    fields: Mapped[list[Any] | None]
    unreachable_at: Mapped[datetime | None]
    draft_id: Mapped[int | None]  # the nomination that this person is writing
    scene: Mapped[dict[str, Any] | None]  # what a reviewer or admin is being asked just now
    merged_into: Mapped[int | None]  # linked to another person, who has all of this one's stories now
    notices: Mapped[dict[str, Any] | None]  # which notices, and when; None: as the office has it. See handlers.notices
    subscribed_at: Mapped[datetime | None]  # to "Tuần này"; a group or channel that is written to is a person too
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


class Absence(Base):
    """Days, the last one included, on which a reviewer is away and a deputy acts in their place."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_person_id", "person_id"), Index("ix_absence_deputy_id", "deputy_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    begins: Mapped[date]
    ends: Mapped[date]
    created_at: Mapped[datetime]
