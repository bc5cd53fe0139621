"""Threat 25: the database's files are their owner's alone, whatever the umask."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.db import Database
from storage.schema import upgrade

pytestmark = pytest.mark.skipif(os.name != "posix", reason="rights of files are a matter of POSIX")


@pytest.fixture(autouse=True)
def careless() -> Iterator[None]:
    """Everybody may read what is created without care."""
    before = os.umask(0o000)
    yield
    os.umask(before)


def rights(folder: Path) -> dict[str, str]:
    return {one.name: oct(one.stat().st_mode & 0o777) for one in folder.iterdir()}


def in_use(path: Path) -> dict[str, str]:
    """Return the rights of the files while somebody works with the database."""
    database = Database(f"sqlite:///{path}")
    try:
        upgrade(database)
        with database.begin():
            return rights(path.parent)
    finally:
        database.close()


def test_threat_25_a_new_database_is_its_owners_alone(tmp_path: Path) -> None:
    assert in_use(tmp_path / "town.db") == {"town.db": "0o600", "town.db-wal": "0o600", "town.db-shm": "0o600"}


def test_threat_25_rights_given_away_are_taken_back_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "town.db"
    in_use(path)
    path.chmod(0o644)

    assert in_use(path) == {"town.db": "0o600", "town.db-wal": "0o600", "town.db-shm": "0o600"}


def test_threat_25_files_left_open_by_a_killed_process_are_closed_too(tmp_path: Path) -> None:
    path = tmp_path / "town.db"
    in_use(path)
    for name in ("town.db", "town.db-wal", "town.db-shm"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o644)

    assert set(in_use(path).values()) == {"0o600"}
