"""Drawing: in a process that ends with it, never in the way; a failure costs the picture and nothing else."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from bot import drawing
from bot.core import Core
from bot.drawing import Studio
from handlers import digest
from handlers.pictures.progress import Goal, Progress
from handlers.pictures.sketch import Sketch
from handlers.pictures.sketches import labels
from storage.weeks import week_named
from tests.builders import local
from tests.town import Town, submits, the_desk

MONDAY = local("2026-11-23 07:30")
FAILED = "the pictures could not be drawn; the text goes without them"


@contextmanager
def studio(town: Town, pictures: Path, patience: float = 60.0) -> Iterator[Studio]:
    core = Core()
    try:
        yield Studio(core, town.database, town.desk, pictures, patience)
    finally:
        core.close()


def sketch(**words: str) -> Sketch:
    week = week_named("2026-W47", the_desk().calendar.zone)
    numbers = Progress(Goal(9, 14, 12.4), Goal(4, 6, 5.3), 23, 12, 9, 1)
    return Sketch("progress", "vi", numbers, {**labels(the_desk(), "progress", week, "vi"), **words})


async def test_a_weeks_pictures_are_drawn_from_what_came_in(town: Town, tmp_path: Path) -> None:
    submits(town.citizen("Hoa"))
    with studio(town, tmp_path / "pictures") as one:
        drawn = await one.draw(digest.sketches, MONDAY, MONDAY)
    assert drawn == {language: f"pictures/digest-2026-W47-progress-{language}.png" for language in ("vi", "en")}
    files = sorted((tmp_path / "pictures").iterdir())
    assert len(files) == 8
    assert all(file.read_bytes().startswith(b"\x89PNG") for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


async def test_a_picture_that_cannot_be_drawn_is_logged_and_left_out(town: Town, tmp_path: Path) -> None:
    broken = Sketch("no such picture", "vi", None, {})
    with studio(town, tmp_path / "pictures") as one, capture_logs() as logged:
        assert await one.draw(lambda _voice, _due: {"pictures/a.png": broken}, MONDAY, MONDAY) == {}
    assert [line["event"] for line in logged] == [FAILED]
    assert list((tmp_path / "pictures").iterdir()) == []


async def test_numbers_that_cannot_be_counted_cost_only_the_picture(town: Town, tmp_path: Path) -> None:
    def fails(*_: object) -> dict[str, Sketch]:
        raise ZeroDivisionError

    with studio(town, tmp_path / "pictures") as one, capture_logs() as logged:
        assert await one.draw(fails, MONDAY, MONDAY) == {}
    assert [line["event"] for line in logged] == [FAILED]


async def test_a_drawing_that_takes_too_long_is_ended(town: Town, tmp_path: Path) -> None:
    with studio(town, tmp_path / "pictures", patience=0.0) as one, capture_logs() as logged:
        assert await one.draw(lambda _voice, _due: {"pictures/a.png": sketch()}, MONDAY, MONDAY) == {}
    assert [line["event"] for line in logged] == [FAILED]
    assert [child for child in psutil.Process().children() if "bot.painter" in child.cmdline()] == []


async def test_a_stop_while_drawing_leaves_no_process_behind(town: Town, tmp_path: Path) -> None:
    with studio(town, tmp_path / "pictures") as one:
        task = asyncio.create_task(one.draw(lambda _voice, _due: {"pictures/a.png": sketch()}, MONDAY, MONDAY))
        while not [child for child in psutil.Process().children() if "bot.painter" in child.cmdline()]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert [child for child in psutil.Process().children() if "bot.painter" in child.cmdline()] == []


def test_the_painter_knows_none_of_our_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOADEP_TELEGRAM__TOKEN", "7012345678:secret")
    assert "HOADEP_TELEGRAM__TOKEN" not in drawing._harmless()
    assert "PATH" in drawing._harmless()
