"""The fast lane: a good deed proposed for a reward at once (khen thưởng đột xuất), with a timer of its own."""

from datetime import date, datetime

from handlers.calendar import date_words
from handlers.messages import Button
from handlers.turn import Voice
from handlers.wording import Html
from storage import audit
from storage.models import WAITING, Nomination, Person, Status

GOOD_DEEDS = "good_deeds"  # the field to which it belongs
OPEN = (*WAITING, Status.APPROVED)
ON, OFF = "urgent", "not_urgent"


def suits(nomination: Nomination) -> bool:
    return nomination.field == GOOD_DEEDS and nomination.status in OPEN


def since(voice: Voice, nomination: Nomination) -> datetime:
    """Return when it was proposed."""
    proposed = audit.last_by_action(voice.session, nomination, ON)
    return proposed.at if proposed else nomination.status_at


def due(voice: Voice, nomination: Nomination) -> date:
    return voice.desk.calendar.working_days_after(since(voice, nomination), voice.desk.office.review.urgent_days)


def lines(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return what a card says of it."""
    if not nomination.urgent:
        return []
    if nomination.status not in OPEN:
        return [voice.words(reader, "card.urgent")]
    return [voice.words(reader, "card.urgent_until", until=date_words(due(voice, nomination)))]


def buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    if not suits(nomination) or reader.id == nomination.nominator_id:
        return []
    if nomination.urgent:
        return [voice.button_for(reader, "choice.not_urgent", f"ef:{nomination.id}:0")]
    return [voice.button_for(reader, "choice.urgent", f"ef:{nomination.id}:1")]
