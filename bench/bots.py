"""The bots that are measured: each a process of its own, with a token of its own."""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("hoadep")
PEERS = ROOT / ".venv" / "bench" / "bin"


@dataclass(frozen=True)
class Bot:
    """A bot and how it is started; `doubles` if it answers some steps with two messages.

    One that is `near` loses answers of many people far away, who would wait for ever: its connections give up.

    `prepare` makes the tables of a new database, as an office does once: it is no part of serving.
    """

    name: str
    token: str
    command: Sequence[str | Path]
    doubles: bool = False
    prepare: Sequence[str | Path] = ()
    near: bool = False


PRODUCT = Bot(
    "Hoa Đẹp, SQLite FULL",
    "1000001:AAHbench-bench-bench-bench-bench-00001",
    (COMMAND, "run", "--config", ROOT / "config.toml"),
    doubles=True,
    prepare=(COMMAND, "migrate", "--config", ROOT / "config.toml"),
)
PTB = Bot(
    "python-telegram-bot, concurrent",
    "1000002:AAHbench-bench-bench-bench-bench-00002",
    (PEERS / "python", "-m", "bench.peers.ptb", "--concurrent"),
    near=True,
)
PTB_IN_TURN = Bot(
    "python-telegram-bot, in turn",
    "1000005:AAHbench-bench-bench-bench-bench-00005",
    (PEERS / "python", "-m", "bench.peers.ptb"),
)
AIOGRAM = Bot(
    "aiogram FSM",
    "1000003:AAHbench-bench-bench-bench-bench-00003",
    (PEERS / "python", "-m", "bench.peers.aiogram_fsm"),
)
BARE = Bot(
    "bare loop, only answers",
    "1000004:AAHbench-bench-bench-bench-bench-00004",
    (sys.executable, "-m", "bench.peers.bare"),
)
ALL = (PTB, PTB_IN_TURN, AIOGRAM, PRODUCT, BARE)


@asynccontextmanager
async def running(
    bot: Bot, url: str, database: str = "", settings: Mapping[str, str] | None = None
) -> AsyncIterator[psutil.Process]:
    """Run a bot against a Bot API server until the end; what it logs is shown.

    It works in a folder that is thrown away, unless a database (an address) is given that is to outlive it.
    """
    with tempfile.TemporaryDirectory(prefix="hoadep-bench-") as folder:
        environment = {**_environment(bot, url, folder, database), **(settings or {})}
        if bot.prepare and not database:
            quiet = asyncio.subprocess.DEVNULL
            first = await asyncio.create_subprocess_exec(*bot.prepare, cwd=ROOT, env=environment, stdout=quiet)
            await first.wait()
        process = await asyncio.create_subprocess_exec(*bot.command, cwd=ROOT, env=environment)
        try:
            yield psutil.Process(process.pid)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


def cpu(process: psutil.Process, *, children: bool = True) -> float:
    """Return the CPU seconds that a process (with its children) has used, in all of its threads."""
    times = [one.cpu_times() for one in (process, *(process.children(recursive=True) if children else ()))]
    return float(sum(one.user + one.system for one in times))


def memory(process: psutil.Process) -> int:
    """Return the resident bytes of a process and its children."""
    return int(sum(one.memory_info().rss for one in (process, *process.children(recursive=True))))


def _environment(bot: Bot, url: str, folder: str, database: str) -> dict[str, str]:
    """Return the environment of a bot: the peers look at TOKEN and API_URL, the product at its own settings."""
    return {
        **os.environ,
        "TOKEN": bot.token,
        "API_URL": url,
        "HOADEP_TELEGRAM__TOKEN": bot.token,
        "HOADEP_TELEGRAM__API_URL": url,
        "HOADEP_DATABASE__URL": database or f"sqlite:///{folder}/bench.db",
        "HOADEP_DATA_DIR": f"{folder}/data",
        "HOADEP_LIMITS__MESSAGES_PER_MINUTE": "1000000",
        "HOADEP_LOG__LEVEL": "warning",
        # Whenever it is measured, it is neither night nor a holiday.
        "HOADEP_SCHEDULE__QUIET_FROM": "00:00",
        "HOADEP_SCHEDULE__QUIET_UNTIL": "00:00",
        "HOADEP_SCHEDULE__PUBLIC_HOLIDAYS": "false",
    }
