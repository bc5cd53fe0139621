"""The weekly digest as one picture: how far from the targets, and what the week brought."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from storage.models import Kind
from storage.tally import Counts, Tally

if TYPE_CHECKING:
    from handlers.canvas import Canvas

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

SIZE, EDGE = 1080, 64
INNER = SIZE - 2 * EDGE
PAPER, CARD, TRACK = "#FFFBF4", "#F8EFE3", "#EFE3D6"
INK, QUIET = "#3A2A2A", "#76625C"
RED, LOTUS, PALE = "#A61B2B", "#E58CA0", "#F6CBD3"
ROSE = "#C24F6C"
GREEN, GOLD, AMBER = "#3F7D58", "#E0A526", "#A87000"


def draw_digest(tally: Tally, *, now: datetime, labels: Mapping[str, str]) -> bytes:
    """Return a PNG of 1080 × 1080 pixels, readable on a phone 360 wide; the same numbers give the same bytes.

    `labels` has the words of LABELS; letters that the font does not have (emoji) are left out.
    """
    from handlers.canvas import Canvas  # noqa: PLC0415 (matplotlib takes a second and 60 MB: only who draws pays)

    canvas = Canvas(SIZE, PAPER)
    _header(canvas, labels)
    for top, kind, color in ((252, Kind.COLLECTIVE, RED), (454, Kind.INDIVIDUAL, GREEN)):
        expected = tally.pace(kind, now).expected
        _target(canvas, top, labels[kind], counts=tally.kinds[kind], expected=expected, color=color)
    canvas.words(labels["targets"], EDGE, 226, size=38, color=INK, bold=True, width=INNER - 220)
    if any(counts.target for counts in tally.kinds.values()):
        _legend(canvas, labels["expected"])
    _week(canvas, tally, labels)
    return canvas.png()


def _header(canvas: "Canvas", labels: Mapping[str, str]) -> None:
    _lotus(canvas, SIZE - EDGE - 100, 160)
    canvas.words(labels["title"], EDGE, 96, size=58, color=RED, bold=True, width=INNER - 220)
    canvas.words(labels["dates"], EDGE, 150, size=38, color=QUIET, width=INNER - 220)


def _lotus(canvas: "Canvas", x: float, y: float) -> None:
    for angle, length, color in ((76, 84, PALE), (52, 100, PALE), (27, 112, LOTUS), (0, 118, RED)):
        for side in {angle, -angle}:
            canvas.petal(x, y, length=length, width=30, angle=side, color=color)
    canvas.dot(x, y - 30, 9, GOLD)


def _target(canvas: "Canvas", top: float, label: str, *, counts: Counts, expected: float | None, color: str) -> None:
    goal = f"/{counts.target}" if counts.target else ""
    right = SIZE - EDGE
    taken = canvas.words(goal, right, top + 84, size=58, color=QUIET, align="right") if goal else 0
    taken += canvas.words(
        str(counts.piloting), right - taken, top + 84, size=108, color=color, bold=True, align="right"
    )
    canvas.words(label, EDGE, top + 46, size=42, color=INK, width=INNER - taken - 40)
    _percent(canvas, top + 94, counts)
    _bar(canvas, top + 116, counts, expected, color)


def _percent(canvas: "Canvas", y: float, counts: Counts) -> None:
    if counts.percent is None:
        return
    taken = canvas.words(f"{counts.percent}%", EDGE, y, size=38, color=QUIET)
    if counts.over:
        canvas.words(f"+{counts.over}", EDGE + taken + 24, y, size=38, color=AMBER, bold=True)


def _bar(canvas: "Canvas", y: float, counts: Counts, expected: float | None, color: str) -> None:
    whole = max(counts.target or 0, counts.piloting)
    parts = []
    if counts.over:
        parts.append((1.0, GOLD))
    if counts.piloting:
        parts.append((min(counts.piloting, counts.target or counts.piloting) / whole, color))
    canvas.bar(EDGE, y, INNER, 50, parts=parts, track=TRACK)
    if expected is not None and whole:
        _mark(canvas, EDGE + INNER * expected / whole, y)


def _mark(canvas: "Canvas", x: float, y: float) -> None:
    canvas.stroke([(x, y - 6), (x, y + 56)], PAPER, 11)
    canvas.stroke([(x, y - 6), (x, y + 56)], INK, 5)
    canvas.shape([(x - 13, y + 74), (x + 13, y + 74), (x, y + 54)], INK)


def _legend(canvas: "Canvas", words: str) -> None:
    canvas.shape([(EDGE, 686), (EDGE + 26, 686), (EDGE + 13, 666)], INK)
    canvas.words(words, EDGE + 42, 688, size=33, color=QUIET, width=INNER - 42)


def _week(canvas: "Canvas", tally: Tally, labels: Mapping[str, str]) -> None:
    top, column = 726, (INNER - 40) / 4
    canvas.box(EDGE - 24, top, INNER + 48, 310, color=CARD, radius=36)
    canvas.words(labels["week"], EDGE + 16, top + 62, size=38, color=INK, bold=True, width=INNER - 32)
    numbers = (tally.week.received, tally.week.waiting, tally.week.approved, tally.week.piloted)
    steps = zip(("received", "waiting", "approved", "piloting"), numbers, (ROSE, QUIET, GREEN, RED), strict=True)
    for place, (step, number, color) in enumerate(steps):
        x = EDGE + 20 + (place + 0.5) * column
        canvas.words(str(number), x, top + 172, size=88, color=color, bold=True, align="center", width=column - 40)
        canvas.paragraph(labels[step], x, top + 226, size=34, color=INK, width=column - 16)
        if place:
            _arrow(canvas, x - column / 2, top + 140)


def _arrow(canvas: "Canvas", x: float, y: float) -> None:
    canvas.stroke([(x - 8, y - 16), (x + 8, y), (x - 8, y + 16)], LOTUS, 6)
