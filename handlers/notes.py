"""Notes that reviewers leave each other on a nomination: on the record and on the card, never for the citizen."""

from handlers import markup
from handlers.calendar import moment_words
from handlers.messages import Button
from handlers.turn import Voice
from handlers.wording import Html
from storage import audit
from storage.models import Nomination, Person

NOTE = "note"
SHOWN, SHORT = 3, 200  # on a card: how many, and how many characters of each
MOST = 20  # where the story is read in full


def lines(voice: Voice, reader: Person, nomination: Nomination, most: int = SHOWN, short: int = SHORT) -> list[Html]:
    """Return the newest notes, the oldest of them first."""
    kept = audit.last_words(voice.session, nomination, NOTE, most)
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


def whole(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    return lines(voice, reader, nomination, MOST, markup.TEXT_LIMIT)


def are_cut(voice: Voice, nomination: Nomination) -> bool:
    """Say whether a card shows less than there is."""
    kept = audit.last_words(voice.session, nomination, NOTE, SHOWN + 1)
    return len(kept) > SHOWN or any(len(event.reason or "") > SHORT for event, _ in kept)


def buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    if reader.id == nomination.nominator_id:
        return []
    return [voice.button_for(reader, "choice.note", f"en:{nomination.id}")]
