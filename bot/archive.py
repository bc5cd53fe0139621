"""Backup and restore: one archive with the database and the files that people sent."""

import gzip
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DatabaseError

from bot.explained import Explained
from storage.db import Database, sqlite_path
from storage.models import Event

SQLITE_NAME, POSTGRESQL_NAME = "database.sqlite3", "database.pgdump"
PATIENCE = 3600  # seconds


class ArchiveError(Explained):
    """A backup could not be written or read; the text says why and what to do."""


def write(path: Path, database: Database, data_dir: Path) -> None:
    """Write the archive whole or not at all; the service may go on meanwhile."""
    draft = path.with_name(f".{path.name}.part")
    try:
        with tempfile.TemporaryDirectory(prefix="hoadep-") as folder:
            copy = _copy_database(database, Path(folder))
            with tarfile.open(draft, "w:gz") as archive:
                archive.add(copy, arcname=copy.name)
                if (data_dir / "files").is_dir():
                    archive.add(data_dir / "files", arcname="files")
        draft.chmod(0o600)
        draft.rename(path)
    except OSError as error:
        raise ArchiveError(f"{path} cannot be written: {error.strerror or error}.") from None
    finally:
        draft.unlink(missing_ok=True)


def _copy_database(database: Database, folder: Path) -> Path:
    source = sqlite_path(database.url)
    if source is None:
        copy = folder / POSTGRESQL_NAME
        _call(["pg_dump", "--format=custom", "--no-owner", f"--file={copy}", f"--dbname={_libpq(database.url)}"])
        return copy
    copy = folder / SQLITE_NAME
    live, still = sqlite3.connect(source), sqlite3.connect(copy)
    try:
        live.backup(still)
    finally:
        live.close()
        still.close()
    return copy


def read(path: Path, url: str, data_dir: Path, *, force: bool) -> None:
    """Put an archive's database and files in place; a database with acts in it is replaced only with `force`."""
    if not force and _has_acts(url):
        raise ArchiveError(
            "The database has data in it, or is damaged. To replace it, stop the service and add --force."
        )
    with tempfile.TemporaryDirectory(prefix="hoadep-") as folder:
        unpacked = Path(folder)
        _unpack(path, unpacked)
        _place_database(unpacked, make_url(url))
        if (unpacked / "files").is_dir():
            shutil.copytree(unpacked / "files", data_dir / "files", dirs_exist_ok=True)


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


def _place_database(unpacked: Path, url: URL) -> None:
    target = sqlite_path(url)
    name = POSTGRESQL_NAME if target is None else SQLITE_NAME
    if not (unpacked / name).is_file():
        raise ArchiveError(f"This backup is not one of a {url.get_backend_name()} database.")
    if target is None:
        dump = str(unpacked / name)
        _call(
            [
                "pg_restore",
                "--clean",
                "--if-exists",
                "--no-owner",
                "--single-transaction",
                f"--dbname={_libpq(url)}",
                dump,
            ]
        )
        return
    if not _is_sound(unpacked / name):
        raise ArchiveError("The database in this backup is damaged; nothing was changed.")
    draft = target.with_name(f".{target.name}.part")
    shutil.copyfile(unpacked / name, draft)
    draft.chmod(0o600)
    for leftover in (Path(f"{target}-wal"), Path(f"{target}-shm")):
        leftover.unlink(missing_ok=True)
    draft.replace(target)


def _is_sound(file: Path) -> bool:
    connection = sqlite3.connect(file)
    try:
        connection.execute("SELECT 1 FROM event LIMIT 1")
        return bool(connection.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.DatabaseError:
        return False
    finally:
        connection.close()


def _has_acts(url: str) -> bool:
    database = Database(url)
    try:
        with database.engine.begin() as connection:
            if not database.engine.dialect.has_table(connection, Event.__tablename__):
                return False
            return bool(connection.scalar(select(func.count()).select_from(Event)))
    except DatabaseError:
        return True  # damaged: what is left of it is not replaced unasked
    finally:
        database.close()


def _libpq(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _call(command: Sequence[str]) -> None:
    """Run one of PostgreSQL's own programs; its complaint may show the address, so it is not passed on."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)  # noqa: S603 (no words of people)
    except FileNotFoundError:
        raise ArchiveError(f"{command[0]} is missing: install PostgreSQL's client programs.") from None
    except subprocess.CalledProcessError as error:
        raise ArchiveError(f"{command[0]} ended with code {error.returncode}.") from None
