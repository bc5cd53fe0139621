"""Every nomination in one file, for people (.xlsx, .csv, .docx) and for programs (.json)."""

import errno
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from handlers.desk import Desk
from handlers.export.machine import write_json
from handlers.export.paper import write_docx
from handlers.export.records import Record, outbox_states, records, sent_count
from handlers.export.sheets import write_csv, write_xlsx
from handlers.export.table import Words
from storage.tally import Tally, tally
from storage.weeks import week_of

MOST_ON_PAPER = 20_000  # stories: a paper of Word is put together in memory, 30 KB for each
SHOWN = 100  # nominations between two words of progress
Progress = Callable[[int, int], None]


class UnknownEndingError(ValueError):
    """The file's ending names none of the formats."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name!r} cannot be exported: its ending must be .xlsx, .csv, .json or .docx.")


def export(session: Session, desk: Desk, path: Path, *, now: datetime, progress: Progress | None = None) -> int:
    """Write all nominations that were sent, in the format of the path's ending; return how many.

    The file appears whole or not at all, for its owner alone. Raises UnknownEndingError, or OSError where it cannot
    be written. `progress` hears (done, all) now and then, and at the end.
    """
    ending = path.suffix.lower()
    if ending not in {".xlsx", ".csv", ".json", ".docx"}:
        raise UnknownEndingError(path)
    total, words = sent_count(session), Words(desk)
    if ending == ".docx" and total > MOST_ON_PAPER:
        raise OSError(errno.EFBIG, f"a paper has room for {MOST_ON_PAPER:,} nominations; choose .xlsx, .csv or .json")
    told = _telling(records(session), total, progress)
    with _whole(path) as draft:
        if ending == ".json":
            write_json(draft, told, outbox_states(session))
        elif ending == ".csv":
            write_csv(draft, told, words)
        elif ending == ".xlsx":
            write_xlsx(draft, told, _tally(session, desk, now), words, now)
        else:
            write_docx(draft, told, _tally(session, desk, now), words, now)
    return total


def _tally(session: Session, desk: Desk, now: datetime) -> Tally:
    zone, year = desk.calendar.zone, desk.calendar.local(now).year
    slugs = [field.slug for field in desk.office.fields]
    targets = desk.office.targets.get(year)
    return tally(session, year=year, targets=targets, fields=slugs, week=week_of(now, zone), zone=zone)


def _telling(told: Iterator[Record], total: int, progress: Progress | None) -> Iterator[Record]:
    done = 0
    for done, record in enumerate(told, start=1):
        yield record
        if progress and done % SHOWN == 0:
            progress(done, total)
    if progress:
        progress(done, total)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Give a file beside the path that takes its place once it is complete and on the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}.", suffix=path.suffix)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
