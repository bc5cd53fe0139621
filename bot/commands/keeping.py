"""migrate, audit verify, backup, restore, copy."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.progress import Progress
from sqlalchemy.engine import make_url

from bot import anchors, archive, copying, lock, logs, postgresql
from bot.commands.common import explain, must_be_newest, newest_schema, reachable, read_settings, show, tools
from bot.config.settings import Database as DatabaseSettings
from storage import audit
from storage.db import Database, sqlite_path
from storage.schema import versions

SHOWN = 20  # broken links: the first is what matters


def migrate(config: Path) -> None:
    database = Database(reachable(read_settings(config)).database.url)
    newest_schema(database)
    show(f"The database is at schema {versions(database)[0]}, the newest.")
    database.close()


def verify(config: Path, anchor: Path | None = None) -> bool:
    """Say whether the record is whole, and print what is not."""
    noted = anchors.read(anchor) if anchor else []
    with tools(config) as tool:
        return _verify(tool.database, noted)


def note_anchor(config: Path, path: Path) -> bool:
    """Note the head of a record that is whole and holds all that the file noted before."""
    noted = anchors.read(path) if path.exists() else []
    with tools(config) as tool:
        if not _verify(tool.database, noted):
            return False
        with tool.database.read() as session:
            head = audit.anchor(session)
        anchors.append(path, head, datetime.now(UTC))
    show(f"Noted {head.short} in {path}.")
    return True


def _verify(database: Database, noted: Sequence[audit.Anchor] = ()) -> bool:
    with database.read() as session:
        broken = 0
        for broken, (row, problem) in enumerate(audit.broken_links(session, noted), 1):
            if broken <= SHOWN:
                show(f"✘ act {row}: {problem}")
        if broken > SHOWN:
            show(f"✘ and {broken - SHOWN} more")
        if not broken:
            compared = f" {len(noted)} anchors agree." if noted else ""
            show(f"✔ {audit.count(session)} acts, every one sealed. Head: {audit.anchor(session).short}.{compared}")
        return not broken


def backup(config: Path, path: Path) -> None:
    with tools(config) as tool, _bar("Copying the database") as progress:
        archive.write(path, tool.database, tool.settings.data_dir, progress)
    show(f"Backup written to {path}.")


def restore(config: Path, path: Path, *, force: bool) -> None:
    settings = read_settings(config)
    url = settings.database.url
    file = sqlite_path(make_url(url))
    if file is None or not file.is_file():  # a file that is there may be damaged: that is what a restore is for
        reachable(settings)
    with lock.held(url):
        if file is None and _is_used(url):
            explain("Somebody else is connected to this database. Stop the service first.")
        archive.read(path, url, settings.data_dir, force=force)
    show(f"Restored from {path}.")


def _is_used(url: str) -> bool:
    with closing(Database(url)) as database:
        return postgresql.is_in_use(database)


def copy(config: Path, to: str) -> None:
    settings, address = read_settings(config), copying.address(to)
    logs.redact_also(make_url(address).password or "")
    for url in (settings.database.url, address):
        reachable(settings.model_copy(update={"database": DatabaseSettings(url=url)}))
    with closing(Database(settings.database.url)) as source, closing(Database(address)) as target, ExitStack() as held:
        must_be_newest(source)
        served = _is_served(source, held)
        with _bar("Copying") as progress:
            copied = copying.copy(source, target, progress)
        for name, has in copied.items():
            show(f"✔ {name}: {has.rows} rows, the same in both")
        _verify(target)
    show(f"Copied to {target.url.render_as_string()}. {_what_next(settings.data_dir, served=served)}")


def _is_served(database: Database, held: ExitStack) -> bool:
    """Say whether the service runs; where it does not, SQLite is held so that it cannot start before the end."""
    if not database.is_sqlite:
        return postgresql.is_in_use(database)
    try:
        held.enter_context(lock.held(database.url.render_as_string()))
    except lock.AlreadyRunningError:
        return True
    return False


def _what_next(data_dir: Path, *, served: bool) -> str:
    if served:
        return (
            "The service runs: what people wrote since the copy began is not in it. "
            "To move, stop the service, copy into an empty database, set HOADEP_DATABASE__URL to it, start the service."
        )
    return f"To move, set HOADEP_DATABASE__URL to it and start the service. Files stay in {data_dir}."


@contextmanager
def _bar(words: str) -> Iterator[Callable[[int, int], None]]:
    with Progress(transient=True, disable=not sys.stdout.isatty()) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
