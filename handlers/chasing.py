"""Hints, never blocks, against chasing numbers: much from one hand or one place, a rush before a deadline."""

from collections.abc import Iterator
from datetime import date, timedelta

from handlers.turn import Voice
from handlers.wording import Html
from storage import intake, people
from storage.intake import Share
from storage.models import Nomination, Person
from storage.weeks import Week, week_of

LEAST = 10  # stories in a week, below which a share says nothing
RUSH = 2  # times the mean of the weeks before
WEEKS = 4
BEFORE = timedelta(days=14)  # that a deadline casts its shadow
FLAGS = {"c": "share_commune", "p": "share_person"}


def flags(voice: Voice, nomination: Nomination) -> list[str]:
    """Count a new story and return what its reviewer should know of the week."""
    week = week_of(voice.now, voice.desk.calendar.zone)
    counted = intake.count(voice.session, nomination, week)
    total, least = _total(voice, week)
    found = [FLAGS[of] for of, stories in counted.items() if stories >= least] if total >= LEAST else []
    return [*found, *(["rush"] if is_rush(voice, week) else [])]


def _total(voice: Voice, week: Week) -> tuple[int, int]:
    """Return a week's intake, and the least number of stories that is more than the share allowed."""
    (total,) = intake.received(voice.session, [week])
    return total, total * voice.desk.office.review.share_percent // 100 + 1


def is_rush(voice: Voice, week: Week) -> bool:
    """Say whether much more came than in the weeks before, shortly before a deadline."""
    if not any(week.sunday >= day - BEFORE and week.monday <= day for day in _deadlines(voice, week)):
        return False
    weeks = [week]
    for _ in range(WEEKS):
        weeks.append(weeks[-1].before())
    now, *before = intake.received(voice.session, weeks)
    return now >= LEAST and now * WEEKS > RUSH * sum(before)


def _deadlines(voice: Voice, week: Week) -> Iterator[date]:
    """Yield the office's own deadlines, and the year's end."""
    yield from voice.desk.office.review.deadlines
    yield date(week.monday.year, 12, 31)


def lines(voice: Voice, reader: Person, week: Week) -> list[Html]:
    """Return what admins should know of a week."""
    total, least = _total(voice, week)
    found = intake.shares(voice.session, week, least) if total >= LEAST else []
    told = [_line(voice, reader, one, total) for one in found]
    return [*told, voice.words(reader, "chasing.rush")] if is_rush(voice, week) else told


def _line(voice: Voice, reader: Person, share: Share, total: int) -> Html:
    name = voice.desk.place_name(share.who) if share.of == "c" else people.as_now(voice.session, int(share.who)).name
    percent = round(100 * share.stories / total)
    return voice.words(reader, f"chasing.{FLAGS[share.of]}", name=name, n=share.stories, total=total, percent=percent)
