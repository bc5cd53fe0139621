"""The schema's versions: Alembic, from the first table on."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.db import Database

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerSchemaError(Exception):
    """The database was written by a newer Hoa Đẹp; it is left untouched."""


def upgrade(database: Database) -> None:
    """Bring the database to the newest schema; raises NewerSchemaError."""
    current, newest = versions(database)
    if current == newest:
        return
    if current is not None and current not in known():
        raise NewerSchemaError(current)
    config = _config()
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def versions(database: Database) -> tuple[str | None, str | None]:
    """Return the database's version and the newest."""
    with database.engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current, ScriptDirectory.from_config(_config()).get_current_head()


def known() -> set[str]:
    """Return every version that this program can bring to the newest."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
