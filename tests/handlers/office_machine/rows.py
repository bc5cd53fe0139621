"""What stands in the rows of an office's database, and whether it is what the book says."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.news import OUTCOMES
from storage import audit
from storage.counters import agree
from storage.models import (
    CARED_FOR,
    Absence,
    Delivery,
    FailedUpdate,
    Nomination,
    OutboxMessage,
    Person,
    Role,
    Vote,
)
from tests.handlers.office_machine.book import Book, Officer, Told
from tests.town import Resident

HEARD = frozenset(f"nomination.{one}{again}" for one in OUTCOMES.values() for again in ("", "_again"))


def read_stories(session: Session, book: Book) -> None:
    """Read what citizens told; nothing of it changes."""
    columns = (Nomination.id, Nomination.code, Nomination.nominator_id, Nomination.nominee)
    more = (Nomination.field, Nomination.commune, Nomination.draft["answers"]["phone"].as_string())
    for ref, code, nominator, nominee, field, commune, phone in session.execute(
        select(*columns, *more).where(Nomination.code.is_not(None))
    ):
        book.numbers[code] = ref
        book.told[ref] = Told(nominator, nominee, phone, field, commune or "")
    phone_of = Nomination.draft["answers"]["phone"].as_string()
    book.phones = set(session.execute(select(Nomination.nominator_id, phone_of).where(phone_of.is_not(None))).tuples())


def read_staff(session: Session, book: Book, today: date) -> None:
    """Read who works here, and who is away today."""
    columns = (Person.id, Person.name, Person.role, Person.level, Person.communes, Person.fields, Person.leads)
    found = session.execute(select(*columns).where(Person.role != Role.CITIZEN)).all()
    book.staff = {
        ref: Officer(ref, name, role, level or "province", communes, fields, bool(leads))
        for ref, name, role, level, communes, fields, leads in found
    }
    away = select(Absence.person_id, Absence.deputy_id).where(Absence.begins <= today, Absence.ends >= today)
    book.away = {ref: deputy for ref, deputy in session.execute(away.order_by(Absence.id)) if ref in book.staff}


def unannounced(session: Session) -> set[int]:
    return set(session.scalars(select(Nomination.id).where(Nomination.unannounced_at.is_not(None))))


def compare(session: Session, book: Book, now: datetime, residents: Sequence[Resident]) -> None:
    """Check that the rows are where the record says, and that everybody has heard what they are to hear."""
    columns = (Nomination.id, Nomination.status, Nomination.version, Nomination.round, Nomination.merged_into)
    stand = {row.id: tuple(row[1:]) for row in session.execute(select(*columns).where(Nomination.code.is_not(None)))}
    assert stand == {
        ref: (one.status, one.version, one.round, one.parent) for ref, one in book.stories.items()
    }
    _compare_votes(session, book)
    _compare_news(session, book, now, residents)
    cared_for = select(Nomination.status, Nomination.owner_id, Nomination.next_at)
    for status, owner, looks in session.execute(cared_for):
        assert (owner is not None, looks is not None) == (status in CARED_FOR,) * 2, status


def _compare_votes(session: Session, book: Book) -> None:
    columns = (Vote.nomination_id, Vote.round, Vote.level, Vote.person_id, Vote.choice)
    cast = {(*row[:4],): row.choice for row in session.execute(select(*columns).where(Vote.choice != "recuse"))}
    assert cast == {
        (ref, *place, person): choice
        for ref, one in book.stories.items()
        for place, votes in one.votes.items()
        for person, choice in votes.items()
    }


def _compare_news(session: Session, book: Book, now: datetime, residents: Sequence[Resident]) -> None:
    """Check that everybody is told once of each decision that stands, when it can be taken back no more."""
    columns = (OutboxMessage.once, OutboxMessage.person_id, OutboxMessage.due_at, OutboxMessage.state)
    found = session.execute(select(*columns).where(OutboxMessage.key.in_(HEARD))).all()
    written = Counter((*_decision(once), person, due, state) for once, person, due, state in found)
    assert written == Counter(
        (ref, version, person, news.due, Delivery.SENT if news.due <= now else Delivery.QUEUED)
        for (ref, version), news in book.news.items()
        for person in news.tellers
        if news.due
    )
    heard = sum(key in HEARD for one in residents for key in one.heard)
    assert heard == sum(len(news.tellers) for news in book.news.values() if news.due and news.due <= now)


def _decision(once: str | None) -> tuple[int, int]:
    assert once, "what was decided is told without a key"
    about, story, version, *_ = once.split(":")
    assert about == "decision"
    return int(story), int(version)


def check_office(session: Session, zone: ZoneInfo, failed: int) -> None:
    """Check the record's chain, the counters, and that nothing failed but what had to."""
    assert list(audit.broken_links(session)) == []
    assert agree(session, zone)
    assert session.scalar(select(func.count()).select_from(FailedUpdate)) == failed

