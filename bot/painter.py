"""A process that draws pictures and ends: what the drawing needs, a second and 60 MB, the service never pays.

`python -m bot.painter` reads sketches by the files they are for, pickled by its own parent, and writes the files.
"""

import contextlib
import os
import pickle
import sys
from collections.abc import Mapping
from pathlib import Path

from handlers.pictures.sketch import Sketch

GENTLY = 10  # how much the process gives way to the service (nice)


def main() -> None:
    with contextlib.suppress(OSError):  # a picture drawn in a hurry is better than none
        os.nice(GENTLY)
    os.umask(0o077)
    orders: Mapping[Path, Sketch] = pickle.load(sys.stdin.buffer)  # noqa: S301 (our own parent wrote it)
    for file, sketch in orders.items():
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(sketch.draw())
        beside.replace(file)  # whole, or not at all


if __name__ == "__main__":
    main()
