"""migrate, audit verify, backup, restore."""

from pathlib import Path

from sqlalchemy.engine import make_url

from bot import archive, lock
from bot.commands.common import newest_schema, reachable, read_settings, show, tools
from storage import audit
from storage.db import Database, sqlite_path
from storage.schema import versions


def migrate(config: Path) -> None:
    database = Database(reachable(read_settings(config)).database.url)
    newest_schema(database)
    show(f"The database is at schema {versions(database)[0]}, the newest.")
    database.close()


def verify(config: Path) -> bool:
    """Say whether the record is whole, and print what is not."""
    with tools(config) as tool, tool.database.read() as session:
        broken = list(audit.broken_links(session))
        for row, problem in broken:
            show(f"✘ act {row}: {problem}")
        if not broken:
            show(f"✔ {audit.count(session)} acts, every one sealed. Head: {audit.head(session)[:16]}")
        return not broken


def backup(config: Path, path: Path) -> None:
    with tools(config) as tool:
        archive.write(path, tool.database, tool.settings.data_dir)
    show(f"Backup written to {path}.")


def restore(config: Path, path: Path, *, force: bool) -> None:
    settings = read_settings(config)
    file = sqlite_path(make_url(settings.database.url))
    if file is None or not file.is_file():  # a file that is there may be damaged: that is what a restore is for
        reachable(settings)
    with lock.held(settings.database.url):
        archive.read(path, settings.database.url, settings.data_dir, force=force)
    show(f"Restored from {path}.")
