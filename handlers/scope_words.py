"""What somebody reviews, in words: the level, the communes, the fields."""

from collections.abc import Sequence

from handlers import levels
from handlers.turn import Voice
from handlers.wording import Html
from storage.models import Person

NAMED = 3  # communes or fields; the rest are counted


def scope_words(
    voice: Voice, reader: Person, level: str | None, communes: Sequence[str] | None, fields: Sequence[str] | None
) -> Html:
    where = _some(voice, reader, [voice.desk.place_name(one) for one in communes or ()], "scope.all_communes")
    what = _some(
        voice, reader, [voice.desk.field_name(one, reader.language) for one in fields or ()], "scope.all_fields"
    )
    if levels.COMMUNE not in voice.desk.office.review.levels and level != levels.COMMUNE:
        return voice.words(reader, "scope.without_level", where=where, what=what)
    name = voice.words(reader, "scope.commune" if level == levels.COMMUNE else "scope.province")
    return voice.words(reader, "scope.with_level", level=name, where=where, what=what)


def _some(voice: Voice, reader: Person, names: Sequence[str], every: str) -> Html:
    if not names:
        return voice.words(reader, every)
    shown, more = ", ".join(names[:NAMED]), len(names) - NAMED
    return voice.words(reader, "scope.and_more" if more > 0 else "scope.these", names=shown, n=max(more, 0))
