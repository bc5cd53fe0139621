"""The tally now, in words: for /tiendo and the weekly digest."""

from collections.abc import Iterable
from typing import Any

from handlers.desk import Desk
from handlers.turn import Turn, Voice
from handlers.wording import Html
from storage.models import Kind, Person
from storage.tally import Counts, Pace, Tally, tally
from storage.weeks import Week, week_of

BAR = 10  # squares


def numbers(voice: Voice, week: Week | None = None) -> Tally:
    """Count this year and week, or a given week and the year it belongs to."""
    zone = voice.desk.calendar.zone
    year = week.year if week else voice.desk.calendar.local(voice.now).year
    return tally(
        voice.session,
        year=year,
        targets=voice.desk.office.targets.get(year),
        fields=[one.slug for one in voice.desk.office.fields],
        week=week or week_of(voice.now, zone),
        zone=zone,
    )


def show(turn: Turn, _rest: str = "") -> None:
    """Answer /tiendo."""
    counted = numbers(turn)
    rows = [[turn.button("choice.by_field", "t"), turn.button("choice.by_commune", "ht:0")]]
    lines = (*kind_lines(turn, turn.person, counted), *urgent_lines(turn, turn.person, counted))
    kinds = Html("\n".join(lines))
    values: dict[str, Any] = {"year": str(counted.year), "kinds": kinds, "waiting": counted.week.waiting}
    turn.reply("progress.now", buttons=rows, spread=spread_words(turn, turn.person, counted), **values)


def show_fields(turn: Turn) -> None:
    lines = Html("\n".join(field_lines(turn, turn.person, numbers(turn))))
    turn.reply("progress.fields", lines=lines)


def kind_lines(voice: Voice, reader: Person, counted: Tally) -> Iterable[str]:
    """Yield, per kind: done/target, percent, a bar, what is left or over, the pace."""
    for kind in (Kind.COLLECTIVE, Kind.INDIVIDUAL):
        yield kind_line(voice, reader, kind, counted.kinds[kind])
        if counted.kinds[kind].target:
            yield pace_line(voice, reader, counted.pace(kind, voice.now))


def kind_line(voice: Voice, reader: Person, kind: Kind, counts: Counts) -> Html:
    """Return how far a kind is, with a bar."""
    name = voice.words(reader, f"progress.{kind}")
    if not counts.target:
        return voice.words(reader, "progress.no_target", kind=name, done=counts.piloting)
    return voice.words(
        reader,
        "progress.over" if counts.over else "progress.full" if not counts.left else "progress.left",
        kind=name,
        done=counts.piloting,
        target=counts.target,
        percent=counts.percent or 0,
        bar=bar(counts.percent or 0),
        left=counts.left,
        over=counts.over,
        recognised=counts.recognised,
        approved=counts.approved,
    )


def pace_line(voice: Voice, reader: Person, pace: Pace) -> Html:
    expected = f"{pace.expected:.0f}"  # people and models are counted whole
    if pace.forecast is None:
        return voice.words(reader, "progress.expected", expected=expected)
    return voice.words(reader, "progress.pace", expected=expected, forecast=pace.forecast)


def spread_words(voice: Voice, reader: Person, counted: Tally) -> Html:
    """Say how many units do as a model does, once there are any."""
    if not (counted.spread.declared or counted.spread.confirmed):
        return Html("")
    values = {"declared": counted.spread.declared, "confirmed": counted.spread.confirmed}
    return Html("\n" + voice.words(reader, "progress.spread", **values))


def urgent_lines(voice: Voice, reader: Person, counted: Tally) -> Iterable[str]:
    """Yield a line for the fast lane, which no target counts, once anything is in it."""
    if counted.urgent.submitted:
        counts = counted.urgent
        yield voice.words(reader, "progress.urgent", n=counts.submitted, done=counts.recognised)


def field_lines(voice: Voice, reader: Person, counted: Tally) -> Iterable[str]:
    """Yield the fields that have something, then those that have nothing yet."""
    for slug, counts in counted.fields.items():
        if counts.submitted or counts.piloting or counts.waiting or counts.target:
            yield voice.words(
                reader,
                "progress.field_target" if counts.target else "progress.field",
                emoji=_emoji(voice.desk, slug),
                field=voice.desk.field_name(slug, reader.language) or slug,
                piloting=counts.piloting,
                approved=counts.approved,
                submitted=counts.submitted,
                target=counts.target or 0,
                percent=counts.percent or 0,
            )
    empty = [
        slug for slug, counts in counted.fields.items() if not (counts.submitted or counts.target) and slug != "other"
    ]
    if empty:
        names = "; ".join(_short(voice.desk, slug, reader.language) for slug in empty)
        yield voice.words(reader, "progress.empty_fields", n=len(empty), names=names)


def _short(desk: Desk, slug: str, language: str) -> str:
    field = desk.office.field(slug)
    return field.button.in_(language) if field else slug


def _emoji(desk: Desk, slug: str) -> str:
    field = desk.office.field(slug)
    return field.emoji if field else "•"


def bar(percent: int) -> str:
    full = min(BAR, round(percent * BAR / 100))
    return "▰" * full + "▱" * (BAR - full)
