"""The `hoadep` command. What a command does is loaded when it is called, so that help is quick."""

import importlib
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.explained import Explained

app = typer.Typer(
    help="Hoa Đẹp: good people and good models, introduced in chat by citizens and reviewed by officers.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
audit = typer.Typer(help="The record of every act.", no_args_is_help=True)
app.add_typer(audit, name="audit")

Config = Annotated[Path, typer.Option("--config", envvar="HOADEP_CONFIG", help="The office's settings.")]
CONFIG = Path("config.toml")


class Invited(StrEnum):
    """Who can be invited."""

    REVIEWER = "reviewer"
    ADMIN = "admin"


class Level(StrEnum):
    """On which level somebody reviews."""

    PROVINCE = "province"
    COMMUNE = "commune"


def _from(group: str) -> Any:
    return importlib.import_module(f"bot.commands.{group}")


@app.command()
def demo(
    config: Config = CONFIG,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The chat page's port.")] = 8080,
    *,
    tour: Annotated[bool, typer.Option("--tour/--no-tour", help="Play a short tour first.")] = True,
) -> None:
    """Try everything on this computer: no token, no internet, nothing kept."""
    _from("trying").demo(config, port, tour=tour)


@app.command()
def run(config: Config = CONFIG) -> None:
    """Serve: channels, delivery, scheduler, web."""
    if not _from("serving").run(config):
        raise typer.Exit(1)


@app.command()
def check(config: Config = CONFIG) -> None:
    """Check settings, database, token, clock, reviewers and jobs; every problem at once, exit code 1."""
    if not _from("serving").check(config):
        raise typer.Exit(1)


@app.command()
def invite(
    role: Invited,
    config: Config = CONFIG,
    level: Annotated[Level, typer.Option(help="The level of review.")] = Level.PROVINCE,
    commune: Annotated[list[str] | None, typer.Option(help="A commune's code or name; repeatable. None: all.")] = None,
    field: Annotated[list[str] | None, typer.Option(help="A field's slug; repeatable. None: all.")] = None,
    expires: Annotated[str, typer.Option(help="How long it can be used: 72h, 7d, 2w.")] = "",
) -> None:
    """Print a one-time link and code that make somebody a reviewer or an admin."""
    _from("staffing").invite(config, role, level, communes=commune or [], fields=field or [], expires=expires)


@app.command()
def tally(
    config: Config = CONFIG,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    recount: Annotated[bool, typer.Option("--recount", help="Count every nomination anew first.")] = False,
) -> None:
    """Show targets, counts and pace."""
    _from("reporting").tally(config, as_json=as_json, anew=recount)


@app.command()
def export(path: Path, config: Config = CONFIG) -> None:
    """Write every nomination to a file; its ending decides: .xlsx, .csv, .json or .docx."""
    _from("reporting").export(config, path)


@app.command()
def job(
    name: Annotated[
        str,
        typer.Argument(
            help="weekly-digest, weekly-letter, review-reminder, draft-nudge, draft-end, heartbeat, housekeeping …"
        ),
    ],
    config: Config = CONFIG,
    at: Annotated[str, typer.Option(help="The moment it is due, as ISO time; now unless told.")] = "",
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what would go to whom.")] = False,
) -> None:
    """Run one scheduled job for a moment, now. What was said for that moment already is not said again."""
    if dry_run:
        _from("rehearsing").job(config, name, at)
    else:
        _from("reporting").job(config, name, at)


@app.command()
def migrate(config: Config = CONFIG) -> None:
    """Bring the database to the newest schema."""
    _from("keeping").migrate(config)


@audit.command()
def verify(
    config: Config = CONFIG,
    anchor: Annotated[
        Path | None, typer.Option("--anchor", help="A file of earlier heads: shows a removed end, too.")
    ] = None,
) -> None:
    """Check that no act was changed or removed; exit code 1 if one was, with the first broken link."""
    if not _from("keeping").verify(config, anchor):
        raise typer.Exit(1)


@audit.command("anchor")
def note_anchor(
    path: Annotated[Path, typer.Argument(help="A file kept outside the database, best on another machine.")],
    config: Config = CONFIG,
) -> None:
    """Note the record's head in a file, to be compared with later; a broken record is not noted, exit code 1."""
    if not _from("keeping").note_anchor(config, path):
        raise typer.Exit(1)


@app.command()
def backup(path: Path, config: Config = CONFIG) -> None:
    """Write database and files into one archive, also while the service runs."""
    _from("keeping").backup(config, path)


@app.command()
def restore(
    path: Path,
    config: Config = CONFIG,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a database that has data in it.")] = False,
) -> None:
    """Bring back a backup. Stop the service first."""
    _from("keeping").restore(config, path, force=force)


@app.command()
def copy(
    to: Annotated[
        str, typer.Option("--to", help="An empty database, such as postgresql+psycopg://hoadep@host/hoadep.")
    ],
    config: Config = CONFIG,
) -> None:
    """Copy everything in the database into another, empty one, and check that it arrived. Changes nothing here."""
    _from("keeping").copy(config, to)


def main() -> None:
    """Run the command; what the person can mend is explained, with exit code 2 and no traceback."""
    try:
        app()
    except Explained as problem:
        typer.echo(str(problem), err=True)
        sys.exit(2)
