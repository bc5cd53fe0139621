"""How far from the targets, where an even pace would be, and what the week brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.pictures.style import (
    AMBER,
    CARD,
    EDGE,
    GOLD,
    GREEN,
    INK,
    INNER,
    LOTUS,
    PAPER,
    QUIET,
    RED,
    ROSE,
    SIZE,
    TRACK,
    number,
    sheet,
)

if TYPE_CHECKING:
    from handlers.pictures.canvas import Canvas

# The words that it needs, already in the reader's language; title and dates are the caller's sentences.
LABELS = (
    "title",
    "dates",
    "targets",
    "collective",
    "individual",
    "expected",
    "week",
    "received",
    "waiting",
    "approved",
    "piloting",
)


@dataclass(frozen=True, slots=True)
class Goal:
    """How many of a kind are built as pilots, of how many, and where an even pace would be."""

    done: int
    target: int | None = None
    expected: float | None = None

    @property
    def percent(self) -> int | None:
        return round(100 * self.done / self.target) if self.target else None

    @property
    def over(self) -> int:
        return 0 if self.target is None else max(self.done - self.target, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """A year's two goals, and a week's four numbers; `waiting` is the stock."""

    collective: Goal
    individual: Goal
    received: int
    waiting: int
    approved: int
    piloted: int


def draw(progress: Progress, labels: Mapping[str, str]) -> bytes:
    """Return a PNG of 1080 × 1080 pixels, readable on a phone 360 wide; the same numbers give the same bytes.

    `labels` has the words of LABELS; letters that the font does not have (emoji) are left out.
    """
    canvas = sheet(labels["title"], labels["dates"])
    _target(canvas, 252, labels["collective"], progress.collective, RED)
    _target(canvas, 454, labels["individual"], progress.individual, GREEN)
    canvas.words(labels["targets"], EDGE, 226, size=38, color=INK, bold=True, width=INNER - 220)
    if any(goal.target and goal.expected is not None for goal in (progress.collective, progress.individual)):
        _legend(canvas, labels["expected"])
    _week(canvas, progress, labels)
    return canvas.png()


def _target(canvas: "Canvas", top: float, label: str, goal: Goal, color: str) -> None:
    right, taken = SIZE - EDGE, 0.0
    if goal.target:
        taken = canvas.words(f"/{number(goal.target)}", right, top + 84, size=58, color=QUIET, align="right")
    done = number(goal.done)
    taken += canvas.words(done, right - taken, top + 84, size=108, color=color, bold=True, align="right", width=420)
    canvas.words(label, EDGE, top + 46, size=42, color=INK, width=INNER - taken - 40)
    _percent(canvas, top + 94, goal)
    _bar(canvas, top + 116, goal, color)


def _percent(canvas: "Canvas", y: float, goal: Goal) -> None:
    if goal.percent is None:
        return
    taken = canvas.words(f"{goal.percent}%", EDGE, y, size=38, color=QUIET)
    if goal.over:
        canvas.words(f"+{number(goal.over)}", EDGE + taken + 24, y, size=38, color=AMBER, bold=True)


def _bar(canvas: "Canvas", y: float, goal: Goal, color: str) -> None:
    whole = max(goal.target or 0, goal.done)
    parts = []
    if goal.over:
        parts.append((1.0, GOLD))
    if goal.done:
        parts.append((min(goal.done, goal.target or goal.done) / whole, color))
    canvas.bar(EDGE, y, INNER, 50, parts=parts, track=TRACK)
    if goal.expected is not None and whole:
        _mark(canvas, EDGE + INNER * goal.expected / whole, y)


def _mark(canvas: "Canvas", x: float, y: float) -> None:
    canvas.stroke([(x, y - 6), (x, y + 56)], PAPER, 11)
    canvas.stroke([(x, y - 6), (x, y + 56)], INK, 5)
    canvas.shape([(x - 13, y + 74), (x + 13, y + 74), (x, y + 54)], INK)


def _legend(canvas: "Canvas", words: str) -> None:
    canvas.shape([(EDGE, 686), (EDGE + 26, 686), (EDGE + 13, 666)], INK)
    canvas.words(words, EDGE + 42, 688, size=33, color=QUIET, width=INNER - 42)


def _week(canvas: "Canvas", progress: Progress, labels: Mapping[str, str]) -> None:
    top, column = 726, (INNER - 40) / 4
    canvas.box(EDGE - 24, top, INNER + 48, 310, color=CARD, radius=36)
    canvas.words(labels["week"], EDGE + 16, top + 62, size=38, color=INK, bold=True, width=INNER - 32)
    numbers = (progress.received, progress.waiting, progress.approved, progress.piloted)
    steps = zip(("received", "waiting", "approved", "piloting"), numbers, (ROSE, QUIET, GREEN, RED), strict=True)
    for place, (step, value, color) in enumerate(steps):
        x, shown = EDGE + 20 + (place + 0.5) * column, number(value)
        canvas.words(shown, x, top + 172, size=88, color=color, bold=True, align="center", width=column - 64)
        canvas.paragraph(labels[step], x, top + 226, size=34, color=INK, width=column - 16)
        if place:
            _arrow(canvas, x - column / 2, top + 140)


def _arrow(canvas: "Canvas", x: float, y: float) -> None:
    canvas.stroke([(x - 8, y - 16), (x + 8, y), (x - 8, y + 16)], LOTUS, 6)
