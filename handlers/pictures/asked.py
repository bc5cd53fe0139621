"""The other pictures of a week, for whoever asks for them below the digest: one picture a week comes unasked."""

from collections.abc import Mapping
from typing import Any

from handlers.digest_numbers import of_week
from handlers.messages import Button
from handlers.pictures.communes import CommuneTile, most
from handlers.pictures.fields import FieldRow
from handlers.pictures.sketch import MORE
from handlers.pictures.sketches import figures, path
from handlers.pictures.weeks import Year
from handlers.turn import Turn, Voice
from storage.models import Person
from storage.weeks import Week, week_named

DIGEST = "digest"


def buttons(voice: Voice, reader: Person, iso: str) -> list[list[Button]]:
    return [[voice.button_for(reader, "choice.pictures", f"yp:{iso}", numbered=True)]]


def show(turn: Turn, iso: str) -> None:
    """Show what was drawn for a week's digest, with its numbers in words: where the picture is lost, they remain."""
    try:
        week = week_named(iso, turn.desk.calendar.zone)
    except ValueError:
        turn.toast("refused.unknown_button", alert=True)
        return
    drawn = figures(turn.desk, of_week(turn, week), turn.person.language)
    for what in MORE:
        key, values = _CAPTIONS[what](week, drawn[what]())
        turn.reply(key, picture=path(DIGEST, week, what, turn.person.language), year=str(week.year), **values)


def _of_weeks(week: Week, year: Year) -> tuple[str, Mapping[str, Any]]:
    shown = year.weeks[: year.this + 1]
    received, approved = sum(one.received for one in shown), sum(one.approved for one in shown)
    values = {"received": received, "approved": approved, "this": shown[-1].received, "week": week.iso[-2:]}
    return "digest.picture_weeks", values


def _of_fields(_week: Week, rows: list[FieldRow]) -> tuple[str, Mapping[str, Any]]:
    first = max(rows, key=lambda row: row.numbers[0], default=None)
    if first is None or not first.numbers[0]:
        return "digest.picture_fields_none", {}
    empty = sum(1 for row in rows if not row.numbers[0])
    return "digest.picture_fields", {"first": first.name, "n": first.numbers[0], "empty": empty}


def _of_communes(_week: Week, tiles: list[CommuneTile]) -> tuple[str, Mapping[str, Any]]:
    told = sum(1 for one in tiles if one.stories)
    if not told:
        return "digest.picture_communes_none", {"all": len(tiles)}
    names = ", ".join(f"{one.name} ({one.stories})" for one in most(tiles))
    return "digest.picture_communes", {"told": told, "all": len(tiles), "names": names, "empty": len(tiles) - told}


_CAPTIONS: Mapping[str, Any] = {"weeks": _of_weeks, "fields": _of_fields, "communes": _of_communes}
