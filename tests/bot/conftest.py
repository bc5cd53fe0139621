"""The service in this process, on a temporary database, talking over HTTP to a sandbox with simulated people."""

import asyncio
import logging
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from structlog.testing import LogCapture
from structlog.typing import EventDict

from bot import logs
from bot.app import App
from bot.clock import Clock
from bot.config import Settings, load
from bot.sandbox.people import People, SimulatedPerson, text_of
from bot.sandbox.server import Sandbox
from storage import invites
from storage.db import Database
from storage.models import Lane, OutboxMessage, Person, Role
from tests.bot.terminal import Terminal
from tests.town import Town

ROOT = Path(__file__).parent.parent.parent
TOKEN = "7012345678:AAHcanary_canary-canary_canary-0123"
ZALO_TOKEN = "1234567890123456789:zalo-canary-canary-canary"
WEDNESDAY_NOON = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)  # 12:00 in Việt Nam; nothing is due
GENEROUS = 30.0


async def until(condition: Callable[[], object], within: float = GENEROUS) -> None:
    """Wait for something to become true."""
    async with asyncio.timeout(within):
        while not condition():  # noqa: ASYNC110 (what is waited for lies in another process or in the database)
            await asyncio.sleep(0.01)


@dataclass
class Service:
    """What a test of the running service works with."""

    settings: Settings
    clock: Clock
    app: App
    sandbox: Sandbox
    people: People
    log: list[EventDict]

    async def restart(self) -> None:
        """Stop the service and start it anew on what the database remembers."""
        await self.app.stop()
        await self.start()

    async def start(self) -> None:
        self.app = App(self.settings, self.clock)
        await self.app.start()

    async def arrives(self, name: str) -> SimulatedPerson:
        """Return a citizen who was just welcomed."""
        citizen = await self.people.add(name)
        await citizen.starts()
        await citizen.hears("Xin chào")
        return citizen

    async def reviewer(self, name: str, role: Role = Role.REVIEWER, *, channel: str = "telegram") -> SimulatedPerson:
        with self.app.database.begin() as session:
            invited = invites.invite(session, role, self.clock.now(), timedelta(hours=72))
        reviewer = await self.people.add(name, channel=channel)
        await reviewer.starts(invited.code if channel == "zalo" else f"i_{invited.token}")
        await reviewer.hears("Chào mừng")
        return reviewer

    def queue(self, to: SimulatedPerson, *texts: str, lane: Lane = Lane.NOTICE, **more: Any) -> list[int]:
        """Put messages into the outbox, as a job or another process would; return the rows' numbers."""
        with self.app.database.begin() as session:
            person = session.query(Person).filter_by(external_id=str(to.id)).one()
            common = {"person_id": person.id, "channel": person.channel, "chat_id": person.chat_id, "key": "test"}
            times = {"due_at": self.clock.now(), "created_at": self.clock.now()}
            rows = [OutboxMessage(**common, **times, lane=lane, text=text, **more) for text in texts]
            session.add_all(rows)
            session.flush()
            numbers = [row.id for row in rows]
        self.app.clock.move_by(timedelta(0))  # whoever sleeps looks again
        return numbers

    def ask(self, question: str, *values: Any) -> list[Any]:
        """Return the rows of a SELECT, or the values where it has one column, without holding up the service."""
        found = asked(self.app.database, question, *values)
        return [row[0] for row in found] if found and len(found[0]) == 1 else found

    def open_rows(self) -> list[Any]:
        return self.ask("SELECT id, state, text FROM outbox WHERE state IN ('queued', 'errored')")

    async def all_delivered(self) -> None:
        await until(lambda: not self.open_rows())
        assert self.ask("SELECT id, text, error FROM outbox WHERE state <> 'sent'") == []

    def heard_by(self, person: SimulatedPerson) -> list[str]:
        """Return what stands in this person's chat now, in order, from the bot."""
        posts = self.sandbox.world.chats[person.id].posts.values()
        return [text_of(post.message) for post in posts if post.side == "bot"]

    def log_of(self, event: str) -> list[dict[str, Any]]:
        return [dict(entry) for entry in self.log if event in entry["event"]]


def asked(database: Database, question: str, *values: Any) -> list[Any]:
    if not database.is_sqlite:
        with database.read() as session:
            found = session.connection().exec_driver_sql(question.replace("?", "%s"), values or None)
            return [tuple(row) for row in found]
    connection = sqlite3.connect(f"file:{database.url.database}?mode=ro", uri=True)
    try:
        return connection.execute(question, values).fetchall()
    finally:
        connection.close()


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    server = Sandbox(TOKEN, zalo_token=ZALO_TOKEN, clock=Clock())
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
def variables() -> dict[str, str]:
    """Return what the settings shall have beyond these; a module may give its own."""
    return {}


@pytest.fixture
def settings(sandbox: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]) -> Settings:
    """Return the shipped settings, for this sandbox and a new database."""
    monkeypatch.setenv("HOADEP_TELEGRAM__TOKEN", TOKEN)
    monkeypatch.setenv("HOADEP_TELEGRAM__API_URL", sandbox.url)
    monkeypatch.setenv("HOADEP_DATABASE__URL", f"sqlite:///{tmp_path / 'hoadep.db'}")
    monkeypatch.setenv("HOADEP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("HOADEP_WEB__PORT", "0")
    monkeypatch.setenv("HOADEP_REVIEW__UNDO_MINUTES", "0")
    for name, value in variables.items():
        monkeypatch.setenv(f"HOADEP_{name}", value)
    return load(ROOT / "config.toml", need_token=True)


@pytest.fixture
async def service(settings: Settings, sandbox: Sandbox) -> AsyncIterator[Service]:
    """Start the service at noon of a working day; on its clock time passes only by itself or when told."""
    clock = sandbox.world.clock
    clock.move_to(WEDNESDAY_NOON)
    async with People(sandbox.url) as people:
        capture = LogCapture()
        structlog.configure(processors=[capture])  # nothing that an earlier test leaves behind can take it back
        service = Service(settings, clock, App(settings, clock), sandbox, people, capture.entries)
        await service.app.start()
        yield service
        await service.app.stop()


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Return a terminal in the folder of this test; ask for it before the service, which sets what both read."""
    monkeypatch.setattr(logs, "_secrets", set())
    return Terminal(tmp_path, monkeypatch)


@pytest.fixture
def logging_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Undo what `logs.configure` changes for the whole process."""
    handlers, level = logging.root.handlers, logging.root.level
    monkeypatch.setattr(logging, "raiseExceptions", True)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(logs, "_secrets", set())
    yield
    logging.root.handlers = handlers
    logging.root.setLevel(level)
    logging.captureWarnings(capture=False)
    for name in (*logs.TALKATIVE, "telegram.Bot"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    structlog.reset_defaults()
    structlog.contextvars.clear_contextvars()


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    """Return a town on one channel: what is tested here is the same for all of them."""
    with Town.on(f"sqlite:///{tmp_path / 'town.db'}") as town:
        yield town
