"""A command that is killed leaves what was there or the whole of what is new, and works when typed again."""

import itertools
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData
from sqlalchemy.engine import make_url

from bot import archive
from bot.archive import SQLITE_NAME
from storage.db import Database
from tests.bot.conftest import ROOT
from tests.bot.proof.figures import WHOLE, size, tell
from tests.bot.proof.mortals import DIED
from tests.bot.test_copying import live
from tests.postgres import Cluster
from tests.storage.test_migration import fill
from tests.town import Town, submits

YESTERDAYS = b"what was written yesterday"

Look = Callable[[], Any]
Scene = Callable[[], tuple[tuple[str, ...], Look]]  # prepares all; returns the command, and a look at what it is about


class Typist:
    """Somebody in the office whose commands die at their n-th operation, before which all is as it was prepared."""

    def __init__(self, nursery: "subprocess.Popen[str]", folder: Path) -> None:
        self._nursery, self.folder, self.office = nursery, folder, folder / "office"

    def types(self, *words: str, operation: int = 0) -> str:
        """Type a command; return before what it died, or nothing if it came to its end."""
        self._orders(f"start {operation} {' '.join(words)}")
        code = self._orders("wait")
        assert code in {0, DIED}, (self.folder / "errors").read_text("utf-8")[-2000:]
        return (self.folder / "last-words").read_text("utf-8") if code == DIED else ""

    def prepares(self, url: str = "") -> None:
        """Put the office in order anew; its database is the one at `url`, or its own."""
        shutil.rmtree(self.office, ignore_errors=True)
        shutil.copytree(self.folder / "prepared", self.office)
        config = (ROOT / "config.toml").read_text("utf-8")
        (self.office / "config.toml").write_text(config.replace("sqlite:///hoadep.db", url or self.url), "utf-8")

    @property
    def url(self) -> str:
        return f"sqlite:///{self.office / 'hoadep.db'}"

    def _orders(self, words: str) -> int:
        assert self._nursery.stdin
        assert self._nursery.stdout
        self._nursery.stdin.write(f"{words}\n")
        self._nursery.stdin.flush()
        return int(self._nursery.stdout.readline())


@pytest.fixture
def typist(tmp_path: Path) -> Iterator[Typist]:
    _furnish(tmp_path / "prepared")
    places = {
        "HOADEP_DATA_DIR": str(tmp_path / "office" / "data"),
        "CONFIG": str(tmp_path / "office" / "config.toml"),
        "LAST_WORDS": str(tmp_path / "last-words"),
    }
    with (tmp_path / "errors").open("wb") as errors:
        nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.bot.proof.mortal", "hoadep"],
            cwd=ROOT,
            env={**os.environ, **places},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    with nursery:
        assert nursery.stdout
        nursery.stdout.readline()
        yield Typist(nursery, tmp_path)
        assert nursery.stdin
        nursery.stdin.close()


def _furnish(folder: Path) -> None:
    """Let much happen in an office, and its database be taken as a killed service leaves it."""
    lived, photo = folder / "lived", folder / "data" / "files" / "ab" / "abcdef"
    lived.mkdir(parents=True)
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"\xff\xd8\xff a photo")
    for name in ("export.json", "export.xlsx", "backup.tgz"):
        (folder / name).write_bytes(YESTERDAYS)
    with Town.on(f"sqlite:///{lived / 'hoadep.db'}") as town:
        live(town)
        for file in lived.iterdir():
            shutil.copy(file, folder)
    shutil.rmtree(lived)
    assert (folder / "hoadep.db-wal").stat().st_size > 0


def rows(url: str) -> dict[str, list[str]]:
    """Return all that a database holds, of whatever schema; nothing of tables without a row."""
    with closing(Database(url)) as database, database.engine.connect() as connection:
        if database.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        tables = MetaData()
        tables.reflect(connection)
        found = {table.name: sorted(map(repr, connection.execute(table.select()))) for table in tables.sorted_tables}
        return {name: kept for name, kept in found.items() if kept}


def dies_everywhere(typist: Typist, scene: Scene, *, steps: int, is_for_once: bool = False) -> Counter[str]:
    """Kill a command at every operation (or every so many); return before what it died.

    Once it has come to its end, a command that `is_for_once` is refused.
    """
    deaths: Counter[str] = Counter()
    words, look = scene()
    old, died, new = look(), typist.types(*words), look()
    assert (died, old == new) == ("", False)
    for operation in itertools.count(1, size(steps, 1)):
        words, look = scene()
        died = typist.types(*words, operation=operation)
        if not died:
            return deaths
        deaths[died] += 1
        left, about = look(), f"died at operation {operation}, {died}"
        assert left in (old, new), about
        if not (is_for_once and left == new):
            assert (typist.types(*words), look()) == ("", new), about
    raise AssertionError


