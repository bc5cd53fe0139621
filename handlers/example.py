"""A good example that the public reads of (nêu gương), as its card shows it. For the acts see handlers.publishing."""

from handlers.calendar import date_words
from handlers.letter import example
from handlers.messages import Button
from handlers.turn import Voice
from handlers.wording import Html
from storage.models import Nomination, Person
from storage.published import SHOWN


def lines(voice: Voice, reader: Person, nomination: Nomination) -> list[Html]:
    """Return what is read of it, and since when."""
    if nomination.published_at is None:
        return []
    shown = example(voice.desk, reader.language, nomination)
    day = date_words(voice.desk.calendar.local(nomination.published_at))
    return [voice.words(reader, "publish.card", date=day, shown=shown)]


def buttons(voice: Voice, reader: Person, nomination: Nomination) -> list[Button]:
    """Return how it is shown, or shown no more: never by whoever introduced it."""
    if nomination.status not in SHOWN or nomination.unannounced_at or reader.id == nomination.nominator_id:
        return []
    if nomination.published_at:
        return [voice.button_for(reader, "choice.unpublish", f"yx:{nomination.id}")]
    return [voice.button_for(reader, "choice.publish", f"yn:{nomination.id}")]
