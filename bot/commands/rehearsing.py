"""job --dry-run: what a job would say, to whom and when, printed as it would be read; nothing is written."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.channels import zalo_words
from bot.clock import Clock
from bot.commands.common import Tools, moment, show, tools
from bot.commands.reporting import must_exist
from bot.core import Core
from bot.delivery import Delivery
from bot.schedule import Scheduler
from handlers import markup, menus
from handlers.calendar import moment_words
from handlers.messages import PLAIN, Button
from storage.late import NewMessage
from storage.models import Person

RULE = "─" * 60


def job(config: Path, name: str, at: str) -> None:
    must_exist(name)
    with tools(config) as tool:
        now = datetime.now(UTC)
        due = moment(at, tool.desk) if at else now
        said = asyncio.run(_rehearse(tool, name, due, now))
        names = _names(tool, said)
        for one in said:
            _print(tool, one, names[one.person_id])
    show(f"{name} for {due.isoformat()}: {len(said)} would go; nothing was written.")


async def _rehearse(tool: Tools, name: str, due: datetime, now: datetime) -> list[NewMessage]:
    """Let a job speak as at its moment, as `job` does, and throw away what it wrote."""
    core, clock = Core(), Clock()
    delivery = Delivery(core, tool.database, {}, clock, tool.desk.calendar)
    try:
        with TemporaryDirectory() as folder:
            scheduler = Scheduler(core, tool.database, tool.desk, delivery, clock, Path(folder, "pictures"))
            return await scheduler.rehearse(name, due, min(due, now))
    finally:
        core.close()


def _names(tool: Tools, said: list[NewMessage]) -> dict[int, str]:
    with tool.database.read() as session:
        return {one.person_id: session.get_one(Person, one.person_id).name for one in said}


def _print(tool: Tools, one: NewMessage, name: str) -> None:
    show(RULE)
    show(f"→ {name} ({one.channel}), {moment_words(tool.desk.calendar, one.due_at)}, {one.key}")
    show(markup.read(one.text))
    rows = menus.from_json(one.buttons)
    shown = [zalo_words.menu(rows)] if one.channel in PLAIN else (_buttons(row) for row in rows)
    for line in filter(None, shown):
        show(line)
    if one.picture:
        show(f"📎 {Path(one.picture).name}")


def _buttons(row: Sequence[Button]) -> str:
    return "  ".join(f"[ {button.label} ]" for button in row)
