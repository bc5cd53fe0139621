"""PostgreSQL's own programs, for what only they do well: a dump and its return."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import URL

from bot.explained import Explained
from storage.db import Database

DEBIAN = Path("/usr/lib/postgresql")
PATIENCE = 3600  # seconds
LEAVING = 2.0  # seconds that a closed connection may still be counted
_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()"
)


class ProgramError(Explained):
    """One of PostgreSQL's programs is missing or failed; the text says what to do."""


def run(program: str, url: URL, *arguments: str) -> None:
    """Run a program on a database; raises ProgramError.

    Its complaint may show the address or people's words, so it is not passed on. The password goes by the
    environment: a command line can be read by every user of the machine.
    """
    address, environment = _without_password(url)
    try:
        subprocess.run(  # noqa: S603 (no words of people)
            [find(program), *arguments, f"--dbname={address}"],
            check=True,
            capture_output=True,
            timeout=PATIENCE,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        raise ProgramError(f"{program} did not end within an hour and was stopped.") from None
    except subprocess.CalledProcessError as error:
        if b"server version mismatch" in error.stderr:
            raise ProgramError(
                f"{program} is older than the server: install the client programs of its version."
            ) from None
        raise ProgramError(f"{program} ended with code {error.returncode}.") from None


def find(program: str) -> str:
    """Return where a program is: on the path, or else of the newest PostgreSQL in Debian's folders."""
    installed = DEBIAN.glob("[0-9]*/bin")
    folders = sorted(installed, key=lambda one: _numbers(one.parent.name), reverse=True)
    found = shutil.which(program) or shutil.which(program, path=os.pathsep.join(map(str, folders)))
    if found is None:
        fix = "install PostgreSQL's client programs (on Debian and Ubuntu: apt install postgresql-client)"
        raise ProgramError(f"{program} is missing: {fix}.")
    return found


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", version)]


def is_in_use(database: Database) -> bool:
    """Say whether somebody else is connected as the service's own user."""
    with database.engine.connect() as connection:
        patience_ends = time.monotonic() + LEAVING
        while connection.scalar(_OTHERS):
            if time.monotonic() > patience_ends:
                return True
            time.sleep(0.05)
            connection.rollback()  # within a transaction the view stays as it was first seen
    return False


def _without_password(url: URL) -> tuple[str, dict[str, str]]:
    password = url.password or url.query.get("password")
    query = url.difference_update_query(["password"]).query
    bare = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    secret = {"PGPASSWORD": str(password)} if password else {}
    return bare.render_as_string(hide_password=False), {**os.environ, **secret}
