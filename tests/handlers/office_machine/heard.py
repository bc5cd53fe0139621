"""What people heard, and whether it is what they are to hear: the news, and no vote of others' before their own."""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from handlers.news import OUTCOMES
from storage.models import Delivery
from tests.handlers.office_machine.book import IS_OPEN, Book
from tests.handlers.office_machine.rows import ask
from tests.town import Heard, Resident

TOLD = frozenset(f"nomination.{one}{again}" for one in OUTCOMES.values() for again in ("", "_again"))
NEWS = "SELECT once, person_id, due_at, state FROM outbox WHERE once LIKE 'decision:%' OR key IN ({})"
ACCOUNTS = "SELECT external_id, person_id FROM account"
CARDS = ("review.card", "review.new_card")
VOTE = re.compile(r"• ([^:\n]+): (?:duyệt|chưa chọn|không ý kiến)")
CODE = re.compile(r"GT26-\d{4}")


def compare(session: Session, book: Book, now: datetime, residents: Sequence[Resident]) -> None:
    """Check that everybody is told once of each decision that stands, when it can be taken back no more."""
    found = ask(session, NEWS.format(", ".join(f"'{one}'" for one in sorted(TOLD))))
    written = Counter((*_decision(once), person, _moment(due), state) for once, person, due, state in found)
    assert written == Counter(
        (ref, version, person, due, Delivery.SENT if due <= now else Delivery.QUEUED)
        for (ref, version), news in book.news.items()
        for person, due in news.due.items()
    )
    heard = sum(key in TOLD for one in residents for key in one.heard)
    assert heard == sum(due <= now for news in book.news.values() for due in news.due.values())
    _votes_are_hidden(session, book, residents)


def _decision(once: str | None) -> tuple[int, int]:
    """Return the story and the version of it that a message is about."""
    assert once, "what was decided is told without a key"
    about, story, version, *_ = once.split(":")
    assert about == "decision"
    return int(story), int(version)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _votes_are_hidden(session: Session, book: Book, residents: Sequence[Resident]) -> None:
    """Check the cards that came since the last time: who has not voted reads of no vote, but the lead at the end.

    Who voted in between, and was concerned after all, could read the card that came in between.
    """
    if max(book.quorum.values()) == 1:
        return
    persons = {external: person for external, person in ask(session, ACCOUNTS)}  # noqa: C416 (rows are no pairs)
    for one in residents:
        new, book.listened[one.id] = one.messages[book.listened.get(one.id, 0) :], len(one.messages)
        for message in new:
            if message.key in CARDS and VOTE.search(message.text):
                _may_read(book, persons[one.id], message)
    book.voters = book.all_voters()


def _may_read(book: Book, person: int, card: Heard) -> None:
    code = CODE.search(card.text)
    ref = book.numbers[code[0] if code else ""]
    officer = book.staff.get(person)
    if officer and book.stories[ref].status in IS_OPEN and not (officer.leads or officer.is_admin):
        may = (person, ref) in book.voters or person in book.votes_now(ref)
        assert may, "votes are shown before one has voted"
