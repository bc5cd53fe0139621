"""Rows by hand, for tests of the questions asked of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from handlers.people import own_account
from storage import audit
from storage.counters import count_move
from storage.models import Attachment, Kind, Nomination, OutboxMessage, Person, Status

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
STORY = "Bà vay 50 triệu đồng nuôi bò, nay có 9 con."


def local(text: str) -> datetime:
    """Return a moment from the office's wall clock: "2026-11-16 08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


@dataclass
class Ledger:
    """Fills an empty database; every story is told and judged at the moments given."""

    session: Session
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def person(self, name: str = "Hoa") -> Person:
        number, at = next(self.numbers), local("2026-01-01 08:00")
        person = Person(
            channel="telegram",
            external_id=str(7000 + number),
            chat_id=str(7000 + number),
            name=name,
            language="vi",
            created_at=at,
            seen_at=at,
        )
        self.session.add(own_account(person, at))
        self.session.flush()
        return person

    def story(self, submitted: str | None, status: str = Status.SUBMITTED, **given: Any) -> Nomination:
        """Store a nomination; `approved`, `piloting` and `recognised` are moments too, `texts` the story's pieces."""
        moments = {
            f"{step}_at": local(given.pop(step)) for step in ("approved", "piloting", "recognised") if step in given
        }
        texts, by = given.pop("texts", [STORY]), given.pop("by", None) or self.person()
        answers = {"story": [{"m": str(n), "t": text} for n, text in enumerate(texts)], **given.pop("answers", {})}
        at = local(submitted or "2026-01-01 08:00")
        nomination = Nomination(
            code=f"GT26-{next(self.numbers):04d}" if submitted else None,
            status=status,
            nominator_id=by.id,
            draft={"answers": answers, "pending": None, "sources": {}},
            **{"kind": Kind.INDIVIDUAL, "field": "good_deeds", "nominee": "bà Nguyễn Thị Hòe", **given},
            created_at=at,
            updated_at=at,
            status_at=at,
            submitted_at=at if submitted else None,
            **moments,
        )
        self.session.add(nomination)
        self.session.flush()
        count_move(self.session, nomination, Status.DRAFT, ZONE)
        return nomination

    def act(self, nomination: Nomination, action: str, at: str, **given: Any) -> None:
        audit.record(self.session, action, local(at), nomination=nomination, **given)

    def file(self, nomination: Nomination, sha256: str | None, size: int = 1000) -> None:
        self.session.add(
            Attachment(
                nomination_id=nomination.id,
                channel="telegram",
                question="media",
                kind="photo",
                file_id="secret-file-id",
                file_unique_id="unique",
                label="../../etc/passwd",
                bytes=size,
                sha256=sha256,
                created_at=nomination.created_at,
            )
        )

    def message(self, person: Person, state: str) -> None:
        at = person.created_at
        self.session.add(
            OutboxMessage(
                person_id=person.id,
                channel=person.channel,
                chat_id=person.chat_id,
                lane="reply",
                key="people.welcome",
                text="…",
                state=state,
                due_at=at,
                created_at=at,
            )
        )
