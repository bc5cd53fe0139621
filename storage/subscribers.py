"""Who reads "Tuần này": people who asked for it, and the groups and channels that an admin gave it to.

A group or a channel is a person without an account: nobody speaks for it, and its chat's number is below zero.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.models import Person, Role


def is_room(chat_id: str) -> bool:
    return chat_id.startswith("-")


def room(session: Session, channel: str, chat_id: str) -> Person | None:
    """Return the group or channel of this number, if an admin ever brought us there."""
    return session.scalar(select(Person).where(Person.channel == channel, Person.chat_id == chat_id).limit(1))


def subscribed_room(session: Session, channel: str, chat_id: str) -> Person | None:
    """Return it only if it is written to: asked by anybody, without looking through all people."""
    here = Person.channel == channel, Person.chat_id == chat_id, Person.subscribed_at.is_not(None)
    return session.scalar(select(Person).where(*here).limit(1))


def new_room(session: Session, channel: str, chat_id: str, title: str, language: str, now: datetime) -> Person:
    """Remember a group or a channel."""
    person = Person(
        channel=channel,
        external_id=chat_id,
        chat_id=chat_id,
        name=title,
        language=language,
        role=Role.CITIZEN,
        created_at=now,
        seen_at=now,
    )
    session.add(person)
    session.flush()
    return person
