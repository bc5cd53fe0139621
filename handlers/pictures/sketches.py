"""What is to be drawn for a week: plain numbers and words, with no row and no session left in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlers.desk import Desk
from handlers.digest_words import dates
from handlers.pictures.communes import CommuneTile
from handlers.pictures.fields import FieldRow
from handlers.pictures.progress import Goal, Progress
from handlers.pictures.sketch import FOLDER, LABELS, Sketch
from handlers.pictures.tiles import layout
from handlers.pictures.weeks import WeekBar, Year
from handlers.turn import Voice
from handlers.wording import LANGUAGES
from storage.models import Kind
from storage.tally import Counts
from storage.week_numbers import WeekNumbers
from storage.weeks import Week, week_named, weeks_of

FEW_WORKDAYS = 2  # in a week: with more it is a week like others


def path(kind: str, week: Week, what: str, language: str) -> str:
    """Return where a picture of a week lies below data_dir; `kind` is digest or letter."""
    return f"{FOLDER}/{kind}-{week.iso}-{what}-{language}.png"


def sketched(voice: Voice, numbers: WeekNumbers, kind: str, what: Sequence[str]) -> dict[str, Sketch]:
    """Return sketches of a week in each language, by the paths of the pictures."""
    week, found = week_named(numbers.iso, voice.desk.calendar.zone), {}
    for language in LANGUAGES:
        drawn = figures(voice.desk, numbers, language)
        for one in what:
            words = labels(voice.desk, one, week, language)
            found[path(kind, week, one, language)] = Sketch(one, language, drawn[one](), words)
    return found


def labels(desk: Desk, what: str, week: Week, language: str) -> dict[str, str]:
    """Return the words on a picture."""
    values = {**dates(week), "year": str(week.year)}
    return {name: desk.texts.plain(language, f"picture.{name}", **values) for name in LABELS[what]}


def figures(desk: Desk, numbers: WeekNumbers, language: str) -> Mapping[str, Callable[[], Any]]:
    """Return how the numbers of each picture are found."""
    return {
        "progress": lambda: _progress(numbers),
        "weeks": lambda: _year(desk, numbers),
        "fields": lambda: _fields(desk, numbers, language),
        "communes": lambda: _communes(desk, numbers),
    }


def _progress(numbers: WeekNumbers) -> Progress:
    def goal(kind: Kind) -> Goal:
        counts = numbers.tally.kinds[kind]
        return Goal(counts.piloting, counts.target, numbers.pace(kind).expected)

    week = numbers.tally.week
    both = goal(Kind.COLLECTIVE), goal(Kind.INDIVIDUAL)
    return Progress(*both, week.received, week.waiting, week.approved, week.piloted)


def _year(desk: Desk, numbers: WeekNumbers) -> Year:
    every = weeks_of(numbers.year, desk.calendar.zone)
    came = [*zip(numbers.weeks, numbers.approved_weeks, strict=True)]
    came += [(0, 0)] * (len(every) - len(came))
    bars = [
        WeekBar(*steps, holidays=sum(map(desk.calendar.is_working_day, one.days)) <= FEW_WORKDAYS)
        for one, steps in zip(every, came, strict=True)
    ]
    months = [next(at for at, one in enumerate(every) if one.sunday.month >= month) for month in range(1, 13)]
    return Year(bars, len(numbers.weeks) - 1, months)


def _fields(desk: Desk, numbers: WeekNumbers, language: str) -> list[FieldRow]:
    def row(slug: str, counts: Counts) -> FieldRow:
        field = desk.office.field(slug)
        steps = (counts.submitted, counts.waiting, counts.approved, counts.piloting, counts.recognised)
        return FieldRow(field.button.in_(language) if field else slug, steps)

    return [row(slug, counts) for slug, counts in numbers.tally.fields.items()]


def _communes(desk: Desk, numbers: WeekNumbers) -> list[CommuneTile]:
    counted, gazetteer = numbers.communes, desk.gazetteer
    return [
        CommuneTile(gazetteer.by_code[code].name, tile, counted[code].submitted if code in counted else 0)
        for code, tile in layout(gazetteer.source).items()
    ]
