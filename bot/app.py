"""Builds everything once, starts it, stops it: the only wiring."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Iterator

import structlog
from sqlalchemy.exc import DBAPIError

from bot import bots, lock
from bot.announcing import announce, name_of
from bot.channels.base import Channel
from bot.clock import Clock
from bot.config import Settings
from bot.core import Core
from bot.delivery import Delivery
from bot.engine import Engine
from bot.files import Files
from bot.health import Health
from bot.herald import Herald
from bot.inbox import Inbox
from bot.intake import Intake
from bot.pictures import Pictures
from bot.schedule import Scheduler
from bot.web import Hook, Web, listen
from handlers.desk import build_desk
from storage import people, updates
from storage.db import SQLITE_VERSION, Database
from storage.models import Person
from storage.schema import upgrade

log = structlog.get_logger(__name__)


class App:
    """The service: the office's bots, web, delivery, scheduler, files, around one database."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings, self.clock = settings, clock or Clock()
        self.database = Database(settings.database.url)
        self.desk = build_desk(settings.as_office(), settings.communes_file)
        self.pictures = _pictures(settings, self.clock)
        self.channels = bots.all_of(settings, self.desk.texts, self.pictures.url if self.pictures else None)
        self.webhooks = {name for name, one in settings.platforms.items() if one.mode == "webhook"}
        self._core = Core()
        self._tasks: list[asyncio.Task[None]] = []
        self._held = contextlib.ExitStack()
        self._stop = asyncio.Event()
        self.failed = False

    async def start(self) -> None:
        """Prepare the database and begin to serve; raises AlreadyRunningError, NewerSchemaError, PortTakenError."""
        os.umask(0o077)
        web = self.settings.web
        with contextlib.ExitStack() as held:
            held.enter_context(lock.held(self.settings.database.url))
            listening = listen(web.host, web.port, needed=bool(self.webhooks))
            if listening:
                held.enter_context(listening)
            await self._core.run(upgrade, self.database)
            died = await self._core.run(self._mark_running)
            self._held = held.pop_all()
        log.info("starting", database=self.database.url.get_backend_name(), sqlite=SQLITE_VERSION, careful=died)
        self._build(died=died)
        await self._core.run(self.delivery.hand.live)
        for channel in self.channels.values():
            await channel.start()
        if listening:
            await self.web.start(listening)
        staff = await self._core.run(self._staff)
        self._tasks = [asyncio.create_task(self._watched(work)) for work in self._works(staff)]

    def _build(self, *, died: bool) -> None:
        core, database, clock, desk = self._core, self.database, self.clock, self.desk
        data = self.settings.data_dir
        self.delivery = Delivery(core, database, self.channels, clock, desk.calendar)
        self.engine = Engine(database, desk, careful=died, claims=self.delivery.hand.claims)
        most = desk.office.limits.file_mb * 1_000_000
        self.files = Files(core, database, self.channels, clock, data / "files", most)
        self.inbox = Inbox(core, self.engine, self.delivery, self.files, self.channels, clock)
        polled = {name: channel for name, channel in self.channels.items() if name not in self.webhooks}
        self.intakes = {name: Intake(self.inbox, channel) for name, channel in polled.items()}
        self.scheduler = Scheduler(core, database, desk, self.delivery, clock, data / "pictures")
        self.herald = Herald(core, database, desk, self.delivery, clock)
        platforms = self.settings.platforms
        hooks = [Hook(channel, platforms[name].secret_shown) for name, channel in self.channels.items()]
        intakes = {name: self.intakes.get(name) for name in self.channels}
        self.health = Health(core, database, clock, intakes, self.inbox, self.delivery, self.scheduler)
        self.web = Web(self.inbox, hooks, self.health, self.pictures)

    def _works(self, staff: list[Person]) -> Iterator[Awaitable[None]]:
        """Yield everything that goes on until the service stops."""
        yield from (self.delivery.run(), self.inbox.run(), self.scheduler.run(), self.files.run(), self.herald.run())
        for intake in self.intakes.values():
            yield from (intake.run(), intake.watch())
        for name, channel in self.channels.items():
            address = f"{self.settings.web.public_url}/{name}" if name in self.webhooks else ""
            mine = [one for one in staff if one.channel == name]
            yield self._announce(channel, mine, address)

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop, or until a part of the service fails: then `failed` says so."""
        self._stop = stop
        await self.start()
        if "zalo" in self.intakes:
            log.warning("Zalo is polled: what it handed over and is not stored yet is lost with a kill; use webhooks")
        log.info("serving")
        try:
            await stop.wait()
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Stop within seconds: end what is being stored, let what is on its way arrive, write it down."""
        await self.web.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.delivery.stop()
        await self.inbox.stop()
        for channel in self.channels.values():
            await channel.stop()
        try:
            await self._core.run(self._mark_ended)
        except DBAPIError as error:
            log.error("the end could not be written down", reason=type(error).__name__)  # noqa: TRY400 (seen above)
        self._core.close()
        self.database.close()
        self._held.close()
        log.info("stopped")

    async def _watched(self, work: Awaitable[None]) -> None:
        """End the service with a part that should never end: whoever looks after the process starts it again."""
        try:
            await work
        except Exception:
            log.exception("a part of the service failed; the service ends")
            self.failed = True
            self._stop.set()

    async def _announce(self, channel: Channel, staff: list[Person], address: str) -> None:
        await announce(channel, staff, address, self.settings.platforms[channel.name].secret_shown)
        self.desk.bots[channel.name] = await name_of(channel)
        self.health.announced.add(channel.name)

    # In the core thread:
    def _mark_running(self) -> bool:
        """Say whether the last run may have died: of one among several nobody knows."""
        with self.database.begin() as session:
            return updates.died_last_time(session) or not self.database.is_sqlite

    def _mark_ended(self) -> None:
        with self.database.begin() as session:
            updates.ended_well(session)

    def _staff(self) -> list[Person]:
        with self.database.begin() as session:
            return list(people.staff(session))


def _pictures(settings: Settings, clock: Clock) -> Pictures | None:
    """Return who makes and serves addresses of pictures: only Zalo needs them, and only the internet can ask."""
    if settings.zalo.token is None or not settings.web.public_url:
        return None
    return Pictures(settings.zalo.plain_token, settings.web.public_url, settings.data_dir, clock)
