"""audit verify, backup and restore: what was recorded cannot be changed quietly, and can be brought back whole."""

import gzip
import io
import shutil
import sqlite3
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot import lock, postgresql
from bot.postgresql import LEAVING
from storage import audit
from storage.db import Database
from storage.schema import upgrade
from tests.bot.terminal import Terminal
from tests.bot.test_cli import assert_explained
from tests.builders import Ledger, local
from tests.postgres import Cluster
from tests.town import Town

PHOTO = b"\xff\xd8\xff a photo"


@pytest.fixture
def lived(terminal: Terminal) -> Terminal:
    """Return the terminal of an office with three stories, their acts, and a photo."""
    return live(terminal, f"sqlite:///{terminal.folder / 'hoadep.db'}")


def live(terminal: Terminal, url: str) -> Terminal:
    database = Database(url)
    upgrade(database)
    with database.begin() as session:
        ledger = Ledger(session)
        for day in ("2026-11-16", "2026-11-17", "2026-11-18"):
            story = ledger.story(f"{day} 08:00")
            ledger.act(story, "submit", f"{day} 08:00", source="draft", target="submitted")
            ledger.act(story, "decline", f"{day} 10:00", source="submitted", target="declined", reason="Chưa đủ")
        ledger.file(story, "abcdef", len(PHOTO))
    database.close()
    photo = terminal.folder / "data" / "files" / "ab" / "abcdef"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(PHOTO)
    terminal.sets(DATABASE__URL=url)
    return terminal


def by_hand(terminal: Terminal, *statements: str) -> None:
    """Change the database behind the product's back."""
    database = Database(f"sqlite:///{terminal.folder / 'hoadep.db'}")
    with database.engine.begin() as connection:
        for statement in ("DROP TRIGGER event_is_unchanged", "DROP TRIGGER event_is_kept", *statements):
            connection.exec_driver_sql(statement)
    database.close()


def test_an_untouched_record_is_sealed(lived: Terminal) -> None:
    printed = lived.types("audit", "verify")

    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith("✔ 6 acts, every one sealed. Head: ")


@pytest.mark.parametrize(
    ("change", "row"),
    [
        ("UPDATE event SET reason = 'Đủ' WHERE id = 4", 4),
        ("UPDATE event SET action = 'approve', target = 'approved' WHERE id = 2", 2),
        ("UPDATE event SET at = '2026-01-01 00:00:00.000000' WHERE id = 3", 3),
        ("UPDATE event SET person_id = (SELECT min(id) FROM person) WHERE id = 6", 6),
        ("DELETE FROM event WHERE id = 2", 3),
        ("DELETE FROM event WHERE id = 1", 2),
        ("UPDATE event SET seal = 'x' WHERE id = 5", 5),
    ],
)
def test_a_quiet_change_of_the_record_shows(lived: Terminal, change: str, row: int) -> None:
    by_hand(lived, change)
    printed = lived.types("audit", "verify")

    assert (printed.code, printed.err) == (1, "")
    assert printed.out.startswith(f"✘ act {row}: ")


def test_the_first_broken_link_is_named_first_and_a_flood_of_them_is_counted(lived: Terminal) -> None:
    act = "INSERT INTO event (at, action, commitment, seal) VALUES ('2026-01-01', 'x', '', hex(randomblob(9)))"
    by_hand(lived, *[act] * 30)
    told = lived.types("audit", "verify").out.splitlines()

    assert told[0].startswith("✘ act 7: ")
    assert (len(told), told[-1]) == (21, "✘ and 10 more")


def test_a_noted_head_shows_that_the_end_was_cut_off(lived: Terminal) -> None:
    assert lived.types("audit", "anchor", "anchors.txt").out.splitlines()[-1].startswith("Noted 6:")
    assert lived.types("audit", "verify", "--anchor", "anchors.txt").out.endswith("1 anchors agree.\n")
    by_hand(lived, "DELETE FROM event WHERE id >= 5")

    assert lived.types("audit", "verify").out.startswith("✔ 4 acts")
    printed = lived.types("audit", "verify", "--anchor", "anchors.txt")
    assert (printed.code, printed.out) == (1, "✘ act 6: it was noted, and is gone: the record was cut off\n")
    assert lived.types("audit", "anchor", "anchors.txt").code == 1  # what is broken is not noted
    assert len((lived.folder / "anchors.txt").read_text().splitlines()) == 1


