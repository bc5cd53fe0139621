"""The office's machine: a folder with its settings, and the `hoadep` command typed there."""

import asyncio
import contextlib
import io
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot import cli, logs

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).with_name("hoadep")
PATIENCE = 60  # seconds, far more than anything here takes


@dataclass(frozen=True)
class Printed:
    """What a command left on the screen, and its exit code."""

    code: int
    out: str
    err: str


class Terminal:
    """Somebody at the keyboard in the office's folder."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self._monkeypatch = folder, monkeypatch
        for name in [name for name in os.environ if name.upper().startswith("HOADEP_")]:
            monkeypatch.delenv(name)
        monkeypatch.setenv("HOADEP_LOG__LEVEL", "error")
        monkeypatch.chdir(folder)
        config = (ROOT / "config.toml").read_text(encoding="utf-8")
        # The commands count the year in which the test runs.
        config = config.replace("[targets.2026]", f"[targets.{datetime.now(UTC).year}]")
        (folder / "config.toml").write_text(config, encoding="utf-8")

    def elsewhere(self, folder: Path) -> "Terminal":
        """Return a terminal in a new folder, with the settings as they were shipped."""
        folder.mkdir()
        return Terminal(folder, self._monkeypatch)

    def sets(self, **variables: str) -> None:
        for name, value in variables.items():
            self._monkeypatch.setenv(f"HOADEP_{name}", value)

    def types(self, *words: str) -> Printed:
        """Type a command, and wait for its end. Runs in this process: quick, for everything that does not serve."""
        self._monkeypatch.setattr(sys, "argv", ["hoadep", *words])
        out, err = io.StringIO(), io.StringIO()
        with logging_as_before(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                cli.main()
                code = 0
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Printed(code, out.getvalue(), err.getvalue())

    def opens(self, *words: str) -> "subprocess.Popen[str]":
        """Type a command that goes on: a real process, its output in one stream."""
        return subprocess.Popen(
            [COMMAND, *words],
            cwd=self.folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "COLUMNS": "100"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    async def runs(self, *words: str) -> Printed:
        """Type a command while the service, or a sandbox, runs beside it in this process."""
        return await asyncio.to_thread(self.types, *words)

    def ends(self, *words: str) -> Printed:
        """Type a command in a process of its own, and wait for its end."""
        with self.opens(*words) as process:
            printed, _ = process.communicate(timeout=PATIENCE)
            return Printed(process.returncode, printed, "")


@contextlib.contextmanager
def logging_as_before() -> Iterator[None]:
    """Take back what a command set up for its process."""
    handlers, level, hook, raising = logging.root.handlers, logging.root.level, sys.excepthook, logging.raiseExceptions
    try:
        yield
    finally:
        logging.root.handlers, sys.excepthook, logging.raiseExceptions = handlers, hook, raising
        logging.root.setLevel(level)
        logging.captureWarnings(capture=False)
        for name in logs.TALKATIVE:
            logging.getLogger(name).setLevel(logging.NOTSET)
        structlog.reset_defaults()


def interrupted(process: "subprocess.Popen[str]") -> Printed:
    """Press Ctrl-C, and wait for the end."""
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(timeout=PATIENCE)
    return Printed(process.returncode, rest, "")


def invitation(printed: Printed) -> str:
    """Return the payload of the link that was printed."""
    return printed.out.partition("Code: /start ")[2].split()[0]
