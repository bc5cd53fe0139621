"""What came in, from polls and webhooks alike: stored in the order of arrival, many people in one transaction."""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from bot import logs, metrics
from bot.channels import base
from bot.clock import Clock
from bot.core import Core
from bot.delivery import Delivery
from bot.engine import Engine, Processed
from bot.files import Files
from handlers.messages import Input, Toast
from storage.models import Person

log = structlog.get_logger(__name__)

ROOM = 1000  # handfuls that may wait; whoever brings more waits before the door
MOST = 100  # handfuls taken at once
TOGETHER = 32  # updates in one transaction: whoever comes first does not wait for all the others' answers
_ID = re.compile(r"[ -~]{1,200}")  # by it an update is known again: the database must be able to hold it


@dataclass(frozen=True, slots=True)
class Handful:
    """What one poll or one webhook brought, and who waits until it is stored."""

    inputs: list[Input]
    stored: "asyncio.Future[None]"
    since: float = field(default_factory=time.monotonic)


class Inbox:
    """Brings what people did to the engine, and what that causes to delivery."""

    def __init__(
        self,
        core: Core,
        engine: Engine,
        delivery: Delivery,
        files: Files,
        channels: Mapping[str, base.Channel],
        clock: Clock,
    ) -> None:
        self._core, self._engine, self._delivery, self._files = core, engine, delivery, files
        self._channels, self._clock = channels, clock
        self._waiting: asyncio.Queue[Handful] = asyncio.Queue(ROOM)
        self._beside: set[asyncio.Task[None]] = set()
        self.trouble = ""  # why what came in cannot be stored just now

    async def put(self, inputs: Sequence[Input]) -> None:
        """Return when the inputs are committed. They are stored even if the caller no longer waits."""
        if storable := [one for one in inputs if _is_storable(one)]:
            handful = Handful(storable, asyncio.get_running_loop().create_future())
            await self._waiting.put(handful)
            await handful.stored

    async def run(self) -> None:
        """Process until cancelled; what arrives while a transaction runs shares the next one."""
        while True:
            taken = [await self._waiting.get()]
            while len(taken) < MOST and not self._waiting.empty():
                taken.append(self._waiting.get_nowait())
            inputs = [one for handful in taken for one in handful.inputs]
            for first in range(0, len(inputs), TOGETHER):
                await self._process(inputs[first : first + TOGETHER])
            metrics.waited(handful.since for handful in taken)
            for handful in taken:
                if not handful.stored.done():  # a webhook may have tired of waiting
                    handful.stored.set_result(None)

    async def stop(self, patience: float = 1.0) -> None:
        """Let courtesies on the way arrive, but never wait for a server that does not answer."""
        if self._beside:
            await asyncio.wait(self._beside, timeout=patience)
        for task in self._beside:
            task.cancel()
        await asyncio.gather(*self._beside, return_exceptions=True)

    async def _process(self, batch: Sequence[Input]) -> None:
        """Process a batch however often it takes: it is acknowledged only after its commit."""
        failures = 0
        while True:
            settled = self._delivery.settling.take()
            try:
                done = await self._core.run(self._engine.process, batch, self._clock.now(), settled)
            except Exception as error:
                self.trouble = type(error).__name__
                log.exception("a batch could not be stored; trying again", updates=len(batch))
                self._delivery.settling.put_back(settled)
                failures += 1
                self._show_patience(batch)
                await asyncio.sleep(min(10.0, 0.2 * 2.0 ** min(failures, 6)))
            else:
                self.trouble = ""
                self._delivery.settling.written(settled)
                metrics.stored(batch, done.outcomes)
                self._hand_over(done)
                if any(one.media for one in batch):
                    self._files.look()
                return

    def _show_patience(self, batch: Sequence[Input]) -> None:
        """Let everybody whose words wait for the database see that somebody is there."""
        for channel, chat_id in {(one.channel, one.chat_id) for one in batch if one.chat_id}:
            if channel in self._channels:
                self._do_beside(self._channels[channel].types, chat_id)

    def _hand_over(self, done: Processed) -> None:
        for one in done.parcels:
            logs.trace("an update is answered", update=one.update, row=one.id)
        self._delivery.take(done.parcels)
        for toast in done.toasts:
            if toast.channel in self._channels:
                self._do_beside(self._channels[toast.channel].answer, toast)
        for person in {one.id: one for one in done.menus}.values():
            if person.channel in self._channels:
                self._do_beside(self._channels[person.channel].publish_own_commands, [person])

    def _do_beside(self, act: Callable[..., Awaitable[None]], what: Toast | list[Person] | str) -> None:
        task = asyncio.ensure_future(_best_effort(act, what))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


def _is_storable(given: Input) -> bool:
    if _ID.fullmatch(given.update_id):
        return True
    log.error("an update has no usable id and was dropped", channel=given.channel)
    metrics.UPDATES.labels(given.channel, "dropped").inc()
    return False


async def _best_effort(act: Callable[..., Awaitable[None]], what: Toast | list[Person] | str) -> None:
    try:
        await act(what)
    except base.SendError as error:
        log.info("a courtesy call failed", call=act.__name__, reason=str(error))
