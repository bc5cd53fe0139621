"""`make pictures`: draw the four pictures of a made-up week for the README, small, into docs/pictures."""

import io
from pathlib import Path

from PIL import Image

from handlers.pictures.communes import CommuneTile
from handlers.pictures.fields import FieldRow
from handlers.pictures.progress import Goal, Progress
from handlers.pictures.sketch import Sketch
from handlers.pictures.sketches import labels
from handlers.pictures.tiles import layout
from handlers.pictures.weeks import WeekBar, Year
from storage.weeks import week_named, weeks_of
from tests.town import the_desk

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
SIZE, COLORS = 720, 64
WEEK, THIS = "2026-W47", 46
RHYTHM = (2, 5, 3, 8, 6, 4, 9, 12, 7, 5, 10, 14, 8)  # stories a week, over and over


def year() -> Year:
    calendar = the_desk().calendar
    weeks = weeks_of(2026, calendar.zone)
    bars = []
    for number, week in enumerate(weeks):
        holidays = sum(map(calendar.is_working_day, week.days)) <= 2
        received = 0 if holidays or number > THIS else RHYTHM[number % len(RHYTHM)]
        bars.append(WeekBar(received, received * 2 // 5, holidays))
    months = [next(at for at, one in enumerate(weeks) if one.sunday.month >= month) for month in range(1, 13)]
    return Year(bars, THIS, months)


def rows() -> list[FieldRow]:
    stories = (58, 74, 31, 12, 44, 39, 9, 0, 26, 17, 21, 6)
    fields = the_desk().office.fields
    return [
        FieldRow(field.button.vi, (n, n // 9, n // 3, n // 14, n // 30))
        for field, n in zip(fields, stories, strict=True)
    ]


def tiles() -> list[CommuneTile]:
    known, found = the_desk().gazetteer.by_code, []
    for number, (code, tile) in enumerate(layout(the_desk().gazetteer.source).items()):
        distance = abs(tile[0] - 8) + abs(tile[1] - 5)  # most come from around Việt Trì
        stories = max(0, 9 - distance + number * 7 % 5 - 2) if number % 3 else number * 5 % 4
        found.append(CommuneTile(known[code].name, tile, stories))
    return found


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    progress = Progress(Goal(9, 14, 12.4), Goal(7, 6, 5.3), received=12, waiting=7, approved=5, piloted=1)
    week = week_named(WEEK, the_desk().calendar.zone)
    for what, numbers in (("progress", progress), ("weeks", year()), ("fields", rows()), ("communes", tiles())):
        drawn = Sketch(what, "vi", numbers, labels(the_desk(), what, week, "vi")).draw()
        small = Image.open(io.BytesIO(drawn)).convert("RGB").resize((SIZE, SIZE), Image.Resampling.LANCZOS)
        small.quantize(COLORS).save(FOLDER / f"{what}.png", optimize=True)


if __name__ == "__main__":
    main()
