"""The week's sheet on its way to the admins: written outside of any transaction; without it the text still goes."""

import asyncio
from datetime import datetime
from pathlib import Path

import structlog

from bot.core import Core
from handlers import digest, digest_numbers
from handlers.desk import Desk
from handlers.export.week_xlsx import file_name
from handlers.export.week_xlsx import week_sheet as write
from handlers.turn import Voice
from storage.db import Database
from storage.week_numbers import WeekNumbers
from storage.weeks import Week

log = structlog.get_logger(__name__)


async def week_sheet(
    core: Core, database: Database, desk: Desk, folder: Path, due: datetime, now: datetime
) -> dict[str, str]:
    """Write the sheet of the week that a digest reports; return its path below the data folder, by its kind."""
    week = digest_numbers.reported(desk, due)
    try:
        numbers = await core.run(_numbers, database, desk, week, now)
        return await asyncio.to_thread(_store, desk, numbers, week, folder)
    except Exception:
        log.exception("the week's sheet could not be written; the text goes without it")
        return {}


def _numbers(database: Database, desk: Desk, week: Week, now: datetime) -> WeekNumbers:
    with database.read() as session:
        return digest_numbers.of_week(Voice(session, desk, now), week)


def _store(desk: Desk, numbers: WeekNumbers, week: Week, folder: Path) -> dict[str, str]:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / file_name(week)).write_bytes(write(desk, numbers, week))
    return {digest.SHEET: f"{folder.name}/{file_name(week)}"}
