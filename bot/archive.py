"""Backup and restore: one archive with the database, the files that people sent, and the pictures of digests."""

import contextlib
import gzip
import io
import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError

from bot import postgresql
from bot.explained import Explained
from storage.db import Database, sqlite_path
from storage.models import Event, Person

SQLITE_NAME, POSTGRESQL_NAME = "database.sqlite3", "database.pgdump"
FOLDERS = ("files", "pictures")  # below data_dir: rows name what is in them
PAGES = 2000  # of SQLite, between two reports of progress

Progress = Callable[[int, int], None]


class ArchiveError(Explained):
    """A backup could not be written or read; the text says why and what to do."""


def write(path: Path, database: Database, data_dir: Path, progress: Progress | None = None) -> None:
    """Write the archive whole or not at all; the service may go on meanwhile. Raises ArchiveError, ProgramError.

    The database comes first: files are stored before rows name them, so none that a row names is missing.
    `progress` hears (done, all) pages of an SQLite database.
    """
    try:
        # Beside the archive, where there must be room anyway, and where nobody else can look into it.
        with tempfile.TemporaryDirectory(prefix=".hoadep-", dir=path.parent) as folder:
            copy, draft = _copy_database(database, Path(folder), progress), Path(folder) / "archive"
            with tarfile.open(draft, "w:gz", compresslevel=6) as archive:
                archive.add(copy, arcname=copy.name)
                for name in FOLDERS:
                    _add_folder(archive, data_dir / name)
            draft.chmod(0o600)
            _sync(draft)
            draft.replace(path)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror or error}.") from None
    except sqlite3.Error as error:
        raise ArchiveError(f"The database cannot be copied to {path.parent}: {error}.") from None


def _copy_database(database: Database, folder: Path, progress: Progress | None) -> Path:
    source = sqlite_path(database.url)
    if source is None:
        copy = folder / POSTGRESQL_NAME
        postgresql.run("pg_dump", database.url, "--format=custom", "--no-owner", f"--file={copy}")
        return copy
    copy = folder / SQLITE_NAME
    live, still = sqlite3.connect(source, isolation_level=None), sqlite3.connect(copy)
    try:
        # Reading already, the copy stays with this moment; else each write of the service would begin it anew.
        live.execute("BEGIN")
        live.execute("SELECT 1 FROM sqlite_schema").fetchone()
        live.backup(still, pages=PAGES, progress=progress and (lambda _, left, total: progress(total - left, total)))
    finally:
        live.close()
        still.close()
    return copy


def _add_folder(archive: tarfile.TarFile, folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        # The service works on: one is half written, another may be gone.
        if file.suffix == ".part" or not file.is_file():
            continue
        with contextlib.suppress(FileNotFoundError):
            content = file.read_bytes()
            entry = archive.gettarinfo(file, str(file.relative_to(folder.parent)))
            entry.size, entry.mode = len(content), 0o600
            archive.addfile(entry, io.BytesIO(content))


def read(path: Path, url: str, data_dir: Path, *, force: bool) -> None:
    """Put an archive's files and database in place; a database with data in it is replaced only with `force`.

    Raises ArchiveError or ProgramError, and then the database is as it was.
    """
    if not force and _has_data(url):
        raise ArchiveError(
            "The database has data in it, or is damaged. To replace it, stop the service and add --force."
        )
    with _for_the_owner_alone(), tempfile.TemporaryDirectory(prefix=".hoadep-", dir=data_dir) as folder:
        unpacked, target = Path(folder), make_url(url)
        _unpack(path, unpacked)
        database = _checked_database(unpacked, target)
        try:
            # The database last: from then on it is the restored service, with every file that it names.
            for name in FOLDERS:
                if (unpacked / name).is_dir():
                    shutil.copytree(unpacked / name, data_dir / name, dirs_exist_ok=True)
            _place_database(database, target)
        except OSError as error:
            raise ArchiveError(f"The backup cannot be put in place: {error.strerror or error}.") from None


@contextlib.contextmanager
def _for_the_owner_alone() -> Iterator[None]:
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def _unpack(path: Path, folder: Path) -> None:
    try:
        # tarfile stops reading before the checksum at the end: what was damaged on a disk would pass for good.
        with gzip.open(path) as stream:
            while stream.read(1 << 20):
                pass
        with tarfile.open(path, "r:gz") as archive:
            archive.extractall(folder, filter="data")
    except (OSError, tarfile.TarError, EOFError, zlib.error):
        raise ArchiveError(f"{path} is not there, is damaged, or is no backup of Hoa Đẹp.") from None


def _checked_database(unpacked: Path, url: URL) -> Path:
    on_sqlite = url.get_backend_name() == "sqlite"
    database = unpacked / (SQLITE_NAME if on_sqlite else POSTGRESQL_NAME)
    if not database.is_file():
        raise ArchiveError(f"This backup is not one of a {url.get_backend_name()} database.")
    if on_sqlite and not _is_sound(database):
        raise ArchiveError("The database in this backup is damaged; nothing was changed.")
    return database


def _place_database(database: Path, url: URL) -> None:
    target = sqlite_path(url)
    if target is None:
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        postgresql.run("pg_restore", url, *options, str(database))
        return
    draft = target.with_name(f".{target.name}.part")
    shutil.copyfile(database, draft)
    draft.chmod(0o600)
    _sync(draft)
    if target.exists():
        _settle(target)
    for leftover in (Path(f"{target}-wal"), Path(f"{target}-shm")):
        leftover.unlink(missing_ok=True)
    draft.replace(target)


def _settle(database: Path) -> None:
    """Take in what a killed service left beside its file: until the very end the old database is there, whole."""
    with contextlib.suppress(sqlite3.DatabaseError), contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _sync(file: Path) -> None:
    """Let the content reach the disk before the name does that says it is whole."""
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _is_sound(file: Path) -> bool:
    connection = sqlite3.connect(file)
    try:
        connection.execute("SELECT 1 FROM event LIMIT 1")
        return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def _has_data(url: str) -> bool:
    """Say whether anybody ever wrote, or did anything."""
    database = Database(url)
    try:
        with database.engine.begin() as connection:
            kept = [one for one in (Event, Person) if database.engine.dialect.has_table(connection, one.__tablename__)]
            return any(connection.scalar(select(one.id).limit(1)) is not None for one in kept)
    except DatabaseError:
        return True  # damaged: what is left of it is not replaced unasked
    finally:
        database.close()
