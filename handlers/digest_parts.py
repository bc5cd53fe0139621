"""The second level of the weekly digest: what a button of it tells more of, with that week's numbers as told."""

from collections.abc import Callable, Iterator
from typing import Any

from handlers import clean, goals, progress
from handlers.calendar import date_words
from handlers.digest_numbers import next_due, of_week, reported
from handlers.digest_words import days_since, owed_by
from handlers.messages import Button
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage import people, week_reports
from storage.models import Kind, Person
from storage.week_numbers import WeekNumbers
from storage.weeks import Week, week_named

PAGE = 40  # communes in one message
NAMED = 20  # communes named that have nothing yet

Lines = Iterator[str]


def buttons(voice: Voice, reader: Person, numbers: WeekNumbers) -> list[list[Button]]:
    """Return what leads from the short message to the rest."""
    shown = (("kinds", "who"), ("fields", "communes"), ("how",))
    rows = [
        [voice.button_for(reader, f"choice.digest_{part}", f"sd:{part}:{numbers.iso}") for part in row] for row in shown
    ]
    if owed_by(numbers, reader):
        rows.insert(0, [voice.button_for(reader, "choice.queue", "q:0")])
    return rows


def show(turn: Turn, part: str, iso: str, start: int = 0) -> None:
    """Show a part of a week's numbers; of weeks that were never told only the one that is coming is known."""
    week, coming = _named(turn, iso), reported(turn.desk, next_due(turn.desk, turn.now))
    if week is None or part not in PARTS:
        turn.toast("refused.unknown_button", alert=True)
        return
    told = week_reports.told(turn.session, iso, turn.desk.calendar.zone)
    if told is None and week not in {coming, coming.before()}:
        turn.reply("digest.never_told", week=iso[-2:], year=iso[:4])
        return
    numbers = told or of_week(turn, week)
    lines, rows = list(PARTS[part](turn, numbers)), list[list[Button]]()
    page, left = lines[start : start + PAGE], len(lines) - start - PAGE
    if left > 0:
        rows.append([turn.button("choice.digest_more", f"sd:{part}:{iso}:{start + PAGE}", n=left)])
    early = Html("" if told or turn.now >= week.end else " " + turn.words(turn.person, "digest.preview"))
    values: dict[str, Any] = {"week": iso[-2:], "year": str(numbers.year), "early": early}
    turn.reply(f"digest.{part}", buttons=rows, lines=Html("\n".join(page)), **values)


def _named(turn: Turn, iso: str) -> Week | None:
    try:
        return week_named(iso, turn.desk.calendar.zone)
    except ValueError:
        return None


def _kinds(turn: Turn, numbers: WeekNumbers) -> Lines:
    """Yield how far each kind is, and the year's way from the first word to the recognition."""
    reader, tally = turn.person, numbers.tally
    for kind in (Kind.COLLECTIVE, Kind.INDIVIDUAL):
        counts = tally.kinds[kind]
        yield progress.kind_line(turn, reader, kind, counts)
        steps = {"recognised": counts.recognised, "approved": counts.approved, "waiting": counts.waiting}
        yield turn.words(reader, "digest.kind_steps", **steps)
        if counts.target and not numbers.is_finished:
            yield progress.pace_line(turn, reader, numbers.pace(kind))
    yield from progress.urgent_lines(turn, reader, tally)
    funnel = numbers.funnel()
    yield ""
    yield turn.words(
        reader,
        "digest.funnel",
        submitted=funnel.submitted,
        approved=funnel.approved,
        piloting=funnel.piloting,
        recognised=funnel.recognised,
    )
    yield turn.words(
        reader,
        "digest.aside",
        needs_info=tally.week.needs_info,
        declined=numbers.declined,
        nurtured=numbers.nurtured,
    )
    if spread := progress.spread_words(turn, reader, tally).strip():
        yield Html(spread)


def _fields(turn: Turn, numbers: WeekNumbers) -> Lines:
    yield from progress.field_lines(turn, turn.person, numbers.tally)


def _communes(turn: Turn, numbers: WeekNumbers) -> Lines:
    """Yield what each commune has, and first how many have nothing yet."""
    codes = turn.desk.gazetteer.by_code
    empty = [code for code in codes if code not in numbers.communes or not numbers.communes[code].submitted]
    if empty:
        names = ", ".join(sorted((turn.desk.place_name(code) for code in empty), key=clean.fold)[:NAMED])
        more = max(len(empty) - NAMED, 0)
        yield turn.words(turn.person, "digest.empty_communes", n=len(empty), names=names, more=more)
        yield ""
    yield from goals.commune_lines(turn, turn.person, numbers.communes)


def _who(turn: Turn, numbers: WeekNumbers) -> Lines:
    """Yield who waits for whom, and how long things take."""
    reader, ages = turn.person, numbers.ages
    if ages.median is not None:
        yield turn.words(reader, "digest.ages", median=_days(turn, ages.median), days=ages.oldest)
    if numbers.days_to_decide is not None:
        yield turn.words(reader, "digest.to_decide", median=_days(turn, numbers.days_to_decide))
    yield ""
    for one in numbers.owed:
        name, days = people.as_now(turn.session, one.person).name, days_since(turn, numbers, one.since)
        told = turn.words(reader, "digest.owed", name=name, n=one.count, days=days)
        yield turn.words(reader, "digest.owed_late", owed=told, n=one.overdue) if one.overdue else told
    if not numbers.owed:
        yield turn.words(reader, "digest.nobody_owes")
    if numbers.asked.since:
        since = date_words(turn.desk.calendar.local(numbers.asked.since))
        yield turn.words(reader, "digest.asked", n=numbers.asked.count, since=since)


def _how(turn: Turn, _numbers: WeekNumbers) -> Lines:
    yield turn.words(turn.person, "digest.how_lines", days=turn.desk.office.schedule.ladder.digest)


def _days(turn: Turn, number: float) -> str:
    """Write half days as they are written in the reader's language."""
    text = f"{number:.1f}".removesuffix(".0")
    return text if turn.person.language == "en" else text.replace(".", ",")


PARTS: dict[str, Callable[[Turn, WeekNumbers], Lines]] = {
    "kinds": _kinds,
    "fields": _fields,
    "communes": _communes,
    "who": _who,
    "how": _how,
}
