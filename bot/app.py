"""Builds everything once, starts it, stops it: the only wiring."""

import asyncio
import contextlib
import os
from collections.abc import Awaitable

import structlog

from bot import lock
from bot.channels.base import SendError
from bot.channels.telegram import Telegram
from bot.clock import Clock
from bot.config import Settings
from bot.core import Core
from bot.delivery import Delivery
from bot.engine import Engine
from bot.files import Files
from bot.intake import Intake
from bot.schedule import Scheduler
from handlers.desk import build_desk
from storage import people, updates
from storage.db import SQLITE_VERSION, Database
from storage.models import Person
from storage.schema import upgrade

log = structlog.get_logger(__name__)

PUBLISH_PAUSE = 5.0  # seconds, doubled each time the commands cannot be published


class App:
    """The service: one channel, delivery, scheduler, files, around one database."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        token = settings.telegram.token
        if token is None:
            raise ValueError("the service needs a token")
        self.settings, self.clock = settings, clock or Clock()
        self.database = Database(settings.database.url)
        self.desk = build_desk(settings.as_office(), settings.communes_file)
        self.channel = Telegram(token.get_secret_value(), settings.telegram.api_url, self.desk.texts, settings.data_dir)
        self._core = Core()
        self._tasks: list[asyncio.Task[None]] = []
        self._held = contextlib.ExitStack()
        self._stop = asyncio.Event()
        self.failed = False

    async def start(self) -> None:
        """Prepare the database and begin to serve; raises AlreadyRunningError, NewerSchemaError."""
        os.umask(0o077)
        self._held.enter_context(lock.held(self.settings.database.url))
        await self._core.run(upgrade, self.database)
        died = await self._core.run(self._mark_running)
        log.info("starting", database=self.database.url.get_backend_name(), sqlite=SQLITE_VERSION, careful=died)
        await self.channel.start()
        channels = {self.channel.name: self.channel}
        core, database, clock, desk = self._core, self.database, self.clock, self.desk
        self.delivery = Delivery(core, database, channels, clock, desk.calendar)
        self.engine = Engine(database, desk, careful=died)
        self.intake = Intake(core, self.engine, self.delivery, self.channel, clock)
        data = self.settings.data_dir
        self.scheduler = Scheduler(core, database, desk, self.delivery, clock, data / "pictures")
        most = desk.office.limits.file_mb * 1_000_000
        files = Files(core, database, channels, clock, data / "files", most)
        for work in (
            self.delivery.run(),
            self.intake.run(),
            self.intake.watch(),
            self.scheduler.run(),
            files.run(),
            self._publish_commands(),
        ):
            self._tasks.append(asyncio.create_task(self._watched(work)))

    async def run(self, stop: asyncio.Event) -> None:
        """Serve until told to stop, or until a part of the service fails: then `failed` says so."""
        self._stop = stop
        await self.start()
        log.info("serving")
        try:
            await stop.wait()
        finally:
            await self.stop()

    async def stop(self) -> None:
        """Stop within seconds: end what is being stored, let what is on its way arrive, write it down."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.delivery.stop()
        await self.intake.stop()
        await self.channel.stop()
        await self._core.run(self._mark_ended)
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

    async def _publish_commands(self) -> None:
        staff = await self._core.run(self._staff)
        pause = PUBLISH_PAUSE
        while True:
            try:
                await self.channel.publish_commands()
                for person in staff:
                    with contextlib.suppress(SendError):  # someone who blocked the bot has no commands to see
                        await self.channel.publish_own_commands([person])
            except SendError as error:
                log.warning("the commands could not be published; trying again", reason=str(error))
                await asyncio.sleep(pause)
                pause = min(300.0, pause * 2)
            else:
                return

    # In the core thread:
    def _mark_running(self) -> bool:
        with self.database.begin() as session:
            return updates.died_last_time(session)

    def _mark_ended(self) -> None:
        with self.database.begin() as session:
            updates.ended_well(session)

    def _staff(self) -> list[Person]:
        with self.database.begin() as session:
            return [one for one in people.staff(session) if one.channel == self.channel.name]
