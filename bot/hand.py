"""What this process has in hand of the outbox; where several share a PostgreSQL, the others see it as claims."""

import math
import secrets
import time
from collections.abc import Collection, Iterable
from datetime import datetime

import structlog
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from bot.core import Core
from bot.parcels import Parcel, parcel
from storage import claims, outbox
from storage.db import Database
from storage.late import LEASE

log = structlog.get_logger(__name__)

HELD = LEASE.total_seconds() - 5  # a claim is older than we know of it by the time of a commit
RENEWED = HELD / 2
FIRST_WAIT, LONGEST_WAIT = 0.03, 0.5  # seconds between looks whether an earlier message is out, doubled each time


class Hand:
    """Rows from their taking until what became of them is in the database.

    A row whose claim ran out, because the database was away for so long, may be in another hand: it is not sent.
    On SQLite, which one process serves, nothing runs out and nobody is waited for.
    """

    def __init__(self, core: Core, database: Database, channels: Collection[str]) -> None:
        self._core, self._database, self._channels = core, database, channels
        self.claims = 0 if database.is_sqlite else 1 + secrets.randbelow(2**31 - 1)  # this process among the others
        self._until: dict[int, float] = {}
        self._life: Connection | None = None

    def take(self, one: Parcel) -> bool:
        """Take a row; say False if it was taken before, and is only claimed anew."""
        known = one.id in self._until
        self._until[one.id] = time.monotonic() + HELD if self.claims else math.inf
        return not known

    def holds(self, row: int) -> bool:
        return self._until.get(row, 0.0) > time.monotonic()

    def drop(self, rows: Iterable[int]) -> None:
        for row in rows:
            self._until.pop(row, None)

    async def must_wait(self, one: Parcel) -> float:
        """Return for how many seconds a message must wait for what its chat is to hear before it, 0 for not at all.

        Only ever the newer waits for the older, and the less urgent for the more urgent: never two for each other.
        What a dead process had in hand is taken by the next look of any other.
        """
        one.after -= self._until.keys()
        if one.after and one.wait:  # a moment ago they were open still: it is too early to ask again
            try:
                one.after &= await self._core.run(self._still_open, one.after)
            except Exception:
                log.exception("the database could not be asked what comes first; asking again", row=one.id)
        one.wait = min(LONGEST_WAIT, one.wait * 2 or FIRST_WAIT)
        return one.wait if one.after else 0.0

    async def look(self, now: datetime, limit: int) -> list[Parcel]:
        """Return rows that came due, or that nobody holds any more."""
        if not self.claims:
            return await self._core.run(self._due, now, limit)
        began = time.monotonic()
        held = {row: until for row, until in self._until.items() if until > began}
        old = [row for row, until in held.items() if until < began + RENEWED]
        taken = await self._core.run(self._claim, now, max(0, limit - len(held)), held.keys(), old)
        self._until.update(dict.fromkeys(self._until.keys() & old, began + HELD))
        return taken

    # In the core thread:
    def _due(self, now: datetime, limit: int) -> list[Parcel]:
        with self._database.read() as session:
            return [parcel(session, row) for row in outbox.due(session, now, limit) if row.id not in self._until]

    def _claim(self, now: datetime, limit: int, held: Collection[int], old: Collection[int]) -> list[Parcel]:
        self.live()
        with self._database.begin() as session:
            claims.renew(session, self.claims, old)
            rows = claims.take_due(session, self.claims, now, self._channels, limit, held)
            ahead = claims.ahead_of(session, [row.id for row in rows], now)
            return [parcel(session, row, after=ahead.get(row.id)) for row in rows]

    def _still_open(self, rows: Collection[int]) -> set[int]:
        with self._database.read() as session:
            return claims.still_open(session, rows)

    def live(self) -> None:
        """Let other processes see that this one lives."""
        if not self.claims:
            return
        if self._life is None:
            self._life = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        try:
            claims.live(self._life, self.claims)
        except DBAPIError:
            self._life.close()
            self._life = None
            raise

    def end(self) -> None:
        """Leave to others what was not sent."""
        if self._until and self.claims:
            with self._database.begin() as session:
                claims.let_go(session, list(self._until))
        if self._life:
            self._life.close()
