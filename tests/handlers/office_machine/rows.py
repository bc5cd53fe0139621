"""What stands in the rows of an office's database, and whether it is what the book says.

Asked in plain SQL: a history asks it after every step, and objects that nobody changes would cost more than the step.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from storage.models import CARED_FOR
from tests.handlers.office_machine.book import Book, Officer, Told

STORIES = (
    "SELECT id, code, nominator_id, nominee, json_extract(draft, '$.answers.phone'), field, commune FROM nomination"
)
STAND = "SELECT id, status, version, round, merged_into FROM nomination WHERE code IS NOT NULL"
CARED = "SELECT status, owner_id IS NOT NULL, next_at IS NOT NULL FROM nomination"
HELD = "SELECT id FROM nomination WHERE unannounced_at IS NOT NULL"
STAFF = "SELECT id, name, role, level, communes, fields, leads FROM person WHERE role != 'citizen'"
AWAY = "SELECT person_id, deputy_id FROM absence WHERE begins <= ? AND ends >= ? ORDER BY id"
RELATED = "SELECT person_id, nomination_id FROM vote WHERE choice = 'recuse'"
VOTES = "SELECT nomination_id, round, level, person_id, choice FROM vote WHERE choice != 'recuse'"
FAILED = "SELECT count(*) FROM failed_update"


def ask(session: Session, sql: str, *values: Any) -> Sequence[Any]:
    return session.connection().exec_driver_sql(sql, values).all()


def read_stories(session: Session, book: Book) -> None:
    """Read what citizens told, and what is held back."""
    for ref, code, nominator, nominee, phone, field, commune in ask(session, STORIES):
        if phone:
            book.phones.add((nominator, phone))
        if code:
            book.numbers[code] = ref
            book.told[ref] = Told(nominator, nominee, phone, field, commune or "")
    book.held = {ref for (ref,) in ask(session, HELD)}


def read_staff(session: Session, book: Book, today: date) -> None:
    """Read who works here, and who is away today."""
    book.staff = {
        ref: Officer(ref, name, role, level or "province", _list(communes), _list(fields), bool(leads))
        for ref, name, role, level, communes, fields, leads in ask(session, STAFF)
    }
    away = ask(session, AWAY, today.isoformat(), today.isoformat())
    book.away = {ref: deputy for ref, deputy in away if ref in book.staff}


def _list(text: str | None) -> list[str]:
    return json.loads(text) or [] if text else []


def compare(session: Session, book: Book) -> None:
    """Check that the rows are where the record says."""
    stand = {ref: tuple(where) for ref, *where in ask(session, STAND)}
    assert stand == {ref: (one.status, one.version, one.round, one.parent) for ref, one in book.stories.items()}
    for status, has_owner, has_date in ask(session, CARED):
        assert bool(has_owner) == bool(has_date) == (status in CARED_FOR), status
    _compare_votes(session, book)


def _compare_votes(session: Session, book: Book) -> None:
    assert {(person, ref) for person, ref in ask(session, RELATED)} == book.related
    assert Counter(map(tuple, ask(session, VOTES))) == Counter(
        (ref, *place, person, choice)
        for ref, one in book.stories.items()
        for place, votes in one.votes.items()
        for person, choice in votes.items()
    )
