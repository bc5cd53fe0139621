"""A durable copy of every file that people send, fetched in the background and named by its content."""

import asyncio
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from bot.channels import base
from bot.clock import Clock, heard
from bot.core import Core
from storage import nominations
from storage.db import Database
from storage.models import Attachment

log = structlog.get_logger(__name__)

LOOK = 3.0  # seconds between looks for new files
TRIES = 20
TAKEN = timedelta(seconds=30)  # for which other processes on the same database leave a file to this one


@dataclass(frozen=True)
class Copied:
    """What became of one try: the content's hash and size, or when to try again (None: never)."""

    id: int
    sha256: str | None = None
    bytes: int | None = None
    retry_at: datetime | None = None


class Files:
    """Copies attachments to `data_dir/files`; the row remembers, so a kill only means trying again."""

    def __init__(
        self,
        core: Core,
        database: Database,
        channels: Mapping[str, base.Channel],
        clock: Clock,
        folder: Path,
        most: int,
    ) -> None:
        self._core, self._database, self._channels = core, database, channels
        self._clock, self._folder, self._most = clock, folder, most
        self._look_now = asyncio.Event()

    def look(self) -> None:
        """Look at once: some addresses of files are short-lived."""
        self._look_now.set()

    async def run(self) -> None:
        """Copy what is due until cancelled."""
        while True:
            try:
                due = await self._core.run(self._due, self._clock.now())
                copied = await asyncio.gather(*(self._copy(one) for one in due))
                if copied:
                    await self._core.run(self._note, copied)
            except Exception:
                log.exception("files could not be looked after; trying again")
                due = []
            if not due:
                await heard(self._look_now, LOOK)

    async def _copy(self, one: Attachment) -> Copied:
        try:
            content = await self._channels[one.channel].fetch(one, self._most)
            sha256 = hashlib.sha256(content).hexdigest()
            await asyncio.to_thread(self._store, sha256, content)
        except base.Refused as error:
            log.warning("a file cannot be fetched", attachment=one.id, reason=str(error))
            return Copied(one.id)
        except (base.SendError, OSError) as error:
            log.warning("a file could not be fetched; trying again", attachment=one.id, reason=type(error).__name__)
            if one.attempts + 1 >= TRIES:
                return Copied(one.id)
            return Copied(one.id, retry_at=self._clock.now() + timedelta(seconds=min(3600, 5 * 2**one.attempts)))
        return Copied(one.id, sha256, len(content))

    def _store(self, sha256: str, content: bytes) -> None:
        """Write the file whole or not at all; its name owes nothing to what people called it."""
        path = self._folder / sha256[:2] / sha256
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            draft = path.with_suffix(".part")
            with draft.open("wb") as file:
                draft.chmod(0o600)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())  # else a power cut may leave the name, which says "whole", without the content
            draft.rename(path)

    # In the core thread:
    def _due(self, now: datetime) -> list[Attachment]:
        begin = self._database.read if self._database.is_sqlite else self._database.begin
        with begin() as session:
            due = [one for one in nominations.files_due(session, now, 4) if one.channel in self._channels]
            if not self._database.is_sqlite:
                for one in due:  # so that other processes leave it to this one
                    one.retry_at = now + TAKEN
            return due

    def _note(self, copied: list[Copied]) -> None:
        with self._database.begin() as session:
            for one in copied:
                row = session.get(Attachment, one.id)
                if row is not None and row.sha256 is None:  # its draft may have been deleted meanwhile
                    row.sha256, row.retry_at, row.attempts = one.sha256, one.retry_at, row.attempts + 1
                    row.bytes = one.bytes or row.bytes
