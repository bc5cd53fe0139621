"""What the pictures have in common: the sheet, its colours, the lotus, the headline."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handlers.pictures.canvas import Canvas

SIZE, EDGE = 1080, 64
INNER = SIZE - 2 * EDGE
PAPER, CARD, TRACK = "#FFFBF4", "#F8EFE3", "#EFE3D6"
INK, QUIET = "#3A2A2A", "#76625C"
RED, LOTUS, PALE = "#A61B2B", "#E58CA0", "#F6CBD3"
ROSE = "#C24F6C"
GREEN, GOLD, AMBER = "#3F7D58", "#E0A526", "#A87000"


def sheet(title: str, below: str) -> "Canvas":
    """Return a square sheet with its headline, a line below it, and the lotus."""
    from handlers.pictures.canvas import Canvas  # noqa: PLC0415 (matplotlib takes a second and 60 MB: who draws pays)

    canvas = Canvas(SIZE, PAPER)
    _lotus(canvas, SIZE - EDGE - 100, 160)
    canvas.words(title, EDGE, 96, size=58, color=RED, bold=True, width=INNER - 220)
    canvas.words(below, EDGE, 150, size=38, color=QUIET, width=INNER - 220)
    return canvas


def _lotus(canvas: "Canvas", x: float, y: float) -> None:
    for angle, length, color in ((76, 84, PALE), (52, 100, PALE), (27, 112, LOTUS), (0, 118, RED)):
        for side in {angle, -angle}:
            canvas.petal(x, y, length=length, width=30, angle=side, color=color)
    canvas.dot(x, y - 30, 9, GOLD)


def shade(share: float, lightest: str, darkest: str) -> str:
    """Return a colour between two, 0 the lightest."""
    pairs = zip(_parts(lightest), _parts(darkest), strict=True)
    return "#" + "".join(f"{round(light + (dark - light) * share):02X}" for light, dark in pairs)


def ink_on(color: str) -> str:
    """Return the ink that reads best on a colour: contrast by relative luminance (WCAG 2)."""
    linear = ((part / 255) ** 2.2 for part in _parts(color))
    light = sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return INK if light > 0.28 else PAPER


def _parts(color: str) -> tuple[int, ...]:
    return tuple(int(color[at : at + 2], 16) for at in (1, 3, 5))


def number(value: int) -> str:
    """Return a number as it is read in Vietnamese and, with a space, in any language: 1 234."""
    return f"{value:,}".replace(",", "\N{NO-BREAK SPACE}")
