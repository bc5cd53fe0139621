"""A picture that is still to be drawn; light enough for a process that does nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.pictures import communes, fields, progress, weeks

FOLDER = "pictures"  # below data_dir
FIRST = "progress"  # comes unasked
MORE = ("weeks", "fields", "communes")  # shown to whoever asks for them
PAINTERS: Mapping[str, Callable[[Any, Mapping[str, str]], bytes]] = {
    "progress": progress.draw,
    "weeks": weeks.draw,
    "fields": fields.draw,
    "communes": communes.draw,
}
LABELS = {
    "progress": progress.LABELS,
    "weeks": weeks.LABELS,
    "fields": fields.LABELS,
    "communes": communes.LABELS,
}


@dataclass(frozen=True, slots=True)
class Sketch:
    """Which picture, of what numbers, with which words; it can be handed to another process."""

    what: str
    language: str
    numbers: Any
    labels: Mapping[str, str]

    def draw(self) -> bytes:
        """Return the PNG."""
        return PAINTERS[self.what](self.numbers, self.labels)
