"""The batch is the transaction: updates in, rows out, and only after the commit is anything acknowledged or sent."""

import traceback
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.parcels import Parcel, parcel
from handlers import rooms, router
from handlers.desk import Desk
from handlers.messages import Input, InputKind, Toast
from handlers.pace import Paces, Verdict
from handlers.people import arrive
from handlers.turn import Turn, Voice
from storage import claims, late, nominations, outbox, people, updates
from storage.db import Database, may_pass
from storage.models import Account, Lane, Person

log = structlog.get_logger(__name__)

DEATHS = 3  # how often the process may die over one update before it is set aside


@dataclass
class Processed:
    """What a committed batch leaves to be done outside of the transaction."""

    parcels: list[Parcel] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)
    menus: list[Person] = field(default_factory=list)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)  # updates by channel and what became of them

    def add(self, other: "Processed") -> None:
        self.parcels += other.parcels
        self.toasts += other.toasts
        self.menus += other.menus
        self.outcomes += other.outcomes


class Engine:
    """Processes batches, one at a time, in one thread. No network, and no second connection."""

    def __init__(self, database: Database, desk: Desk, *, careful: bool = False, claims: int = 0) -> None:
        self.database, self.desk = database, desk
        self._claims = claims  # the number under which this process has in hand what it says, if there are others
        self._paces = Paces(desk.office.limits.messages_per_minute)
        self._careful = careful  # the last run died: perhaps over one of the updates that come first
        self._deaths: dict[tuple[str, str], int] = {}  # earlier ones, of the updates tried in this run

    def process(self, batch: Sequence[Input], now: datetime, settled: Sequence[outbox.Settled] = ()) -> Processed:
        """Process updates and settle what was sent, in one transaction.

        Raises DBAPIError, having done nothing, when the database cannot be written just now.
        """
        if self._careful and batch:
            return self._carefully(batch, now, settled)
        try:
            with self.database.begin(claims=self._claims) as session:
                outbox.settle(session, settled)
                return self._run(session, batch, now)
        except Exception as error:
            if may_pass(error):
                raise
            # The replay finds out which update it was, and logs it.
            return self._one_by_one(batch, now, settled)

    def _run(self, session: Session, batch: Sequence[Input], now: datetime) -> Processed:
        voice, done = Voice(session, self.desk, now), Processed()
        unseen = _unseen(session, batch, now)  # before people, here as in a replay: locks are taken in one order
        known = _fetch(session, unseen)
        for given in unseen:
            self._one(voice, given, known, done)
        return self._sealed(voice, done)

    def _one_by_one(self, batch: Sequence[Input], now: datetime, settled: Sequence[outbox.Settled]) -> Processed:
        with self.database.begin(claims=self._claims) as session:
            outbox.settle(session, settled)
            return self._guarded(session, batch, now)

    def _carefully(self, batch: Sequence[Input], now: datetime, settled: Sequence[outbox.Settled]) -> Processed:
        """Process each update in its own transaction, counting beforehand: one of them may kill the process."""
        total = Processed()
        with self.database.begin(claims=self._claims) as session:
            outbox.settle(session, settled)
            waiting = list(_fresh(session, batch).values())
            deaths = self._count(session, waiting[:1])
        for number, given in enumerate(waiting, 1):
            with self.database.begin(claims=self._claims) as session:
                if deaths < DEATHS:
                    total.add(self._guarded(session, [given], now))
                else:
                    total.add(self._give_up(session, given, now, f"the process died {deaths} times over this update"))
                deaths = self._count(session, waiting[number : number + 1])
        with self.database.begin(claims=self._claims) as session:
            updates.forget_attempts(session)
        self._careful = not waiting  # what was gone through before has shown nothing of what comes with it
        return total

    def _count(self, session: Session, coming: Sequence[Input]) -> int:
        """Count a try at the update that comes next, once a run; return how often the process died over it."""
        for given in coming:
            key = given.channel, given.update_id
            if key not in self._deaths:
                self._deaths[key] = updates.count_attempt(session, *key) - 1
            return self._deaths[key]
        return 0

    def _guarded(self, session: Session, batch: Sequence[Input], now: datetime) -> Processed:
        """Process each update in its own SAVEPOINT, so that only the poisonous one is set aside."""
        voice, total = Voice(session, self.desk, now), Processed()
        for given in _unseen(session, batch, now):
            try:
                total.add(self._patiently(voice, given))
            except Exception as error:
                if may_pass(error):
                    raise
                log.exception("an update failed and was set aside", update=given.update_id)
                total.outcomes[given.channel, "set_aside"] += 1
                self._set_aside(voice, given, traceback.format_exc())
        return self._sealed(voice, total)

    def _patiently(self, voice: Voice, given: Input) -> Processed:
        """Process an update alone; one that met a row which another process wrote just now is tried once more."""
        try:
            return self._alone(voice, given)
        except IntegrityError:
            return self._alone(voice, given)

    def _alone(self, voice: Voice, given: Input) -> Processed:
        """Process an update in its own SAVEPOINT: if it fails, nothing of it remains."""
        said, done = len(voice.said), Processed()
        try:
            with voice.session.begin_nested():
                self._one(voice, given, _fetch(voice.session, [given]), done)
        except Exception:
            _undo(voice, said)
            raise
        return done

    def _give_up(self, session: Session, given: Input, now: datetime, why: str) -> Processed:
        voice, done = Voice(session, self.desk, now), Processed()
        for _ in _unseen(session, [given], now):
            log.error("an update was given up", update=given.update_id, reason=why)
            self._set_aside(voice, given, why)
            done.outcomes[given.channel, "set_aside"] += 1
        return self._sealed(voice, done)

    def _one(self, voice: Voice, given: Input, known: dict[tuple[str, str], Account], done: Processed) -> None:
        if given.kind is InputKind.BROKEN:
            kind = given.text.partition("(")[0]  # of an exception: its words may be the person's
            log.error("an update could not be read and was set aside", update=given.update_id, problem=kind)
            done.outcomes[given.channel, "set_aside"] += 1
            self._set_aside(voice, given, given.text)
            return
        done.outcomes[given.channel, "processed"] += 1
        address = (given.channel, given.external_id)
        if given.room is not None:
            rooms.hear(voice, known.get(address), given)
            return
        if given.kind is InputKind.LEFT:
            _left(voice, known.get(address))
            return
        account = known[address] = arrive(voice, given, known.get(address))
        turn, said = Turn(voice, account, given), len(voice.said)
        self._hear(turn)
        for one in voice.said[said:]:
            one.update = given.update_id
        if given.kind is InputKind.PRESS and not turn.toasts:
            turn.toasts.append(Toast(given.channel, given.callback_id))
        done.toasts += turn.toasts
        done.menus += turn.menus_changed

    def _hear(self, turn: Turn) -> None:
        part = turn.given.media is not None and turn.given.media.album  # the parts of an album come at once
        verdict = self._paces.judge(turn.person.id, turn.now, cost=0.1 if part else 1.0)
        if verdict is Verdict.HEAR:
            router.handle(turn)
        elif verdict is Verdict.WARN:
            turn.reply("people.too_fast", seconds=max(1, round(300 / self.desk.office.limits.messages_per_minute)))

    def _sealed(self, voice: Voice, done: Processed) -> Processed:
        """Give the rows their numbers and take them along; what waits for the morning stays in the database."""
        session, now = voice.session, voice.now
        late.write(session)
        said = [row for row in voice.said if row.due_at <= now]
        ahead = claims.ahead_of(session, [row.id for row in said], now) if self._claims else {}
        done.parcels = [parcel(session, row, row.update, ahead.get(row.id)) for row in said]
        return done

    def _set_aside(self, voice: Voice, given: Input, trace: str) -> None:
        """Keep an update whole with its traceback, and apologise."""
        updates.keep_failed(voice.session, (given.channel, given.update_id), given.raw, trace, voice.now)
        if not given.external_id:
            return
        said = len(voice.said)
        try:
            with voice.session.begin_nested():
                known = people.on_channel(voice.session, given.channel, given.external_id)
                account = arrive(voice, given, known)
                voice.say("people.failed", to=account.person, lane=Lane.REPLY)
        except Exception as error:
            _undo(voice, said)
            if may_pass(error):
                raise
            # Whatever spoils this person's updates must not hold up everybody else's.
            log.exception("nobody could be told of an update set aside", update=given.update_id)


