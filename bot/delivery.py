"""Outbox to channel: in order per chat, replies before broadcasts, retried, settled in batches."""

import asyncio
import random
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from heapq import heapify, heappop, heappush

import structlog

from bot import logs, metrics
from bot.channels import base
from bot.clock import Clock, heard
from bot.core import Core
from bot.hand import Hand
from bot.pacing import Freeze, Pace, SharedPace
from bot.parcels import Parcel, media_of
from handlers.calendar import Calendar
from handlers.messages import PLAIN, Media
from storage import broadcasts, outbox
from storage.db import Database
from storage.models import Delivery as State
from storage.models import Lane, OutboxMessage
from storage.outbox import Settled

log = structlog.get_logger(__name__)

TRIES = 20  # over three quarters of an hour: an outage must not cost anybody an answer
LONGEST = 300.0  # seconds between tries
UNAUTHORISED = 5.0  # seconds of rest when the token is not accepted: a proxy may have said so by mistake
MOMENT = 0.02  # seconds that what was sent waits for a batch whose transaction takes it along
SWEEP = 5.0  # seconds between looks for rows that came due, or that another process wrote
WINDOW = 1000  # rows taken at one look
BROADCAST = frozenset({Lane.REMINDER, Lane.DIGEST})
REMEMBERED = 20_000  # message ids kept at hand for edits

Chat = tuple[str, str, bool]  # channel, chat, and whether it is the line for broadcasts


