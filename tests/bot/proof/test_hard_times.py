"""The disk is full, the database is held by another, the clock goes back: late at worst, whole, mended by itself."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from bot import files, health, settling
from bot.sandbox.server import Sandbox
from storage import audit
from storage.models import Lane
from tests.bot.conftest import ZALO_TOKEN, Service, until
from tests.bot.proof.figures import size, tell
from tests.bot.pushing import pusher_for
from tests.bot.walking import PHOTO, finishes, sends_photo, walks_to_the_photos

LOCKED = size(3, 30)  # seconds
HOLD = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


def whole(service: Service) -> bool:
    """Say whether nothing is half-written: the file, the record, and an update for each answer."""
    with service.app.database.read() as session:
        return service.ask("PRAGMA integrity_check") == ["ok"] and list(audit.broken_links(session)) == []


class TestFullDisk:
    """Two megabytes, and something else takes them."""

    @pytest.fixture
    def small_disk(self, tmp_path: Path) -> Iterator[Path]:
        folder = tmp_path / "small"
        folder.mkdir()
        if os.geteuid() != 0 or subprocess.run(_mount(folder), check=False, capture_output=True).returncode:
            pytest.skip("a small disk can only be mounted by root")
        yield folder
        subprocess.run(["umount", "--lazy", folder], check=True)

    @pytest.fixture
    def variables(self, small_disk: Path) -> dict[str, str]:
        return {"DATABASE__URL": f"sqlite:///{small_disk / 'hoadep.db'}", "DATA_DIR": str(small_disk / "data")}

    async def test_a_full_disk_makes_answers_late_and_loses_nothing(
        self, small_disk: Path, service: Service, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(files, "LOOK", 0.05)
        monkeypatch.setattr(health, "EVERY", 0)
        hoa, lan = await service.arrives("Hoa"), await service.arrives("Lan")
        await walks_to_the_photos(hoa)
        fill(small_disk)
        await lan.says("/gioithieu")
        await hoa.sends_photo(PHOTO)
        await until(lambda: len(service.log_of("a batch could not be stored")) > 1)
        assert len(service.sandbox.world.updates), "Telegram still holds it"
        async with pusher_for(service) as pusher:
            _, told = await pusher.gets("/readyz")
        assert json.loads(told)["reasons"]["inbox"] == "what came in cannot be stored: OperationalError"

        (small_disk / "filler").unlink()
        await lan.hears("Bước 1/", timeout=30)
        await hoa.hears("Đã nhận 1/", timeout=30)
        await finishes(hoa)
        await service.all_delivered()
        while service.ask("SELECT 1 FROM attachment WHERE sha256 IS NULL"):
            service.clock.move_by(timedelta(seconds=5))
            await asyncio.sleep(0.05)

        assert whole(service)
        assert service.ask("SELECT count(*) FROM failed_update") == [0]
        assert len(service.heard_by(lan)) == 2
        assert [path.name for path in (small_disk / "data" / "files").rglob("*.part")] == []
        tell(
            capsys,
            "Disk full (2 MB)",
            "updates waited at Telegram, were answered once there was room; nothing half-written",
        )

    async def test_a_service_that_stops_on_a_full_disk_ends_and_goes_on_when_there_is_room(
        self, small_disk: Path, service: Service, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        hoa = await service.arrives("Hoa")
        await service.all_delivered()
        monkeypatch.setattr(settling, "MOMENT", 3600)
        service.queue(hoa, "tin vui")
        await hoa.hears("tin vui")
        fill(small_disk)
        await service.app.stop()
        monkeypatch.undo()

        (small_disk / "filler").unlink()
        await service.start()
        await hoa.hears("tin vui", timeout=30)
        await service.all_delivered()
        assert service.heard_by(hoa)[1:] == ["tin vui", "tin vui"], "nobody could write down that it was sent"
        assert whole(service)


def _mount(folder: Path) -> list[str]:
    return ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]


def fill(folder: Path) -> None:
    """Take all the room there is."""
    with (folder / "filler").open("wb", buffering=0) as filler:
        for piece in (65536, 4096, 512, 1):
            try:
                while filler.write(bytes(piece)):
                    pass
            except OSError:
                continue


async def test_a_database_held_by_another_process_makes_answers_late(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    hoa, lan = await service.arrives("Hoa"), await service.arrives("Lan")
    service.app.database.engine.dispose()
    event.listen(service.app.database.engine, "connect", lambda made, _: made.execute("PRAGMA busy_timeout=500"))
    holder = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", HOLD, str(service.app.database.url.database), str(LOCKED)), stdout=subprocess.PIPE
    )
    assert holder.stdout
    await holder.stdout.readline()
    await hoa.says("/gioithieu")
    await lan.says("/trogiup")
    await until(lambda: len(service.log_of("a batch could not be stored")) > 1)
    assert [len(service.heard_by(person)) for person in (hoa, lan)] == [1, 1]

    await hoa.hears("Bước 1/", timeout=LOCKED + 60)
    await lan.hears("/trangthai", timeout=60)
    await hoa.says("Một người")
    await hoa.hears("Bước 2/")
    await service.all_delivered()
    await holder.wait()

    assert whole(service)
    assert service.ask("SELECT count(*) FROM failed_update") == [0]
    assert [len(service.heard_by(person)) for person in (hoa, lan)] == [3, 2]
    tell(capsys, "Database locked", f"for {LOCKED} s by another process: every answer came after it, once")


class TestClockSetBack:
    """An hour that is lived twice, on both platforms."""

    @pytest.fixture
    def variables(self, sandbox: Sandbox) -> dict[str, str]:
        return {"ZALO__TOKEN": ZALO_TOKEN, "ZALO__API_URL": sandbox.url}

    async def test_a_clock_set_back_an_hour_stops_nobody(
        self, service: Service, capsys: pytest.CaptureFixture[str]
    ) -> None:
        hoa = await service.arrives("Hoa")
        dung = await service.reviewer("Dũng", channel="zalo")
        await dung.says("/trogiup")  # whatever he is shown is numbered, and only the newest numbers count
        await walks_to_the_photos(hoa)
        late = service.sandbox.faults.add("sendMessage", "502", chat_id=hoa.id)
        service.queue(hoa, "tin vui")
        await until(lambda: late.hits)

        service.clock.move_by(timedelta(hours=-1))
        await service.restart()

        await hoa.hears("tin vui", timeout=30)
        await sends_photo(hoa, PHOTO)
        await finishes(hoa)
        await service.all_delivered()
        await dung.taps("Duyệt")
        await dung.taps("Đúng, duyệt")
        await hoa.hears("đã được duyệt")
        service.queue(hoa, "tin khác", lane=Lane.DIGEST)
        await hoa.hears("tin khác")
        await service.all_delivered()
        assert whole(service)
        assert service.ask("SELECT status FROM nomination") == ["approved"]
        tell(capsys, "Clock set back an hour", "every conversation and message went on at once")