def _undo(voice: Voice, said: int) -> None:
    """Forget with a SAVEPOINT what the session would keep: late writes, and the values they left in memory."""
    del voice.said[said:]
    voice.session.info.clear()
    voice.session.expire_all()


def _fetch(session: Session, batch: Sequence[Input]) -> dict[tuple[str, str], Account]:
    """Load the people of a batch and their drafts: one query each, however many they are."""
    known = people.on_channels(session, [(one.channel, one.external_id) for one in batch if one.external_id])
    drafts = [one.person.draft_id for one in known.values() if one.person.draft_id is not None]
    if len(drafts) > 1:
        # Kept alive by the session's identity map until the turn asks for them.
        session.info["drafts"] = nominations.with_ids(session, drafts)
    return known


def _unseen(session: Session, batch: Sequence[Input], now: datetime) -> list[Input]:
    """Return the updates that were not processed before, and mark them."""
    given = {(one.channel, one.update_id): one for one in reversed(batch)}
    fresh = updates.mark_seen(session, list(given)[::-1], now)
    return [one for key, one in reversed(given.items()) if key in fresh]


def _fresh(session: Session, batch: Sequence[Input]) -> dict[tuple[str, str], Input]:
    fresh: dict[tuple[str, str], Input] = {}
    for channel in {given.channel for given in batch}:
        mine = [given for given in batch if given.channel == channel]
        seen = updates.seen(session, channel, [given.update_id for given in mine])
        for given in mine:
            if given.update_id not in seen:
                fresh.setdefault((channel, given.update_id), given)
    return fresh


def _left(voice: Voice, account: Account | None) -> None:
    if account is not None:
        outbox.mark_unreachable(voice.session, account.channel, account.chat_id, voice.now)
