"""Outbox to channel: in order per chat, replies before broadcasts, retried, settled in batches."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from heapq import heapify, heappop, heappush

import structlog

from bot import logs, metrics
from bot.channels import base
from bot.clock import Clock, heard
from bot.core import Core
from bot.hand import Hand
from bot.pacing import Freeze, Pace, SharedPace
from bot.parcels import Parcel
from bot.sending import NothingToEdit, Sender
from bot.settling import Settling
from handlers.calendar import Calendar
from handlers.messages import PLAIN
from storage import broadcasts, outbox
from storage.db import Database
from storage.models import Delivery as State
from storage.models import Lane
from storage.outbox import Settled

log = structlog.get_logger(__name__)

TRIES = 20  # over three quarters of an hour: an outage must not cost anybody an answer
LONGEST = 300.0  # seconds between tries
UNAUTHORISED = 5.0  # seconds of rest when the token is not accepted: a proxy may have said so by mistake
SWEEP = 5.0  # seconds between looks for rows that came due, or that another process wrote
WINDOW = 1000  # rows taken at one look
BROADCAST = frozenset({Lane.REMINDER, Lane.DIGEST})

Chat = tuple[str, str, bool]  # channel, chat, and whether it is the line for broadcasts


class Delivery:
    """Sends what the outbox holds; every row ends as sent or failed, and nothing is sent within a transaction."""

    def __init__(
        self, core: Core, database: Database, channels: Mapping[str, base.Channel], clock: Clock, calendar: Calendar
    ) -> None:
        self._core, self._database, self._channels = core, database, channels
        self.hand = Hand(core, database, channels)
        self.settling = Settling(core, database, self.hand)
        self._sender = Sender(core, database, channels)
        self._clock, self._calendar = clock, calendar
        self._waiting: dict[Chat, list[Parcel]] = {}
        self._workers: dict[Chat, asyncio.Task[None]] = {}
        self._somebody_wrote: dict[Chat, asyncio.Event] = {}  # of chats that wait to try again
        self._look_now = asyncio.Event()
        self._freezes = {name: Freeze() for name in channels}
        self._one_at_a_time = asyncio.Lock()  # of broadcasts, over all chats
        self._pace = SharedPace(30, self._freezes, core, database) if self.hand.claims else Pace(30)
        self.last_sent = clock.now()
        clock.on_move(self.look)

    def take(self, parcels: Iterable[Parcel]) -> None:
        """Take rows that were just committed; they are on their way at once."""
        for one in parcels:
            if one.channel not in self._channels or not self.hand.take(one):
                continue
            chat = (one.channel, one.message.chat_id, one.lane in BROADCAST)
            heappush(self._waiting.setdefault(chat, []), one)
            if one.lane is Lane.REPLY and chat in self._somebody_wrote:
                self._somebody_wrote[chat].set()  # whoever writes may have opened what the channel had closed
            if chat not in self._workers:
                self._workers[chat] = asyncio.create_task(self._serve(chat))

    def look(self) -> None:
        """Look at once for rows that nobody has in hand."""
        self._look_now.set()

    async def run(self) -> None:
        """Settle what was sent and look for what came due, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.settling.run())
            tasks.create_task(self._sweep())

    async def stop(self, patience: float = 2.0) -> None:
        """Let messages on the way arrive, then write down what was sent."""
        if self._workers:
            await asyncio.wait(self._workers.values(), timeout=patience)
        for worker in self._workers.values():
            worker.cancel()
        await asyncio.gather(*self._workers.values(), return_exceptions=True)
        try:
            await self.settling.write(self.settling.take())
            await self._core.run(self.hand.end)
        except Exception:
            log.exception("what was sent last could not be written down; it will be sent again")

    async def _serve(self, chat: Chat) -> None:
        """Send one chat's messages in order; one that must be tried again holds back the rest of its line.

        What is not an answer has a line of its own: an answer never waits behind a digest's turn.
        """
        queue, freeze = self._waiting[chat], self._freezes[chat[0]]
        try:
            self._pace.begin(chat)
            while queue:
                if pause := await self.hand.must_wait(queue[0]):
                    await asyncio.sleep(pause)
                    self._pace.begin(chat)
                    continue
                await self._pace.room(chat)
                async with self._alone(one := queue[0]) as may_go:
                    if not may_go:
                        queue.remove(one)
                        heapify(queue)
                        continue
                    await (self._pace.turn(chat, freeze) if chat[2] else freeze.passed())
                    if queue[0].after or queue[0].broadcast not in {None, one.broadcast}:
                        continue  # something more urgent came meanwhile
                    one = heappop(queue)
                    retry = await self._handle(one)
                if retry:
                    heappush(queue, one)
                    await heard(self._somebody_wrote.setdefault(chat, asyncio.Event()), retry)
        finally:
            del self._workers[chat], self._waiting[chat]
            self._somebody_wrote.pop(chat, None)
            self.hand.drop(left.id for left in queue)

    @asynccontextmanager
    async def _alone(self, one: Parcel) -> AsyncIterator[bool]:
        """Let one message of a broadcast be on its way at a time, and be written down before the next one is.

        So a kill in its midst doubles none but that one. Say False if the broadcast is held back, or given up.
        """
        if one.broadcast is None:
            yield True
            return
        async with self._one_at_a_time:
            yield await self._goes_on(one, one.broadcast)
            await self.settling.write_down()

    async def _goes_on(self, one: Parcel, broadcast: int) -> bool:
        try:
            state = await self._core.run(self._state_of, broadcast)
        except Exception:
            log.exception("the database could not be asked about a broadcast; asking again", row=one.id)
            await asyncio.sleep(1)
            return await self._goes_on(one, broadcast)
        if state == broadcasts.State.CANCELLED:
            self.settling.note(
                Settled(one.id, State.FAILED, self._clock.now(), error=broadcasts.CANCELLED, counted=False)
            )
        elif state != broadcasts.State.RUNNING:
            self.hand.drop([one.id])
        return state == broadcasts.State.RUNNING

    async def _handle(self, one: Parcel) -> float:
        if not self.hand.holds(one.id):
            log.warning("a message was not sent: its claim ran out", row=one.id)
            self.hand.drop([one.id])
            return 0.0
        logs.about.set({"row": one.id, "update": one.update})
        try:
            return await self._attempt(one)
        except Exception:
            log.exception("the database could not be asked about a message; trying again", row=one.id)
            return 1.0

    async def _attempt(self, one: Parcel) -> float:
        """Try to send; return the seconds after which to try again, 0 when it is settled."""
        now = self._clock.now()
        if one.edits is None and (later := self._calendar.when(now, one.lane, one.reader)) > now:
            return self._done(Settled(one.id, State.QUEUED, now, retry_at=later, counted=False))
        try:
            message_id = await self._sender.send(one)
        except NothingToEdit as error:
            return self._done(Settled(one.id, State.FAILED, now, error=str(error)))
        except base.SendError as error:
            return await self._failed(one, error)
        self.last_sent = self._clock.now()
        self._pace.sent((one.channel, one.message.chat_id, one.lane in BROADCAST))
        metrics.sent(one.channel, one.lane, one.due_at, self.last_sent)
        logs.trace("a message was sent", channel=one.channel)
        shown = one.channel in PLAIN and bool(one.message.buttons)
        return self._done(Settled(one.id, State.SENT, self.last_sent, message_id=message_id, menu=shown))

    async def _failed(self, one: Parcel, error: base.SendError) -> float:
        now, text = self._clock.now(), str(error)
        metrics.not_sent(one.channel, error)
        match error:
            case base.Throttled():
                self._freezes[one.channel].until(error.seconds)
                await self._pace.tell_others(one.channel, error.seconds)
                return max(error.seconds, 0.05)
            case base.NotAuthorised():
                log.error("the token is not accepted; sending pauses", channel=one.channel)
                self._freezes[one.channel].until(UNAUTHORISED)
                return UNAUTHORISED
            case base.Moved():
                await self._sender.move(one.channel, one.message.chat_id, error.chat_id)
                one.message = replace(one.message, chat_id=error.chat_id)
                return 0.05
            case _ if _is_out_of_reach(one, error):
                await self._sender.mark_unreachable(one, now)
                return self._done(Settled(one.id, State.FAILED, now, error=outbox.UNREACHABLE))
            case base.Refused():
                log.error("a message was refused for good", row=one.id, reason=text)
                return self._done(Settled(one.id, State.FAILED, now, error=text))
            case _ if one.attempts + 1 >= TRIES:
                log.error("a message was given up", row=one.id, reason=text)
                text = outbox.UNREACHABLE if isinstance(error, base.Withheld) else text
                return self._done(Settled(one.id, State.FAILED, now, error=text))
        pause = min(LONGEST, 2.0**one.attempts * random.uniform(0.5, 1))  # noqa: S311 (jitter, not a secret)
        one.attempts += 1
        one.message = replace(one.message, arrived=max(one.message.arrived, error.arrived))
        # It stays due: after a restart, what follows in its chat must not overtake it.
        self.settling.note(Settled(one.id, State.ERRORED, now, error=text))
        return pause

    def _done(self, result: Settled) -> float:
        self.settling.note(result)
        return 0.0

    async def _sweep(self) -> None:
        while True:
            try:
                self.take(await self.hand.look(self._clock.now(), WINDOW))
            except Exception:
                log.exception("the outbox could not be read; trying again")
            await heard(self._look_now, SWEEP)

    # In the core thread:
    def _state_of(self, broadcast: int) -> str | None:
        with self._database.read() as session:
            return broadcasts.state_of(session, broadcast)


def _is_out_of_reach(one: Parcel, error: base.SendError) -> bool:
    """Say whether a message must wait for the person's next contact; an answer to one who is here is tried again."""
    withheld = isinstance(error, base.Withheld) and one.lane is not Lane.REPLY
    return withheld or isinstance(error, base.Unreachable)
