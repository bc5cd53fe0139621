"""A square sheet to draw on, in pixels from its upper left corner. Imports matplotlib: import this late."""

import io
import unicodedata
from pathlib import Path
from typing import Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.patches import Circle, FancyBboxPatch, PathPatch, Polygon
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

DPI = 100
SMALLEST = 26
WHOLE = 9  # letters that are not broken into two lines
# By file, so that no machine's own settings or fonts change the picture; it has every Vietnamese letter.
FONTS = Path(mpl.get_data_path(), "fonts", "ttf")
REGULAR = FONTS / "DejaVuSans.ttf"
BOLD = FONTS / "DejaVuSans-Bold.ttf"

Align = Literal["left", "center", "right"]


class Canvas:
    """Shapes and words by their pixels; `png()` gives the picture."""

    def __init__(self, size: int, background: str) -> None:
        self.figure = Figure(figsize=(size / DPI, size / DPI), dpi=DPI, facecolor=background)
        FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, size), ylim=(size, 0))
        self.axes.set_axis_off()

    def words(
        self,
        text: str,
        x: float,
        y: float,
        *,
        size: float,
        color: str,
        bold: bool = False,
        align: Align = "left",
        width: float | None = None,
    ) -> float:
        """Write one line on the base line `y`, made smaller until it fits `width`; return the width it takes."""
        font = BOLD if bold else REGULAR
        line = self.axes.text(
            x, y, drawable(text, font), color=color, ha=align, va="baseline", font=FontProperties(fname=font)
        )
        line.set_parse_math(False)  # a dollar sign is a dollar sign
        line.set_fontsize(_points(size))
        while width and self._width(line) > width and size > SMALLEST:
            size -= 1
            line.set_fontsize(_points(size))
        if width and self._width(line) > width:
            self._cut(line, width)
        return self._width(line)

    def paragraph(
        self, text: str, x: float, y: float, *, size: float, color: str, width: float, align: Align = "center"
    ) -> None:
        """Write at most two lines, broken where the longer of them is shortest."""
        for number, line in enumerate(two_lines(text, WHOLE if width > 160 else 5)):
            self.words(line, x, y + number * size * 1.25, size=size, color=color, align=align, width=width)

    def box(self, x: float, y: float, width: float, height: float, *, color: str, radius: float) -> FancyBboxPatch:
        style = f"round,pad=0,rounding_size={radius}"
        box = FancyBboxPatch((x, y), width, height, boxstyle=style, facecolor=color, edgecolor="none")
        self.axes.add_patch(box)
        return box

    def bar(
        self, x: float, y: float, width: float, height: float, *, parts: list[tuple[float, str]], track: str
    ) -> None:
        """Draw a rounded track; each part is filled up to its share of the width, the longest first."""
        self.box(x, y, width, height, color=track, radius=height / 2)
        for share, color in parts:
            # Never shorter than its own rounding: one of a hundred still shows.
            self.box(x, y, max(share * width, height), height, color=color, radius=height / 2)

    def shape(self, points: list[tuple[float, float]], color: str) -> None:
        self.axes.add_patch(Polygon(points, closed=True, facecolor=color, edgecolor="none"))

    def stroke(self, points: list[tuple[float, float]], color: str, thickness: float) -> None:
        xs, ys = zip(*points, strict=True)
        self.axes.plot(xs, ys, color=color, linewidth=_points(thickness), solid_capstyle="round")

    def petal(self, x: float, y: float, *, length: float, width: float, angle: float, color: str) -> None:
        """Draw a pointed leaf that grows from (x, y), `angle` degrees to the right of straight up."""
        corners = [(0, 0), (-width, -length / 3), (-width * 0.7, -length * 0.75), (0, -length)]
        corners += [(width * 0.7, -length * 0.75), (width, -length / 3), (0, 0)]
        outline = Outline(corners, [Outline.MOVETO, *[Outline.CURVE4] * 6])
        place = Affine2D().rotate_deg(angle).translate(x, y)
        self.axes.add_patch(PathPatch(outline.transformed(place), facecolor=color, edgecolor="none"))

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        self.axes.add_patch(Circle((x, y), radius, facecolor=color, edgecolor="none"))

    def png(self) -> bytes:
        file = io.BytesIO()
        # Without the maker's version in it, the same numbers give the same bytes.
        self.figure.savefig(file, format="png", metadata={"Software": None})
        return file.getvalue()

    def _width(self, line: Text) -> float:
        return float(line.get_window_extent().width)

    def _cut(self, line: Text, width: float) -> None:
        text = line.get_text()
        while len(text) > 1 and self._width(line) > width:
            text = text[:-1].rstrip()
            line.set_text(text + "…")


def drawable(text: str, font: Path) -> str:
    """Return the text without what cannot be shown in the font (emoji, their joiners), composed, on one line."""
    known = get_font(str(font)).get_charmap()
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    shown = (letter for letter in composed if ord(letter) in known and unicodedata.category(letter) != "Cf")
    return " ".join("".join(shown).split())


def two_lines(text: str, whole: int = WHOLE) -> list[str]:
    """Break between words so that the longer line is as short as can be; texts of few letters stay whole."""
    words = text.split()
    if len(text) <= whole or len(words) < 2:
        return [text]
    breaks = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return list(min(breaks, key=lambda pair: max(map(len, pair))))


def _points(pixels: float) -> float:
    return pixels * 72 / DPI