def described(deaths: Counter[str]) -> str:
    return f"died at {deaths.total()} points ({', '.join(f'{what} {count}' for what, count in deaths.most_common())})"


@pytest.mark.timeout(1800 if WHOLE else 120)
@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_an_export_is_yesterdays_or_todays(typist: Typist, capsys: pytest.CaptureFixture[str], ending: str) -> None:
    def scene() -> tuple[tuple[str, ...], Look]:
        typist.prepares()
        path = typist.office / f"export.{ending}"
        return ("export", str(path)), partial(_exported, path)

    deaths = dies_everywhere(typist, scene, steps=3)
    tell(capsys, f"An export killed ({ending})", f"{described(deaths)}: yesterday's file or today's, never a part")


def _exported(path: Path) -> Any:
    content = path.read_bytes()
    if content == YESTERDAYS or path.suffix == ".json":
        return content
    with zipfile.ZipFile(path) as book:
        assert book.testzip() is None
        return sorted(book.namelist())


@pytest.mark.timeout(1800 if WHOLE else 120)
def test_a_backup_is_yesterdays_or_todays(typist: Typist, capsys: pytest.CaptureFixture[str]) -> None:
    def scene() -> tuple[tuple[str, ...], Look]:
        typist.prepares()
        path = typist.office / "backup.tgz"
        return ("backup", str(path)), partial(_kept, path)

    deaths = dies_everywhere(typist, scene, steps=3)
    tell(capsys, "A backup killed", f"{described(deaths)}: yesterday's archive or today's, never a part")


def _kept(path: Path) -> Any:
    if path.read_bytes() == YESTERDAYS:
        return YESTERDAYS
    with tempfile.TemporaryDirectory(dir=path.parent) as name, tarfile.open(path) as archive:
        archive.extractall(name, filter="data")
        return archive.getnames(), rows(f"sqlite:///{name}/{SQLITE_NAME}")


@pytest.mark.timeout(1800 if WHOLE else 120)
def test_a_restored_database_is_the_old_one_or_the_backup(typist: Typist, capsys: pytest.CaptureFixture[str]) -> None:
    elsewhere = typist.folder / "elsewhere"
    elsewhere.mkdir()
    with Town.on(f"sqlite:///{elsewhere / 'hoadep.db'}") as town:
        submits(town.citizen("Mai"), nominee="ông Tư")
        archive.write(elsewhere / "backup.tgz", town.database, elsewhere)

    def scene() -> tuple[tuple[str, ...], Look]:
        typist.prepares()
        return ("restore", "--force", str(elsewhere / "backup.tgz")), partial(rows, typist.url)

    deaths = dies_everywhere(typist, scene, steps=1)
    tell(capsys, "A restore killed", f"{described(deaths)}: the old database or the backup's, whole")


@pytest.mark.timeout(1800 if WHOLE else 180)
def test_a_migration_is_done_or_not_begun(typist: Typist, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (typist.folder / "prepared").glob("hoadep.db*"):
        file.unlink()
    with closing(Database(f"sqlite:///{typist.folder / 'prepared' / 'hoadep.db'}")) as database:
        fill(database)

    def scene() -> tuple[tuple[str, ...], Look]:
        typist.prepares()
        return ("migrate",), partial(rows, typist.url)

    deaths = dies_everywhere(typist, scene, steps=29)
    tell(capsys, "A migration killed on SQLite", f"{described(deaths)}: all of it or nothing, everything kept")


@pytest.mark.timeout(1800 if WHOLE else 180)
def test_a_migration_on_postgresql_is_done_or_not_begun(
    typist: Typist, postgres: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    first = postgres.new_database("template0")
    with closing(Database(first)) as database:
        fill(database)

    def scene() -> tuple[tuple[str, ...], Look]:
        url = postgres.new_database(str(make_url(first).database))
        typist.prepares(url)
        return ("migrate",), partial(rows, url)

    deaths = dies_everywhere(typist, scene, steps=29)
    tell(capsys, "A migration killed on PostgreSQL", f"{described(deaths)}: all of it or nothing, everything kept")


@pytest.mark.timeout(1800 if WHOLE else 120)
def test_a_copy_on_postgresql_is_whole_or_empty(
    typist: Typist, postgres: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    def scene() -> tuple[tuple[str, ...], Look]:
        typist.prepares()
        url = postgres.new_database()
        return ("copy", "--to", url), partial(rows, url)

    deaths = dies_everywhere(typist, scene, steps=11, is_for_once=True)
    tell(capsys, "A move to PostgreSQL killed", f"{described(deaths)}: everything arrived or nothing")