def test_a_short_hash_from_a_digest_shows_that_the_record_was_rewritten(lived: Terminal) -> None:
    head = lived.types("audit", "verify").out.split("Head: ")[1].split(".")[0]
    file = lived.folder / "anchors.txt"
    file.write_text(f"# from Monday's digest\n\n{head}\n", encoding="utf-8")
    assert lived.types("audit", "verify", "--anchor", "anchors.txt").code == 0
    rewrite(lived)

    assert lived.types("audit", "verify").code == 0
    printed = lived.types("audit", "verify", "--anchor", "anchors.txt")
    assert (printed.code, printed.out.partition(" it")[0]) == (1, "✘ act 6:")


def rewrite(terminal: Terminal) -> None:
    """Tell the whole history anew without its last decision, every row sealed: what an operator with all rights can."""
    by_hand(terminal, "DELETE FROM event WHERE id = 6")
    database = Database(f"sqlite:///{terminal.folder / 'hoadep.db'}")
    with database.begin() as session:
        audit.record(session, "approve", local("2026-11-18 10:00"))
    database.close()


@pytest.mark.parametrize("line", ["6", "x:0123456789abcdef", "6:0123", "6:" + "g" * 16])
def test_what_is_no_anchor_is_explained(lived: Terminal, line: str) -> None:
    (lived.folder / "anchors.txt").write_text(f"{line}\n", encoding="utf-8")
    printed = lived.types("audit", "verify", "--anchor", "anchors.txt")

    assert (printed.code, printed.out) == (2, "")
    assert "line 1" in printed.err


def test_a_missing_file_of_anchors_is_explained(lived: Terminal) -> None:
    printed = lived.types("audit", "verify", "--anchor", "none.txt")

    assert (printed.code, printed.out) == (2, "")
    assert "`hoadep audit anchor none.txt` begins one" in printed.err


def test_a_backup_brings_everything_back_in_another_place(lived: Terminal, tmp_path: Path) -> None:
    assert lived.types("export", "before.json").code == 0
    backup = lived.types("backup", "hoadep.tar.gz")
    assert (backup.code, backup.out, backup.err) == (0, "Backup written to hoadep.tar.gz.\n", "")
    assert (lived.folder / "hoadep.tar.gz").stat().st_mode & 0o777 == 0o600

    fresh = lived.elsewhere(tmp_path / "fresh")
    assert not (fresh.folder / "hoadep.db").exists()
    restored = fresh.types("restore", "../hoadep.tar.gz")
    assert (restored.code, restored.out, restored.err) == (0, "Restored from ../hoadep.tar.gz.\n", "")
    assert fresh.types("export", "after.json").code == 0

    assert (fresh.folder / "after.json").read_bytes() == (lived.folder / "before.json").read_bytes()
    assert (fresh.folder / "data" / "files" / "ab" / "abcdef").read_bytes() == PHOTO
    assert (fresh.folder / "hoadep.db").stat().st_mode & 0o777 == 0o600
    assert fresh.types("audit", "verify").out == lived.types("audit", "verify").out


@pytest.mark.skipif(shutil.which("pg_dump") is None, reason="PostgreSQL's client programs are not installed")
def test_a_backup_of_postgresql_brings_everything_back(terminal: Terminal, postgres: Cluster, tmp_path: Path) -> None:
    lived = live(terminal, postgres.new_database())
    assert lived.types("export", "before.json").code == 0
    assert lived.types("backup", "hoadep.tar.gz").code == 0
    assert_explained(lived.types("restore", "hoadep.tar.gz"), "has data in it", "--force")
    assert lived.types("restore", "hoadep.tar.gz", "--force").code == 0
    sealed = lived.types("audit", "verify").out

    fresh = lived.elsewhere(tmp_path / "fresh")
    fresh.sets(DATABASE__URL=postgres.new_database("template0"))
    restored = fresh.types("restore", "../hoadep.tar.gz")
    assert (restored.code, restored.out, restored.err) == (0, "Restored from ../hoadep.tar.gz.\n", "")
    assert fresh.types("export", "after.json").code == 0

    assert (fresh.folder / "after.json").read_bytes() == (tmp_path / "before.json").read_bytes()
    assert (fresh.folder / "data" / "files" / "ab" / "abcdef").read_bytes() == PHOTO
    assert fresh.types("audit", "verify").out == sealed


