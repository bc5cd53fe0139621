"""tally, export, job."""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bot.clock import Clock
from bot.commands.common import CONFIG, Config, Tools, explain, moment, out, tools
from handlers import markup, progress
from handlers.turn import Voice
from storage.models import Person


def tally(
    config: Config = CONFIG, *, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """Show targets, counts and pace."""
    with tools(config) as tool, tool.database.read() as session:
        voice = Voice(session, tool.desk, datetime.now(UTC))
        counted = progress.numbers(voice)
        if as_json:
            sys.stdout.write(json.dumps(counted.as_json(), ensure_ascii=False, indent=2) + "\n")
            return
        reader = Person(language=tool.settings.office.language)
        for line in (*progress.kind_lines(voice, reader, counted), "", *progress.field_lines(voice, reader, counted)):
            out.print(markup.read(line), markup=False, highlight=False)


def export(path: Path, config: Config = CONFIG) -> None:
    """Write every nomination to a file; its ending decides: .xlsx, .csv, .json or .docx."""
    from handlers.export import UnknownEndingError, export  # noqa: PLC0415 (spreadsheets and papers load slowly)

    with (
        tools(config) as tool,
        tool.database.read() as session,
        Progress(console=out, transient=True, disable=not out.is_terminal) as bar,
    ):
        task = bar.add_task("Exporting", total=None)
        try:
            count = export(
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
    out.print(f"{count} nominations written to {path}.", markup=False, highlight=False, soft_wrap=True)


def job(
    name: Annotated[str, typer.Argument(help="weekly-digest, review-reminder, draft-nudge or housekeeping.")],
    config: Config = CONFIG,
    at: Annotated[str, typer.Option(help="The moment it is due, as ISO time; now unless told.")] = "",
) -> None:
    """Run one scheduled job for a moment, now. What was said for that moment already is not said again."""
    from bot.schedule import JOBS  # noqa: PLC0415 (the other reports need no scheduler)

    if name not in JOBS:
        explain(f"There is no job {name!r}. The jobs are: {', '.join(JOBS)}.")
    with tools(config) as tool:
        due = moment(at, tool.desk) if at else datetime.now(UTC)
        said = asyncio.run(_run_job(tool, name, due))
    words = f"{name} for {due.isoformat()}: {said} messages in the outbox; `hoadep run` delivers them."
    out.print(words, markup=False, highlight=False, soft_wrap=True)


async def _run_job(tool: Tools, name: str, due: datetime) -> int:
    from bot.core import Core  # noqa: PLC0415
    from bot.delivery import Delivery  # noqa: PLC0415
    from bot.schedule import Scheduler  # noqa: PLC0415

    core, clock = Core(), Clock()
    delivery = Delivery(core, tool.database, {}, clock, tool.desk.calendar)
    pictures = tool.settings.data_dir / "pictures"
    try:
        return await Scheduler(core, tool.database, tool.desk, delivery, clock, pictures).ensure(
            name, due, due, claim=False
        )
    finally:
        core.close()
