"""migrate, audit verify, backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from bot import archive
from bot.commands.common import CONFIG, Config, explain, out, reachable, read_settings, tools
from storage import audit
from storage.db import Database
from storage.schema import upgrade, versions


def migrate(config: Config = CONFIG) -> None:
    """Bring the database to the newest schema."""
    database = Database(reachable(read_settings(config)).database.url)
    upgrade(database)
    out.print(f"The database is at schema {versions(database)[0]}, the newest.", highlight=False)
    database.close()


def verify(config: Config = CONFIG) -> None:
    """Check that no act was changed or removed; exit code 1 if one was."""
    with tools(config) as tool, tool.database.read() as session:
        broken = list(audit.broken_links(session))
        for row, problem in broken:
            out.print(f"✘ act {row}: {problem}", highlight=False)
        if broken:
            raise typer.Exit(1)
        out.print(f"✔ {audit.count(session)} acts, every one sealed. Head: {audit.head(session)[:16]}", highlight=False)


def backup(path: Path, config: Config = CONFIG) -> None:
    """Write database and files into one archive, also while the service runs."""
    with tools(config) as tool:
        try:
            archive.write(path, tool.database, tool.settings.data_dir)
        except archive.ArchiveError as error:
            explain(str(error))
    out.print(f"Backup written to {path}.", markup=False, highlight=False, soft_wrap=True)


def restore(
    path: Path,
    config: Config = CONFIG,
    *,
    force: Annotated[bool, typer.Option("--force", help="Replace a database that has data in it.")] = False,
) -> None:
    """Bring back a backup. Stop the service first."""
    settings = reachable(read_settings(config))
    try:
        archive.read(path, settings.database.url, settings.data_dir, force=force)
    except archive.ArchiveError as error:
        explain(str(error))
    out.print(f"Restored from {path}.", markup=False, highlight=False, soft_wrap=True)