class Delivery:
    """Sends what the outbox holds; every row ends as sent or failed, and nothing is sent within a transaction."""

    def __init__(
        self, core: Core, database: Database, channels: Mapping[str, base.Channel], clock: Clock, calendar: Calendar
    ) -> None:
        self._core, self._database, self._channels = core, database, channels
        self.hand = Hand(core, database, channels)
        self._clock, self._calendar = clock, calendar
        self._waiting: dict[Chat, list[Parcel]] = {}
        self._workers: dict[Chat, asyncio.Task[None]] = {}
        self._somebody_wrote: dict[Chat, asyncio.Event] = {}  # of chats that wait to try again
        self._settled: list[Settled] = []
        self._something_settled, self._look_now = asyncio.Event(), asyncio.Event()
        self._message_ids: OrderedDict[int, str] = OrderedDict()
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

    def settled(self) -> list[Settled]:
        """Hand over what was sent since the last call, to be written with the next batch; then say `written`."""
        taken, self._settled = self._settled, []
        return taken

    def written(self, settled: list[Settled]) -> None:
        """Let go of rows whose outcome is committed: sooner, a look at the outbox would send them again."""
        self.hand.drop(one.id for one in settled if one.state != State.ERRORED)

    def put_back(self, settled: list[Settled]) -> None:
        self._settled = settled + self._settled
        self._something_settled.set()

    def look(self) -> None:
        """Look at once for rows that nobody has in hand."""
        self._look_now.set()

    async def run(self) -> None:
        """Settle what was sent and look for what came due, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._settle())
            tasks.create_task(self._sweep())

    async def stop(self, patience: float = 2.0) -> None:
        """Let messages on the way arrive, then write down what was sent."""
        if self._workers:
            await asyncio.wait(self._workers.values(), timeout=patience)
        for worker in self._workers.values():
            worker.cancel()
        await asyncio.gather(*self._workers.values(), return_exceptions=True)
        taken = self.settled()
        try:
            await self._core.run(self._write, taken)
            self.written(taken)
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
            while not await self._write_down():
                pass

    async def _goes_on(self, one: Parcel, broadcast: int) -> bool:
        try:
            state = await self._core.run(self._state_of, broadcast)
        except Exception:
            log.exception("the database could not be asked about a broadcast; asking again", row=one.id)
            await asyncio.sleep(1)
            return await self._goes_on(one, broadcast)
        if state == broadcasts.State.CANCELLED:
            self._note(Settled(one.id, State.FAILED, self._clock.now(), error=broadcasts.CANCELLED, counted=False))
        elif state != broadcasts.State.RUNNING:
            self.hand.drop([one.id])
        return state == broadcasts.State.RUNNING

    async def _write_down(self) -> bool:
        """Write down what was sent, and wait for what a batch has just taken along; say False if that must wait."""
        taken = self.settled()
        try:
            await self._core.run(self._write, taken)
        except Exception:
            log.exception("what was sent could not be written down; trying again")
            self.put_back(taken)
            await asyncio.sleep(1)
            return False
        self.written(taken)
        return True

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
        message = one.message
        if one.edits is None and (later := self._calendar.when(now, one.lane, one.reader)) > now:
            return self._done(one, Settled(one.id, State.QUEUED, now, retry_at=later, counted=False))
        if one.edits is not None and not message.edits:
            target = self._message_ids.get(one.edits) or await self._core.run(self._message_id, one.edits)
            if not target:
                return self._done(one, Settled(one.id, State.FAILED, now, error="nothing to edit"))
            message = replace(message, edits=target)
        if message.media and not message.media.sha256 and message.media.channel != one.channel:
            message = replace(message, media=await self._core.run(self._media, one.id))
        try:
            message_id = await self._channels[one.channel].send(message)
        except base.SendError as error:
            return await self._failed(one, error)
        except Exception:
            log.exception("a message could not be handed to its channel", row=one.id)
            return await self._failed(one, base.Unavailable("a bug; see the log"))
        self.last_sent = self._clock.now()
        self._pace.sent((one.channel, message.chat_id, one.lane in BROADCAST))
        metrics.sent(one.channel, one.lane, one.due_at, self.last_sent)
        logs.trace("a message was sent", channel=one.channel)
        self._message_ids[one.id] = message_id
        if len(self._message_ids) > REMEMBERED:
            self._message_ids.popitem(last=False)
        shown = one.channel in PLAIN and bool(message.buttons)
        return self._done(one, Settled(one.id, State.SENT, self._clock.now(), message_id=message_id, menu=shown))

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
                await self._core.run(self._move, one.channel, one.message.chat_id, error.chat_id)
                one.message = replace(one.message, chat_id=error.chat_id)
                return 0.05
            case _ if _is_out_of_reach(one, error):
                await self._core.run(self._unreachable, one, now)
                return self._done(one, Settled(one.id, State.FAILED, now, error=outbox.UNREACHABLE))
            case base.Refused():
                log.error("a message was refused for good", row=one.id, reason=text)
                return self._done(one, Settled(one.id, State.FAILED, now, error=text))
            case _ if one.attempts + 1 >= TRIES:
                log.error("a message was given up", row=one.id, reason=text)
                text = outbox.UNREACHABLE if isinstance(error, base.Withheld) else text
                return self._done(one, Settled(one.id, State.FAILED, now, error=text))
        pause = min(LONGEST, 2.0**one.attempts * random.uniform(0.5, 1))  # noqa: S311 (jitter, not a secret)
        one.attempts += 1
        one.message = replace(one.message, arrived=max(one.message.arrived, error.arrived))
        # It stays due: after a restart, what follows in its chat must not overtake it.
        self._note(Settled(one.id, State.ERRORED, now, error=text))
        return pause

    def _done(self, one: Parcel, result: Settled) -> float:
        self._note(result)
        return 0.0

    def _note(self, result: Settled) -> None:
        self._settled.append(result)
        self._something_settled.set()

    async def _settle(self) -> None:
        while True:
            await self._something_settled.wait()
            await asyncio.sleep(MOMENT)
            self._something_settled.clear()
            if self._settled:
                await self._write_down()

    async def _sweep(self) -> None:
        while True:
            try:
                self.take(await self.hand.look(self._clock.now(), WINDOW))
            except Exception:
                log.exception("the outbox could not be read; trying again")
            await heard(self._look_now, SWEEP)

    # In the core thread:
    def _write(self, settled: list[Settled]) -> None:
        if settled:
            with self._database.begin() as session:
                outbox.settle(session, settled)

    def _state_of(self, broadcast: int) -> str | None:
        with self._database.read() as session:
            return broadcasts.state_of(session, broadcast)

    def _message_id(self, row_id: int) -> str | None:
        with self._database.read() as session:
            return outbox.message_id_of(session, row_id)

    def _media(self, row_id: int) -> Media | None:
        """Read a file anew: its copy may have come since the row was taken."""
        with self._database.read() as session:
            return media_of(session, session.get_one(OutboxMessage, row_id))

    def _move(self, channel: str, old: str, new: str) -> None:
        with self._database.begin() as session:
            outbox.move_chat(session, channel, old, new)

    def _unreachable(self, one: Parcel, now: datetime) -> None:
        with self._database.begin() as session:
            outbox.mark_unreachable(session, one.channel, one.message.chat_id, now)


def _is_out_of_reach(one: Parcel, error: base.SendError) -> bool:
    """Say whether a message must wait for the person's next contact; an answer to one who is here is tried again."""
    withheld = isinstance(error, base.Withheld) and one.lane is not Lane.REPLY
    return withheld or isinstance(error, base.Unreachable)
