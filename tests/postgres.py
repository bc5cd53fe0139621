"""A throw-away PostgreSQL for tests: one cluster a session, one database a test."""

import os
import pwd
import shutil
import subprocess
import tempfile
from itertools import count
from pathlib import Path

import psycopg
from psycopg import sql

from storage.db import Database
from storage.schema import upgrade

DURABLE = "-c listen_addresses='' -c max_connections=60"
QUICK = f"{DURABLE} -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
TEMPLATE = "template_of_a_town"


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL installed here, or None."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name))
    on_path = shutil.which("initdb")
    found = [*([Path(on_path).resolve().parent] if on_path else []), *installed]
    return next((one for one in reversed(found) if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


class Cluster:
    """A server that listens on a Unix socket alone, trusts everybody, and forgets everything when it stops."""

    def __init__(self, programs: Path, options: str = QUICK) -> None:
        self._programs, self._options, self._numbers = programs, options, count(1)
        # Below pytest's own folders, which are closed to others, the server's user could not work.
        self.folder = Path(tempfile.mkdtemp(prefix="hoadep-pg-"))
        self._user = _other_user() if os.geteuid() == 0 else None
        if self._user is not None:
            os.chown(self.folder, self._user.pw_uid, self._user.pw_gid)

    def start(self) -> None:
        self._run("initdb", "--no-sync", "--auth=trust", "--username=hoadep", "--encoding=UTF8", "--no-locale")
        self._run(
            "pg_ctl", "start", "--wait", f"--log={self.folder / 'log'}", f"--options={self._options} -k {self.folder}"
        )
        self._execute("CREATE DATABASE {}", TEMPLATE)
        database = Database(self.url(TEMPLATE))
        upgrade(database)
        database.close()

    def stop(self) -> None:
        try:
            self._run("pg_ctl", "stop", "--mode=immediate")
        finally:
            shutil.rmtree(self.folder)

    def restart(self, mode: str) -> None:
        """Stop the server ("fast", or "immediate" like a crash) and start it again."""
        log, options = f"--log={self.folder / 'log'}", f"--options={self._options} -k {self.folder}"
        self._run("pg_ctl", "restart", "--wait", f"--mode={mode}", log, options)

    def new_database(self, template: str = TEMPLATE) -> str:
        """Return the address of a new database: migrated, or empty if made from `template0`."""
        name = f"town_{next(self._numbers)}"
        self._execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://hoadep@/{name}?host={self.folder}"

    def _execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(host=str(self.folder), user="hoadep", dbname="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _run(self, program: str, *arguments: str) -> None:
        user = self._user
        subprocess.run(
            [self._programs / program, f"--pgdata={self.folder / 'data'}", *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            # The server keeps what it inherits: a pipe would never end.
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )


def _other_user() -> pwd.struct_passwd:
    """PostgreSQL refuses to run as root: return somebody else."""
    names = {one.pw_name: one for one in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]