def test_a_backup_fits_only_the_kind_of_database_it_is_of(lived: Terminal, postgres: Cluster) -> None:
    assert lived.types("backup", "hoadep.tar.gz").code == 0
    lived.sets(DATABASE__URL=postgres.new_database("template0"))

    assert_explained(lived.types("restore", "hoadep.tar.gz"), "not one of a postgresql database")


def test_restore_replaces_data_only_when_told_to(lived: Terminal) -> None:
    assert lived.types("backup", "first.tar.gz").code == 0
    by_hand(lived, "DELETE FROM event WHERE id > 4")

    assert_explained(lived.types("restore", "first.tar.gz"), "has data in it", "--force")
    assert lived.types("audit", "verify").out.startswith("✔ 4 acts")
    assert lived.types("restore", "first.tar.gz", "--force").code == 0
    assert lived.types("audit", "verify").out.startswith("✔ 6 acts")


@pytest.mark.parametrize("damage", [b"no database at all" * 1000, b"SQLite format 3\0" + b"\xff" * 5000, b""])
def test_a_damaged_database_is_replaced_when_told_to(lived: Terminal, damage: bytes) -> None:
    assert lived.types("backup", "good.tar.gz").code == 0
    for leftover in lived.folder.glob("hoadep.db-*"):
        leftover.unlink()
    (lived.folder / "hoadep.db").write_bytes(damage)

    assert lived.types("restore", "--force", "good.tar.gz").code == 0
    assert lived.types("audit", "verify").out.startswith("✔ 6 acts")


def test_a_database_damaged_within_is_not_replaced_unasked(lived: Terminal) -> None:
    assert lived.types("backup", "good.tar.gz").code == 0
    file = lived.folder / "hoadep.db"
    file.write_bytes(file.read_bytes()[:4096] + b"\xff" * (file.stat().st_size - 4096))

    assert_explained(lived.types("restore", "good.tar.gz"), "--force")
    assert lived.types("restore", "--force", "good.tar.gz").code == 0
    assert lived.types("audit", "verify").out.startswith("✔ 6 acts")


