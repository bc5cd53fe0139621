"""A file of anchors: heads of the record, kept where whoever can change the database cannot change them.

A line is a moment and `number:seal`, as `hoadep audit anchor` writes it; what the weekly digest shows can be added by
hand. A removed end and a record that was rewritten as a whole show only by comparing with such a file.
"""

import os
import re
from datetime import datetime
from pathlib import Path

from bot.explained import Explained
from storage.audit import SHORT, Anchor

LINE = re.compile(rf"(?:.*\s)?(\d{{1,15}}):([0-9a-f]{{{SHORT},64}})", re.ASCII)
MOST = 10_000_000  # bytes: some hundred thousand anchors


class AnchorError(Explained):
    """The file cannot be read or written, or holds what is no anchor."""


def read(path: Path) -> list[Anchor]:
    """Return a file's anchors; empty lines and those that begin with # say nothing. Raises AnchorError."""
    try:
        if path.stat().st_size > MOST:
            raise AnchorError(f"{path} is too large for a file of anchors.")
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise AnchorError(f"There is no file {path}. `hoadep audit anchor {path}` begins one.") from None
    except (OSError, ValueError) as error:
        raise AnchorError(f"{path} cannot be read: {_why(error)}.") from None
    return [_anchor(path, number, line) for number, line in enumerate(lines, 1) if line.strip() and line[0] != "#"]


def _anchor(path: Path, number: int, line: str) -> Anchor:
    found = LINE.fullmatch(line.replace("\u2060", "").strip())  # which our messages put into what looks like a link
    if found is None:
        raise AnchorError(
            f"{path}, line {number}, is no anchor. One ends with number:seal, as in 1234:0a1b2c3d4e5f6071."
        )
    return Anchor(int(found[1]), found[2])


def append(path: Path, anchor: Anchor, now: datetime) -> None:
    """Note an anchor at a file's end, on the disk before it returns. Raises AnchorError."""
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{now.isoformat(timespec='seconds')} {anchor}\n")
            file.flush()
            os.fsync(file.fileno())
    except (OSError, ValueError) as error:
        raise AnchorError(f"{path} cannot be written: {_why(error)}.") from None


def _why(error: Exception) -> str:
    return (isinstance(error, OSError) and error.strerror) or "not a text in UTF-8"
