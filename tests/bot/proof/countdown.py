"""Counts what a process does to its database and to the network, and ends it at a chosen operation.

Counted are: before each SQL statement and each commit; before a file of its folder is opened, renamed or removed;
before each call of the Bot API and after its answer. So the process dies on both sides of everything that another
could notice.
"""

import os
import signal
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event
from telegram.request import HTTPXRequest

from bot.channels.http import AiohttpRequest

FILES = {"open": "open", "os.rename": "rename", "os.remove": "remove", "sqlite3.connect": "connect"}  # audit events
CALLS = ((AiohttpRequest, "do_request"), (AiohttpRequest, "download"), (HTTPXRequest, "do_request"))


class Countdown:
    """Kills this process before its n-th operation; with n = 0 never."""

    def __init__(self) -> None:
        self._left, self._lock = 0, threading.RLock()  # its last words are an operation on a file, too
        self._last_words = Path(os.environ["LAST_WORDS"])
        self._folder = f"{self._last_words.parent}{os.sep}"

    def begin(self, operations: int) -> None:
        self._left = operations

    def count(self, what: str) -> None:
        with self._lock:
            self._left -= 1
            if self._left == 0:
                self._last_words.write_text(what, encoding="utf-8")
                os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Count all operations of this process and of those that it forks."""
        event.listen(Engine, "before_cursor_execute", lambda _c, _u, words, *_r: self.count(words.split()[0].lower()))
        event.listen(Engine, "commit", lambda _connection: self.count("commit"))
        for owner, name in CALLS:
            setattr(owner, name, self._around(getattr(owner, name)))
        sys.addaudithook(self._count_file)

    def _count_file(self, heard: str, about: tuple[Any, ...]) -> None:
        if what := FILES.get(heard):
            path = about[0]
            if isinstance(path, str | Path) and str(path).startswith(self._folder):
                self.count(what)

    def _around(self, call: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def counted(connection: Any, url: str, *rest: Any, **more: Any) -> Any:
            method = url.rpartition("/")[2] if "/file/" not in url else "file"
            self.count(f"before {method}")
            try:
                return await call(connection, url, *rest, **more)
            finally:
                self.count(f"after {method}")

        return counted
