"""People who asked for news."""

from datetime import datetime

from sqlalchemy import update

from handlers import underway
from handlers.turn import Voice
from storage.models import Person
from tests.town import Resident, Town


def subscribe(town: Town, *who: Resident) -> None:
    _set(town, who, town.now)


def unsubscribe(town: Town, *who: Resident) -> None:
    _set(town, who, None)


def _set(town: Town, who: tuple[Resident, ...], at: datetime | None) -> None:
    numbers = [town.person(one).id for one in who]
    with town.looking() as session:
        session.execute(update(Person).where(Person.id.in_(numbers)).values(subscribed_at=at))


def readers(town: Town, number: int, **details: str) -> list[Resident]:
    """Return so many people who asked for news, and were welcomed."""
    people = [town.citizen(f"Người {n}", **details) for n in range(number)]
    for one in people:
        one.says("/start")
        one.messages.clear()
    subscribe(town, *people)
    return people


def herald(town: Town) -> None:
    """Let the admins hear how far their broadcasts are."""
    with town.looking() as session:
        list(underway.report(Voice(session, town.desk, town.now)))
    town.deliver()
