"""Where stories come from: a tile for each commune, laid out as the province lies, darker the more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handlers.pictures.style import EDGE, GOLD, INK, QUIET, RED, ROSE, SIZE, TRACK, ink_on, number, shade, sheet
from handlers.pictures.tiles import Tile

if TYPE_CHECKING:
    from handlers.pictures.canvas import Canvas

LABELS = ("map_title", "map_below", "map_with", "map_most", "map_nothing", "map_fewer", "map_more")
TOP, HIGH, WIDE = 196, 848, 636  # the map's place
BESIDE = EDGE + WIDE + 24  # where the words begin
FEW = 5  # communes are named
ROOM = 100  # a larger number cannot be read on a tile: its colour tells
LIGHTEST = "#F3C3CC"


@dataclass(frozen=True, slots=True)
class CommuneTile:
    """A commune by its name, where its tile lies, and how many stories came from it."""

    name: str
    tile: Tile
    stories: int


def most(communes: Sequence[CommuneTile]) -> Sequence[CommuneTile]:
    """Return the communes with the most stories, at most FEW."""
    told = (one for one in communes if one.stories)
    return sorted(told, key=lambda one: (-one.stories, one.name))[:FEW]


def draw(communes: Sequence[CommuneTile], labels: Mapping[str, str]) -> bytes:
    """Return a PNG as handlers.pictures.progress does; `labels` has the words of LABELS."""
    canvas = sheet(labels["map_title"], labels["map_below"])
    across = 1 + max((one.tile[0] for one in communes), default=0)
    down = 1 + max((one.tile[1] for one in communes), default=0)
    size, highest = min(WIDE / across, HIGH / down), max((one.stories for one in communes), default=0)
    for one in communes:
        _tile(canvas, one, size, highest, first=one in most(communes))
    _words(canvas, communes, labels)
    _legend(canvas, labels)
    return canvas.png()


def _tile(canvas: "Canvas", one: CommuneTile, size: float, highest: int, *, first: bool) -> None:
    x, y, gap = EDGE + one.tile[0] * size, TOP + one.tile[1] * size, 2.5
    share = one.stories / highest if highest else 0.0
    color = shade(share**0.6, LIGHTEST, RED) if one.stories else TRACK
    if first:
        canvas.box(x, y, size, size, color=GOLD, radius=9)
        gap = 5
    canvas.box(x + gap, y + gap, size - 2 * gap, size - 2 * gap, color=color, radius=7)
    if 0 < one.stories < ROOM and size >= 40:
        ink, middle = ink_on(color), x + size / 2
        canvas.words(
            str(one.stories), middle, y + size * 0.69, size=28, color=ink, bold=True, align="center", width=size - 8
        )


def _words(canvas: "Canvas", communes: Sequence[CommuneTile], labels: Mapping[str, str]) -> None:
    """Say beside the map how many communes have stories, which have the most, and how many have none."""
    width, told = SIZE - BESIDE - EDGE + 24, sum(1 for one in communes if one.stories)
    taken = canvas.words(number(told), BESIDE, 300, size=88, color=ROSE, bold=True, width=width - 130)
    canvas.words(f"/{number(len(communes))}", BESIDE + taken, 300, size=46, color=QUIET, width=width - taken)
    _lines(canvas, labels["map_with"], 346, width)
    if named := most(communes):
        canvas.words(labels["map_most"], BESIDE, 476, size=34, color=INK, bold=True, width=width)
    for place, one in enumerate(named):
        y = 526 + place * 50
        taken = canvas.words(number(one.stories), BESIDE, y, size=32, color=RED, bold=True, width=90)
        canvas.words(one.name, BESIDE + taken + 12, y, size=32, color=INK, width=width - taken - 12)
    canvas.words(number(len(communes) - told), BESIDE, 862, size=64, color=QUIET, bold=True, width=width)
    _lines(canvas, labels["map_nothing"], 904, width)


def _lines(canvas: "Canvas", words: str, y: float, width: float) -> None:
    canvas.paragraph(words, BESIDE, y, size=34, color=INK, width=width, align="left")


def _legend(canvas: "Canvas", labels: Mapping[str, str]) -> None:
    x = BESIDE + canvas.words(labels["map_fewer"], BESIDE, 1028, size=28, color=QUIET, width=60) + 10
    for step in range(5):
        canvas.box(x + step * 28, 1006, 26, 26, color=shade((step / 4) ** 0.6, LIGHTEST, RED), radius=5)
    canvas.words(labels["map_more"], x + 148, 1028, size=28, color=QUIET, width=88)