def cut(archive: bytes) -> bytes:
    return archive[: len(archive) // 2]


def flipped(archive: bytes) -> bytes:
    half = len(archive) // 2
    return archive[:half] + bytes(255 - byte for byte in archive[half : half + 100]) + archive[half + 100 :]


def with_database(content: bytes, name: str = "database.sqlite3") -> Callable[[bytes], bytes]:
    def archive(_good: bytes) -> bytes:
        made = io.BytesIO()
        with tarfile.open(fileobj=made, mode="w:gz") as tar:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
        return made.getvalue()

    return archive


@pytest.mark.parametrize(
    "spoil",
    [
        cut,
        flipped,
        lambda _good: b"",
        lambda _good: b"just some text",
        lambda _good: gzip.compress(b"just some text"),
        with_database(b"no database at all" * 1000),
        with_database(b""),
        with_database(b"x", name="readme.txt"),
        with_database(b"x", name="../../outside.txt"),
        with_database(b"x", name="database.pgdump"),
    ],
)
def test_a_broken_archive_is_explained_and_changes_nothing(lived: Terminal, spoil: Callable[[bytes], bytes]) -> None:
    assert lived.types("backup", "good.tar.gz").code == 0
    (lived.folder / "bad.tar.gz").write_bytes(spoil((lived.folder / "good.tar.gz").read_bytes()))
    before = lived.types("audit", "verify").out

    assert_explained(lived.types("restore", "bad.tar.gz", "--force"), "ackup")
    assert lived.types("audit", "verify").out == before
    assert not list(lived.folder.parent.rglob("outside.txt"))


def test_an_archive_that_is_not_there_and_a_place_that_cannot_be_written(lived: Terminal) -> None:
    assert_explained(lived.types("restore", "nowhere.tar.gz", "--force"), "nowhere.tar.gz is not there")
    assert_explained(lived.types("backup", "nowhere/b.tar.gz"), "nowhere/b.tar.gz cannot be written")
    assert sorted(path.name for path in lived.folder.iterdir() if path.is_file() and "hoadep.db" not in path.name) == [
        "config.toml"
    ]


def test_nothing_is_restored_under_a_running_service(lived: Terminal) -> None:
    assert lived.types("backup", "kept.tar.gz").code == 0
    with lock.held(f"sqlite:///{lived.folder / 'hoadep.db'}"):
        printed = lived.types("restore", "--force", "kept.tar.gz")

    assert printed.code == 2
    assert "Stop that one first" in printed.err


def test_pictures_go_along_and_what_is_half_written_stays(lived: Terminal, tmp_path: Path) -> None:
    data = lived.folder / "data"
    (data / "pictures").mkdir()
    (data / "pictures" / "digest-2026-W47-vi.png").write_bytes(PHOTO)
    (data / "files" / "ab" / "abcdee.part").write_bytes(PHOTO[:5])
    assert lived.types("backup", "hoadep.tar.gz").code == 0

    fresh = lived.elsewhere(tmp_path / "fresh")
    assert fresh.types("restore", "../hoadep.tar.gz").code == 0
    kept = {str(one.relative_to(fresh.folder / "data")) for one in (fresh.folder / "data").rglob("*") if one.is_file()}
    assert kept == {"files/ab/abcdef", "pictures/digest-2026-W47-vi.png"}
    assert {one.stat().st_mode & 0o077 for one in (fresh.folder / "data").rglob("*")} == {0}


def test_a_draft_is_data_too(terminal: Terminal) -> None:
    url = f"sqlite:///{terminal.folder / 'hoadep.db'}"
    terminal.sets(DATABASE__URL=url)
    assert terminal.types("backup", "empty.tar.gz").code == 0
    with Town.on(url) as town:
        town.citizen("Hoa").says("/gioithieu", "Một người")

    assert_explained(terminal.types("restore", "empty.tar.gz"), "has data in it", "--force")


class Cramped(sqlite3.Connection):
    """A database on a disk with room for four pages."""

    def __init__(self, database: Path, **how: Any) -> None:
        super().__init__(database, **how)
        self.execute("PRAGMA max_page_count = 4")


def test_a_full_disk_is_explained_and_leaves_nothing(lived: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sorted(lived.folder.rglob("*"))
    with monkeypatch.context() as small:
        small.setattr("bot.archive.sqlite3.connect", Cramped)
        assert_explained(lived.types("backup", "hoadep.tar.gz"), "cannot be copied", "full")
    assert sorted(lived.folder.rglob("*")) == before


def test_without_postgresqls_programs_it_is_said_what_to_install(
    lived: Terminal, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived.sets(DATABASE__URL=postgres.new_database())
    monkeypatch.setattr(postgresql, "DEBIAN", lived.folder)
    monkeypatch.setenv("PATH", str(lived.folder))

    assert_explained(lived.types("backup", "b.tar.gz"), "pg_dump is missing", "apt install postgresql-client")
    assert not (lived.folder / "b.tar.gz").exists()


def test_the_programs_are_found_beside_the_path_too_and_never_see_a_password_in_their_arguments(
    lived: Terminal, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("9.6", "15"):
        program = lived.folder / version / "bin" / "pg_dump"
        program.parent.mkdir(parents=True)
        program.write_text(f'#!/bin/sh\necho "{version} $@ $PGPASSWORD" > {lived.folder}/called\nexit 3\n')
        program.chmod(0o700)
    monkeypatch.setattr(postgresql, "DEBIAN", lived.folder)
    monkeypatch.setenv("PATH", str(lived.folder))
    for url in (
        postgres.new_database().replace("hoadep@", "hoadep:lotus-pond@"),
        f"{postgres.new_database()}&password=lotus-pond",
    ):
        lived.sets(DATABASE__URL=url)
        assert_explained(lived.types("backup", "b.tar.gz"), "pg_dump ended with code 3")
        called = (lived.folder / "called").read_text().split()
        assert called[0] == "15"
        assert "lotus-pond" not in " ".join(called[:-1])
        assert called[-1] == "lotus-pond"


def test_postgresql_is_not_restored_under_a_running_service(
    terminal: Terminal, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "LEAVING", LEAVING / 10)
    url = postgres.new_database()
    live(terminal, url)
    assert terminal.types("backup", "kept.tar.gz").code == 0
    service = Database(url)
    with service.engine.connect():
        assert_explained(terminal.types("restore", "--force", "kept.tar.gz"), "Stop the service first")
    service.close()

    monkeypatch.setattr(postgresql, "LEAVING", LEAVING)
    assert terminal.types("restore", "--force", "kept.tar.gz").code == 0
