"""Threat 26: a backup taken at any moment is one moment of the service, and the service goes on from there."""

import json
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from storage.db import Database
from storage.models import OutboxMessage, SeenUpdate
from tests.bot.conftest import Service, until
from tests.bot.drill import busy_town
from tests.bot.terminal import Terminal
from tests.bot.walking import PHOTO, finishes, sends_photo, walks_to_the_photos
from tests.postgres import Cluster
from tests.town import Town

BACKUPS = 2


@pytest.fixture(params=["sqlite", "postgresql"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> list[str]:
    """Return the address of a busy service's database, then those of databases to be restored."""
    if request.param == "sqlite":
        return [f"sqlite:///{tmp_path / f'town{number}.db'}" for number in range(BACKUPS + 1)]
    cluster: Cluster = request.getfixturevalue("postgres")
    return [cluster.new_database(), *(cluster.new_database("template0") for _ in range(BACKUPS))]


def exported(terminal: Terminal) -> list[dict[str, Any]]:
    assert terminal.types("export", "all.json").code == 0
    told: list[dict[str, Any]] = json.loads((terminal.folder / "all.json").read_text(encoding="utf-8"))["nominations"]
    return told


def sizes(town: Town) -> list[int | None]:
    with town.looking() as session:
        return [session.scalar(select(func.count()).select_from(one)) for one in (OutboxMessage, SeenUpdate)]


def test_threat_26_a_backup_under_load_is_one_moment_and_everything_given_again_counts_once(
    terminal: Terminal, urls: list[str], tmp_path: Path
) -> None:
    terminal.sets(DATABASE__URL=urls[0])
    # On Zalo people type: a button would name the number of a draft, which PostgreSQL may give anew after a restore.
    with busy_town(urls[0], "zalo") as town:
        with town.busy():
            for number in range(BACKUPS):
                town.another()
                printed = terminal.types("backup", f"{number}.tar.gz")
                assert (printed.code, printed.err) == (0, "")
            town.another()
        final, told = exported(terminal), sizes(town)

    for number, url in enumerate(urls[1:]):
        office = terminal.elsewhere(tmp_path / f"office{number}")
        office.sets(DATABASE__URL=url)
        assert office.types("restore", f"../{number}.tar.gz").err == ""
        assert office.types("audit", "verify").out.startswith("✔ ")
        then = exported(office)
        assert then == final[: len(then)]
        assert number < len(then) < len(final) == town.told
        with Town.on(url) as again:
            assert_sound(again.database)
            for batch, now in town.book:
                again.engine.process(batch, now)
            assert sizes(again) == told
        assert exported(office) == final


def assert_sound(database: Database) -> None:
    if database.is_sqlite:
        with sqlite3.connect(str(database.url.database)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.close()


async def test_threat_26_after_the_loss_of_the_disk_the_conversation_goes_on(
    terminal: Terminal, service: Service
) -> None:
    hoa = await service.arrives("Hoa")
    await walks_to_the_photos(hoa)
    await sends_photo(hoa, PHOTO)
    await until(lambda: service.ask("SELECT id FROM attachment WHERE sha256 IS NOT NULL"))
    await service.all_delivered()
    assert (await terminal.runs("backup", "kept.tar.gz")).code == 0

    await service.app.stop()
    for lost in terminal.folder.glob("hoadep.db*"):
        lost.unlink()
    shutil.rmtree(terminal.folder / "data")
    assert (await terminal.runs("restore", "kept.tar.gz")).err == ""
    await service.start()
    await finishes(hoa)
    await service.all_delivered()

    assert {one.read_bytes() for one in (terminal.folder / "data" / "files").rglob("*") if one.is_file()} == {PHOTO}
    said = service.ask("SELECT message_id FROM outbox WHERE edits IS NULL")
    assert len(service.heard_by(hoa)) == len(set(said))
    assert service.ask("SELECT status FROM nomination") == ["submitted"]
