"""What is asked of a database that has grown: a conversation, the numbers, the queue, look-ups."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench import province
from bench.conversation import STEPS, Press
from bot.engine import Engine
from handlers import digest
from handlers.desk import Desk
from handlers.messages import Input, InputKind
from handlers.similar import similar
from handlers.turn import Voice
from storage import nominations, people
from storage.db import Database
from storage.models import Delivery, Nomination, Person, Role
from storage.outbox import Settled
from storage.tally import by_commune, tally
from storage.weeks import week_of

LOOKUPS = 300

Times = list[float]  # ms


@dataclass
class Town:
    """One of the two databases, with what was measured on it."""

    database: Database
    desk: Desk
    times: dict[str, Times] = field(default_factory=dict)
    cpu: dict[str, Times] = field(default_factory=dict)

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        began, used = time.perf_counter(), time.thread_time()
        yield
        self.cpu.setdefault(name, []).append((time.thread_time() - used) * 1000)
        self.times.setdefault(name, []).append((time.perf_counter() - began) * 1000)

    @contextmanager
    def asking(self) -> Iterator[Session]:
        """Open a session whose work is thrown away."""
        with Session(self.database.engine.execution_options(only_reads=True)) as session:
            yield session
            session.rollback()


class Citizen:
    """Somebody who tells a story to the engine, as the poll would hand it over."""

    def __init__(self, town: Town, engine: Engine, number: int) -> None:
        self._town, self._engine = town, engine
        self._id, self._numbers = str(900_000_000 + number), count(number * 100)
        self._buttons: list[tuple[str, str]] = []
        self._sent: list[Settled] = []

    def tell(self, name: str) -> None:
        for step in STEPS:
            if isinstance(step, Press):
                data = next(data for label, data in reversed(self._buttons) if step.words in label)
                given = self._input(InputKind.PRESS, data)
            else:
                given = self._input(InputKind.TEXT, step.words.format(name=name))
            with self._town.timing("step"):
                done = self._engine.process([given], province.NOW, self._sent)
            self._sent = [Settled(one.id, Delivery.SENT, province.NOW, message_id="1") for one in done.parcels]
            shown = (button for one in done.parcels for row in one.message.buttons for button in row)
            self._buttons = [*self._buttons[-40:], *((one.label, one.data) for one in shown)]

    def become_reviewer(self) -> None:
        with self._town.database.begin() as session:
            account = people.on_channel(session, "telegram", self._id)
            assert account
            account.person.role = Role.REVIEWER

    def open_queue(self) -> None:
        """Ask for what waits, as a reviewer of the whole province who told a story once."""
        with self._town.timing("choduyet"):
            done = self._engine.process([self._input(InputKind.TEXT, "/choduyet")], province.NOW, self._sent)
        assert done.parcels[-1].message.buttons, done.parcels
        self._sent = [Settled(one.id, Delivery.SENT, province.NOW, message_id="1") for one in done.parcels]

    def _input(self, kind: InputKind, text: str) -> Input:
        number = str(next(self._numbers))
        return Input(
            channel="telegram",
            update_id=f"b{number}",
            kind=kind,
            external_id=self._id,
            chat_id=self._id,
            name="Hùng",
            language="vi",
            text=text,
            message_id=number,
            callback_id=number,
        )


def ask(town: Town, chance: Random) -> None:
    """Ask every question once."""
    zone, fields = town.desk.calendar.zone, [one.slug for one in town.desk.office.fields]
    week = week_of(province.NOW, zone).before()
    officers = [Person(id=-1, role=Role.REVIEWER), Person(id=-1, role=Role.REVIEWER, communes=[_commune(town, chance)])]
    questions: dict[str, Callable[[Session], Any]] = {
        "tally": lambda session: tally(session, year=2026, targets=None, fields=fields, week=week, zone=zone),
        "communes": lambda session: by_commune(session, 2026),
        "queue": lambda session: _queue(session, officers[0]),
        "own_queue": lambda session: _queue(session, officers[1]),
        "find": lambda session: nominations.matching(session, officers[0], ["nguyen", "thi", "hoe"], 10),
        "find_rare": lambda session: nominations.matching(session, officers[1], ["zorro"], 10),
        "find_none": lambda session: nominations.matching(session, officers[0], ["zorro"], 10),
        "digest": lambda session: digest.send(Voice(session, town.desk, province.NOW), province.NOW, {}),
    }
    for name, question in questions.items():
        with town.asking() as session, town.timing(name):
            question(session)


def _queue(session: Session, officer: Person) -> None:
    nominations.queue_length(session, officer)
    nominations.queue_page(session, officer, 0, 5)


def _commune(town: Town, chance: Random) -> str:
    return chance.choice(list(town.desk.gazetteer.by_code))


def look_up(town: Town, chance: Random, rows: int) -> None:
    """Look for cases like stories that are there, misspelt by a letter: most are of large communes, as people are."""
    with town.asking() as session:
        some = chance.sample(range(1, int(rows * 0.97)), LOOKUPS)
        told = select(Nomination.nominee, Nomination.commune).where(Nomination.id.in_(some))
        known = session.execute(told.where(Nomination.nominee.is_not(None))).all()
        for nominee, commune in known:
            assert nominee
            with town.timing("similar"):
                similar(session, f"{nominee[:-2]}{nominee[-1:]}", commune)
