"""Who is at a card: opening it claims it for a while, so that two do not read the same. Deciding needs no claim."""

from datetime import timedelta

from handlers import rights
from handlers.calendar import moment_words
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage.models import WAITING, Nomination, Person


def take(turn: Turn, nomination: Nomination) -> bool:
    """Claim what somebody opens, unless another is at it just now; say whether the others' cards change by it."""
    if nomination.status not in WAITING or not rights.is_theirs(turn, turn.person, nomination):
        return False
    before = holder(turn, nomination)
    if before is not None and before is not turn.person:
        return False
    nomination.claimed_by = turn.person.id
    nomination.claimed_until = turn.now + timedelta(minutes=turn.desk.office.review.claim_minutes)
    return before is None


def holder(voice: Voice, nomination: Nomination) -> Person | None:
    """Return who is at a card now."""
    if nomination.claimed_by is None or nomination.claimed_until is None or nomination.claimed_until <= voice.now:
        return None
    return voice.session.get(Person, nomination.claimed_by) if nomination.status in WAITING else None


def line(voice: Voice, reader: Person, nomination: Nomination) -> Html | None:
    """Return "đang xem: Mai", for everybody but Mai."""
    person = holder(voice, nomination)
    if person is None or person is reader or nomination.claimed_until is None:
        return None
    until = moment_words(voice.desk.calendar, nomination.claimed_until)
    key = "who.claimed" if rights.is_theirs(voice, reader, nomination) else "who.claimed_only"
    return voice.words(reader, key, name=person.name, until=until)


def mark(voice: Voice, reader: Person, nomination: Nomination) -> Html:
    """Return the same for a line of the queue, else nothing."""
    person = holder(voice, nomination)
    if person is None or person is reader:
        return Html("")
    return Html(f" {voice.words(reader, 'who.claimed_short', name=person.name)}")
