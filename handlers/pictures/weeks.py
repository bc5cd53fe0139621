"""The year's weeks: what came in, and over it what was approved; this week is marked, and holidays are calm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.pictures.style import CARD, EDGE, GREEN, INK, INNER, LOTUS, PALE, QUIET, ROSE, SIZE, TRACK, number, sheet

if TYPE_CHECKING:
    from handlers.pictures.canvas import Canvas

LABELS = ("year_title", "year_below", "year_received", "year_approved", "year_holidays", "year_this", "months")
LEFT, RIGHT, TOP, GROUND = EDGE, SIZE - EDGE, 340, 856
NEAR = 4  # weeks, within which two numbers could meet
HEIGHT = GROUND - TOP - 70  # of the highest bar: its number stands above it


@dataclass(frozen=True, slots=True)
class WeekBar:
    """A week: how many stories came in, how many of those of the year were approved, whether it had few workdays."""

    received: int = 0
    approved: int = 0
    holidays: bool = False

    @property
    def highest(self) -> int:
        return max(self.received, self.approved)


@dataclass(frozen=True, slots=True)
class Year:
    """All weeks of a year; `this` is the place of the week reported, `months` where each month begins (1 to 12)."""

    weeks: Sequence[WeekBar]
    this: int
    months: Sequence[int]


def draw(year: Year, labels: Mapping[str, str]) -> bytes:
    """Return a PNG as handlers.pictures.progress does; `labels` has the words of LABELS."""
    canvas = sheet(labels["year_title"], labels["year_below"])
    shown = year.weeks[: year.this + 1]
    _total(canvas, EDGE, sum(one.received for one in shown), labels["year_received"], ROSE)
    _total(canvas, EDGE + INNER / 2, sum(one.approved for one in shown), labels["year_approved"], GREEN)
    step, unit = INNER / len(year.weeks), HEIGHT / max(1, *(one.highest for one in shown))
    for place, week in enumerate(year.weeks):
        x = LEFT + place * step
        if week.holidays:
            canvas.box(x, TOP, step, GROUND - TOP, color=CARD, radius=0)
        if place <= year.this:
            _bar(canvas, x, step, week, unit)
        else:
            canvas.dot(x + step / 2, GROUND - 6, 2.5, TRACK)
    canvas.stroke([(LEFT, GROUND + 3), (RIGHT, GROUND + 3)], TRACK, 4)
    _highest(canvas, shown, step)
    _this(canvas, LEFT + (year.this + 0.5) * step, shown[-1], unit)
    _months(canvas, year, step, labels["months"].split())
    _legend(canvas, labels, holidays=any(one.holidays for one in year.weeks))
    return canvas.png()


def _total(canvas: "Canvas", x: float, value: int, words: str, color: str) -> None:
    taken = canvas.words(number(value), x, 276, size=88, color=color, bold=True, width=INNER / 2 - 160)
    canvas.paragraph(words, x + taken + 18, 246, size=34, color=INK, width=INNER / 2 - taken - 40, align="left")


def _bar(canvas: "Canvas", x: float, step: float, week: WeekBar, unit: float) -> None:
    if not week.received and not week.approved:
        canvas.dot(x + step / 2, GROUND - 6, 3.5, LOTUS)
        return
    for value, color, share in ((week.received, PALE, 0.84), (week.approved, GREEN, 0.44)):
        if value:
            width = step * share
            canvas.box(x + (step - width) / 2, GROUND - value * unit, width, value * unit, color=color, radius=0)


def _highest(canvas: "Canvas", shown: Sequence[WeekBar], step: float) -> None:
    """Write the number of the fullest week above it, so that the others can be compared; not beside this week's."""
    place = max(range(len(shown)), key=lambda at: shown[at].highest)
    if shown[place].highest and len(shown) - 1 - place > NEAR:
        x = LEFT + (place + 0.5) * step
        canvas.words(number(shown[place].highest), x, GROUND - HEIGHT - 14, size=32, color=QUIET, align="center")


def _this(canvas: "Canvas", x: float, week: WeekBar, unit: float) -> None:
    """Mark the week reported, with what came in."""
    top, at = GROUND - week.highest * unit, min(max(x, LEFT + 40), RIGHT - 40)
    canvas.words(number(week.received), at, top - 36, size=42, color=ROSE, bold=True, align="center")
    canvas.shape([(x - 11, top - 28), (x + 11, top - 28), (x, top - 12)], INK)


def _months(canvas: "Canvas", year: Year, step: float, names: Sequence[str]) -> None:
    for name, place in zip(names, year.months, strict=False):
        x = LEFT + place * step
        canvas.stroke([(x, GROUND + 6), (x, GROUND + 16)], TRACK, 4)
        canvas.words(name, x + 4, GROUND + 50, size=30, color=QUIET, width=4.2 * step)


def _legend(canvas: "Canvas", labels: Mapping[str, str], *, holidays: bool) -> None:
    half = INNER // 2
    canvas.shape([(EDGE + half + 1, 1020), (EDGE + half + 27, 1020), (EDGE + half + 14, 1042)], INK)
    entries = [(EDGE, 956, PALE, "year_received"), (EDGE, 1016, GREEN, "year_approved")]
    if holidays:
        entries.append((EDGE + half, 956, TRACK, "year_holidays"))
    for x, y, color, name in entries:
        canvas.box(x, y, 28, 28, color=color, radius=6)
        canvas.words(labels[name], x + 42, y + 26, size=32, color=QUIET, width=half - 60)
    canvas.words(labels["year_this"], EDGE + half + 42, 1042, size=32, color=QUIET, width=half - 60)
