"""One process serves an SQLite database; a restore waits for none."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.explained import Explained
from storage.db import sqlite_path


class AlreadyRunningError(Explained):
    """Another process serves this SQLite database."""

    def __init__(self) -> None:
        super().__init__("Another `hoadep run` serves this database already. Stop that one first.")


@contextlib.contextmanager
def held(url: str) -> Iterator[None]:
    """Keep other processes from serving the same SQLite file; the lock ends with the process, however it ends."""
    path = sqlite_path(make_url(url))
    if path is None:
        yield
        return
    with Path(f"{path.resolve()}.lock").open("w", encoding="utf-8") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunningError from None
        yield
