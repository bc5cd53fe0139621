"""Every field of work and how far its stories have come: a row a field, a column a step, darker the more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.pictures.style import CARD, EDGE, GREEN, INK, INNER, PAPER, QUIET, RED, ROSE, ink_on, number, shade, sheet

if TYPE_CHECKING:
    from handlers.pictures.canvas import Canvas

STEPS = ("received", "waiting", "approved", "piloting", "recognised")
LABELS = ("fields_title", "fields_below", *(f"fields_{step}" for step in STEPS))
COLORS = (ROSE, "#8A6D5A", GREEN, RED, "#8F6200")
NAMES, TOP, BOTTOM = 392, 300, 1040  # the width of the names; from where to where the rows are
MOST = 16  # rows: more could not be read on a phone


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field by its name, and its numbers in the order of STEPS."""

    name: str
    numbers: Sequence[int]


def draw(rows: Sequence[FieldRow], labels: Mapping[str, str]) -> bytes:
    """Return a PNG as handlers.pictures.progress does; of more than MOST fields those with the most stories."""
    canvas = sheet(labels["fields_title"], labels["fields_below"])
    shown, column = _fullest(rows), (INNER - NAMES) / len(STEPS)
    for place, (step, color) in enumerate(zip(STEPS, COLORS, strict=True)):
        x = EDGE + NAMES + (place + 0.5) * column
        canvas.paragraph(labels[f"fields_{step}"], x, 238, size=30, color=color, width=column - 8)
    height = min(62.0, (BOTTOM - TOP) / max(len(shown), 1))
    most = [max((row.numbers[place] for row in shown), default=0) for place in range(len(STEPS))]
    for place, row in enumerate(shown):
        _row(canvas, row, TOP + place * height, height, most)
    return canvas.png()


def _fullest(rows: Sequence[FieldRow]) -> Sequence[FieldRow]:
    if len(rows) <= MOST:
        return rows
    kept = sorted(rows, key=lambda row: -row.numbers[0])[:MOST]
    return [row for row in rows if row in kept]


def _row(canvas: "Canvas", row: FieldRow, y: float, height: float, most: Sequence[int]) -> None:
    line, nothing = y + height * 0.66, not any(row.numbers)
    canvas.words(row.name, EDGE, line, size=32, color=QUIET if nothing else INK, width=NAMES - 20)
    column = (INNER - NAMES) / len(STEPS)
    for place, (value, color) in enumerate(zip(row.numbers, COLORS, strict=True)):
        x = EDGE + NAMES + place * column
        share = value / most[place] if most[place] else 0.0
        filled = shade(0.12 + 0.88 * share, PAPER, color) if value else CARD
        canvas.box(x + 3, y + 3, column - 6, height - 6, color=filled, radius=10)
        if value:
            middle, ink = x + column / 2, ink_on(filled)
            canvas.words(number(value), middle, line, size=34, color=ink, bold=True, align="center", width=column - 14)
