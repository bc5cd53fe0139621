"""What is to be drawn for a week: plain numbers and words, with no row and no session left in them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from handlers.calendar import date_words
from handlers.desk import Desk
from handlers.pictures.communes import CommuneTile
from handlers.pictures.fields import FieldRow
from handlers.pictures.progress import Goal, Progress
from handlers.pictures.sketch import FOLDER, LABELS, Sketch
from handlers.pictures.tiles import layout
from handlers.pictures.weeks import WeekBar, Year
from handlers.progress import numbers
from handlers.turn import Voice
from handlers.wording import LANGUAGES
from storage.models import Kind
from storage.tally import Counts, Tally, by_commune
from storage.weeks import Week
from storage.year_weeks import received_and_approved, weeks_of

FEW_WORKDAYS = 2  # in a week: with more it is a week like others


def path(kind: str, week: Week, what: str, language: str) -> str:
    """Return where a picture of a week lies below data_dir; `kind` is digest or letter."""
    return f"{FOLDER}/{kind}-{week.iso}-{what}-{language}.png"


def of_week(voice: Voice, week: Week, kind: str, what: Sequence[str]) -> dict[str, Sketch]:
    """Return sketches of a week in each language, by the paths of the pictures."""
    counted = numbers(voice, week)
    found = {}
    for language in LANGUAGES:
        drawn = figures(voice, counted, week, language)
        for one in what:
            words = labels(voice.desk, one, week, language)
            found[path(kind, week, one, language)] = Sketch(one, language, drawn[one](), words)
    return found


def labels(desk: Desk, what: str, week: Week, language: str) -> dict[str, str]:
    """Return the words on a picture."""
    values = {**dates(week), "year": str(week.year)}
    return {name: desk.texts.plain(language, f"picture.{name}", **values) for name in LABELS[what]}


def dates(week: Week) -> dict[str, Any]:
    return {"week": week.iso[-2:], "since": date_words(week.monday), "until": date_words(week.sunday)}


def figures(voice: Voice, counted: Tally, week: Week, language: str) -> Mapping[str, Callable[[], Any]]:
    """Return how the numbers of each picture are found."""
    return {
        "progress": lambda: _progress(voice, counted),
        "weeks": lambda: _year(voice, week),
        "fields": lambda: _fields(voice, counted, language),
        "communes": lambda: _communes(voice, counted.year),
    }


def _progress(voice: Voice, counted: Tally) -> Progress:
    def goal(kind: Kind) -> Goal:
        counts = counted.kinds[kind]
        return Goal(counts.piloting, counts.target, counted.pace(kind, voice.now).expected)

    week = counted.week
    both = goal(Kind.COLLECTIVE), goal(Kind.INDIVIDUAL)
    return Progress(*both, week.received, week.waiting, week.approved, week.piloted)


def _year(voice: Voice, week: Week) -> Year:
    calendar = voice.desk.calendar
    every = weeks_of(week.year, calendar.zone)
    bars = [
        WeekBar(*steps, holidays=sum(map(calendar.is_working_day, one.days)) <= FEW_WORKDAYS)
        for one, steps in zip(every, received_and_approved(voice.session, every), strict=True)
    ]
    months = [next(at for at, one in enumerate(every) if one.sunday.month >= month) for month in range(1, 13)]
    return Year(bars, every.index(week), months)


def _fields(voice: Voice, counted: Tally, language: str) -> list[FieldRow]:
    def row(slug: str, counts: Counts) -> FieldRow:
        field = voice.desk.office.field(slug)
        steps = (counts.submitted, counts.waiting, counts.approved, counts.piloting, counts.recognised)
        return FieldRow(field.button.in_(language) if field else slug, steps)

    return [row(slug, counts) for slug, counts in counted.fields.items()]


def _communes(voice: Voice, year: int) -> list[CommuneTile]:
    counted, gazetteer = by_commune(voice.session, year), voice.desk.gazetteer
    return [
        CommuneTile(gazetteer.by_code[code].name, tile, counted[code].submitted if code in counted else 0)
        for code, tile in layout(gazetteer.source).items()
    ]
