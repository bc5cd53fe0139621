"""What a draft still lacks before it can be sent, in plain words."""

from handlers.form import Draft
from handlers.turn import Voice
from handlers.wording import Html
from storage.models import Person

MOST = 3  # that are named; the rest are "a few short questions"


def missing(voice: Voice, draft: Draft) -> list[str]:
    """Return the questions that need an answer and have none, in their order."""
    form = voice.desk.forms["nomination"]
    asked = (key for key in form.asked(draft) if not form[key].optional and not form[key].aside)
    return [key for key in asked if not form[key].is_answered(draft)]


def missing_words(voice: Voice, reader: Person, draft: Draft) -> Html:
    """Say what is missing; where nothing is, that it only has to be sent."""
    keys = missing(voice, draft)
    if not keys:
        return voice.words(reader, "missing.nothing")
    names = ", ".join(voice.words(reader, f"missing.{key}") for key in keys[:MOST])
    return voice.words(reader, "missing.some" if len(keys) <= MOST else "missing.more", names=Html(names))
