"""tally, export, job."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import Progress

from bot.clock import Clock
from bot.commands.common import Tools, explain, moment, show, tools
from bot.core import Core
from bot.delivery import Delivery
from bot.schedule import JOBS, Scheduler
from handlers import markup, progress
from handlers.export.whole import UnknownEndingError
from handlers.export.whole import export as write
from handlers.turn import Voice
from storage.counters import recount
from storage.models import Person


def tally(config: Path, *, as_json: bool, anew: bool = False) -> None:
    with tools(config) as tool:
        if anew:
            with tool.database.begin() as session:
                recount(session, tool.desk.calendar.zone)
        _tally(tool, as_json=as_json)


def _tally(tool: Tools, *, as_json: bool) -> None:
    with tool.database.read() as session:
        voice = Voice(session, tool.desk, datetime.now(UTC))
        counted = progress.numbers(voice)
        if as_json:
            sys.stdout.write(json.dumps(counted.as_json(), ensure_ascii=False, indent=2) + "\n")
            return
        reader = Person(language=tool.settings.office.language)
        for line in (*progress.kind_lines(voice, reader, counted), "", *progress.field_lines(voice, reader, counted)):
            show(markup.read(line))


def export(config: Path, path: Path) -> None:
    with (
        tools(config) as tool,
        tool.database.read() as session,
        Progress(transient=True, disable=not sys.stdout.isatty()) as bar,
    ):
        task = bar.add_task("Exporting", total=None)
        try:
            count = write(
                session,
                tool.desk,
                path,
                now=datetime.now(UTC),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        except UnknownEndingError as error:
            explain(str(error))
        except OSError as error:
            explain(f"{path} cannot be written: {error.strerror}.")
    show(f"{count} nominations written to {path}.")


def job(config: Path, name: str, at: str) -> None:
    must_exist(name)
    with tools(config) as tool:
        now = datetime.now(UTC)
        due = moment(at, tool.desk) if at else now
        said = asyncio.run(_run_job(tool, name, due, now))
    show(f"{name} for {due.isoformat()}: {said} new in the outbox; `hoadep run` delivers.")


def must_exist(name: str) -> None:
    if name not in JOBS:
        explain(f"There is no job {name!r}. The jobs are: {', '.join(JOBS)}.")


async def _run_job(tool: Tools, name: str, due: datetime, now: datetime) -> int:
    """Run a job as at its moment; one in the future is run as of now: it must not forget, or wait, ahead of time."""
    core, clock = Core(), Clock()
    delivery = Delivery(core, tool.database, {}, clock, tool.desk.calendar)
    pictures = tool.settings.data_dir / "pictures"
    try:
        return await Scheduler(core, tool.database, tool.desk, delivery, clock, pictures).ensure(
            name, due, min(due, now), claim=False
        )
    finally:
        core.close()
