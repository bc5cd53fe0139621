"""People who tell stories in a thread of their own, while somebody looks after the database beside them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from threading import Event, Thread

from handlers.desk import Desk
from handlers.messages import Input
from storage.db import Database
from tests.town import Town, submits


class BusyTown(Town):
    """A town that keeps a book of everything that was given to its office."""

    def __init__(self, database: Database, desk: Desk, channel: str) -> None:
        super().__init__(database, desk, channel)
        self.book: list[tuple[Sequence[Input], datetime]] = []
        self.told, self._another, self._enough = 0, Event(), Event()

    def receive(self, *batch: Input) -> None:
        self.book.append((batch, self.now))
        super().receive(*batch)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Let people tell one story after another until the block ends."""
        people = Thread(target=self._tell)
        people.start()
        try:
            yield
        finally:
            self._enough.set()
            people.join()

    def _tell(self) -> None:
        for number in count(1):
            submits(self.citizen(f"Hoa {number}"), nominee=f"bà Hòe {number}")
            self.told = number
            self._another.set()
            if self._enough.is_set():
                return

    def another(self) -> None:
        """Wait until one more story is told: by then the next is on its way."""
        self._another.clear()
        assert self._another.wait(60)


@contextmanager
def busy_town(url: str, channel: str = "telegram") -> Iterator[BusyTown]:
    with Town.on(url, channel) as town:
        yield BusyTown(town.database, town.desk, channel)
