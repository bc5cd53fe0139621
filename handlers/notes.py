"""Notes that reviewers leave each other on a nomination: on the record and on the card, never for the citizen."""

from collections.abc import Sequence

from handlers import markup
from handlers.calendar import moment_words
from handlers.case_card import NOTES, facts
from handlers.messages import Button
from handlers.turn import Voice
from handlers.wording import Html
from storage import audit
from storage.models import Event, Nomination, Person

SHORT = 200  # characters of each on a card
MOST = 20  # where the story is read in full


def lines(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return a card's notes, the oldest of the newest first."""
    return _listed(voice, reader, facts(voice, nomination).notes[:NOTES], SHORT)


def whole(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    return _listed(voice, reader, audit.last_words(voice.session, nomination, audit.NOTE, MOST), markup.TEXT_LIMIT)


def _listed(voice: Voice, reader: Person, kept: Sequence[tuple[Event, Person]], short: int) -> list[Html]:
    said = [
        voice.words(
            reader,
            "card.note",
            who=person.name,
            when=moment_words(voice.desk.calendar, event.at),
            note=markup.shorten(event.reason or "", short),
        )
        for event, person in reversed(kept)
    ]
    return [voice.words(reader, "card.notes", lines=Html("\n".join(said)))] if said else []


def are_cut(voice: Voice, nomination: Nomination) -> bool:
    """Say whether a card shows less than there is."""
    kept = facts(voice, nomination).notes
    return len(kept) > NOTES or any(len(event.reason or "") > SHORT for event, _ in kept)


def buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    if reader.id == nomination.nominator_id:
        return []
    return [voice.button_for(reader, "choice.note", f"en:{nomination.id}")]
