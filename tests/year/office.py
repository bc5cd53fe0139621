"""The office that lives through the year: real handlers, the real scheduler, the real rules of delivery; no network."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Any

from sqlalchemy import event, select

from bot.clock import Clock
from bot.core import Core
from bot.delivery import Delivery
from bot.parcels import Parcel
from bot.schedule import Scheduler, timetables
from handlers.messages import Input, InputKind, Outgoing, Toast
from storage.db import Database
from storage.models import Delivery as State
from storage.models import Lane, Nomination, OutboxMessage, Person, Role
from tests.bot.clockwork import scheduler
from tests.town import ROOT, Resident, Town
from tests.year import facts
from tests.year.facts import Story

NAMES = json.loads((ROOT / "tests" / "data" / "names.json").read_text(encoding="utf-8"))["people"]
STORIES = json.loads((ROOT / "tests" / "data" / "stories.json").read_text(encoding="utf-8"))["stories"]
OFTEN = timedelta(hours=6)  # a job with a shorter period is looked at only at the hours below
HOURS = ((6, 35), (15, 5))


@dataclass
class Said:
    """What reached somebody otherwise than as an answer."""

    row: int
    at: datetime
    chat: str
    lane: Lane
    text: str
    key: str = ""
    once: str = ""
    edit: bool = False

    @property
    def local(self) -> datetime:
        return self.at.astimezone(facts.ZONE)

    @property
    def day(self) -> date:
        return self.local.date()


class Phones:
    """A channel on which everything arrives."""

    def __init__(self, name: str) -> None:
        self.name, self._numbers = name, count(1)

    async def send(self, message: Outgoing) -> str:
        return str(next(self._numbers))

    async def answer(self, toast: Toast) -> None:
        """Show nothing."""


class Year(Town):
    """A town whose clock goes from one moment at which something happens to the next."""

    clockwork: Scheduler
    clock: Clock
    delivery: Delivery

    def __post_init__(self) -> None:
        self.said: list[Said] = []
        self.reviewers: list[Resident] = []
        self.admins: list[Resident] = []
        self.runner = asyncio.Runner()
        self._plan: list[tuple[datetime, int, Any]] = []
        self._order = count()

    def deliver(self) -> None:
        """Send what is due, as the service would."""
        self.clock.move_to(self.now)
        while parcels := self.runner.run(self.delivery.hand.look(self.now, 1000)):
            self.runner.run(self._send(sorted(parcels)))

    async def _send(self, parcels: list[Parcel]) -> None:
        for one in parcels:
            self.delivery.hand.take(one)
            assert await self.delivery._attempt(one) == 0
        taken = self.delivery.settling.take()
        await self.delivery.settling.write(taken)
        arrived = {one.id for one in taken if one.state == State.SENT}
        for one in parcels:
            if one.lane is not Lane.REPLY and one.id in arrived:
                edit = one.edits is not None
                self.said.append(Said(one.id, self.now, one.message.chat_id, one.lane, one.message.text, edit=edit))

    def at(self, moment: datetime, act: Any, *given: Any) -> None:
        heappush(self._plan, (facts.utc(moment), next(self._order), (act, given)))

    def lives(self, until: datetime) -> None:
        """Let everything happen in its order, and the scheduler look whenever something may be due."""
        rare = [one for one in timetables(self.desk).values() if one.period(self.now) >= OFTEN]
        looks = self.now
        while self.now < until:
            self.now = facts.utc(facts.up(min([looks, *self._next_due(), *(one[0] for one in self._plan[:1])])))
            while self._plan and self._plan[0][0] <= self.now:
                act, given = heappop(self._plan)[2]
                act(*given)
            self.clock.move_to(self.now)
            if self.now >= looks:
                self.runner.run(self.clockwork._look())
                looks = min(self._next_hour(), *(table.next_run(self.now) for table in rare))
            self.deliver()

    def _next_hour(self) -> datetime:
        local = self.now.astimezone(facts.ZONE)
        hours = (local.replace(hour=hour, minute=minute, second=0, microsecond=0) for hour, minute in HOURS)
        first = local.replace(hour=HOURS[0][0], minute=HOURS[0][1], second=0, microsecond=0) + facts.DAY
        return facts.utc(next((hour for hour in hours if hour > local), first))

    def _next_due(self) -> list[datetime]:
        with self.database.read() as session:
            due = session.scalar(
                select(OutboxMessage.due_at)
                .where(OutboxMessage.state == "queued", OutboxMessage.due_at > self.now)
                .order_by(OutboxMessage.due_at)
                .limit(1)
            )
        return [due] if due else []

    # What people do:
    def tells(self, who: Resident, story: Story) -> None:
        """Tell a whole story in as few batches as the question of similar cases allows."""
        self._says(who, "/gioithieu", "Một người", facts.FIELDS[story.field], nominee(story.number), "xã Liên Châu")
        if self._last_key(who) in {"ask.same", "ask.same_own"}:
            self._says(who, "Không phải")
        told = STORIES[story.number % len(STORIES)]["text"]
        skip = "Bỏ qua bước này"
        self._says(who, told, "Xong", skip, skip, skip, who.name, "0912 345 678", "Đồng ý", "Đồng ý")
        self._says(who, "Gửi bài giới thiệu")
        assert self._last_key(who) == "nomination.submitted", (story, self._last_key(who))

    def begins(self, who: Resident, number: int) -> None:
        """Begin a story that is never ended."""
        self._says(who, "/gioithieu", "Một người", "Người tốt, việc tốt", nominee(STORIES_BEGUN + number))

    def decides(self, story: Story) -> None:
        """Let the first reviewer of the field who is here decide."""
        code = f"GT{story.told.year % 100}-"
        with self.looking() as session:
            found = session.scalars(select(Nomination).where(Nomination.nominee == nominee(story.number))).one()
            assert (found.code or "").startswith(code)
            ref, version = found.id, found.version
        day = self.now.astimezone(facts.ZONE).date()
        number = next(n for n in of_field(story.field) if not facts.is_away(n, day) and on_channel(n) == "telegram")
        reason = [f"a:{ref}:reason:not_fit"] if story.decision == "decline" else []
        presses = [f"r:{story.decision}:{ref}:{version}", *reason, f"a:{ref}:summary:{story.decision}"]
        for one in presses:
            self.receive(self.reviewers[number].input(InputKind.PRESS, one, callback_id=str(next(self.numbers))))

    def _says(self, who: Resident, *texts: str) -> None:
        self.receive(*(self._text(who, text) for text in texts))

    def receive(self, *batch: Input) -> None:
        self.engine.process(batch, self.now)
        self.deliver()

    def _text(self, who: Resident, text: str) -> Input:
        return who.input(InputKind.TEXT, text, message_id=str(next(self.numbers)))

    def _last_key(self, who: Resident) -> str:
        with self.database.read() as session:
            keys = select(OutboxMessage.key).where(OutboxMessage.chat_id == who.id, OutboxMessage.lane == Lane.REPLY)
            return str(session.scalar(keys.order_by(OutboxMessage.id.desc()).limit(1)))


STORIES_BEGUN = 400


def nominee(number: int) -> str:
    """Return a name that nobody else has: after all of them once, the family name of one with the rest of another."""
    title, name = NAMES[number % 180]
    if number < 180:
        return f"{title} {name}"
    family = NAMES[(number * 7) % 180][1].split()[0]
    return f"{title} {family} {name.split(maxsplit=1)[1]} {'Hai' if number < 360 else 'Ba'}"


def of_field(field_: str) -> list[int]:
    place = list(facts.FIELDS).index(field_)
    return list(range(place, facts.REVIEWERS, len(facts.FIELDS)))


def on_channel(number: int) -> str:
    return "zalo" if number // len(facts.FIELDS) == 3 else "telegram"


@contextmanager
def opened(url: str) -> Iterator[Year]:
    """Open the office on the Friday before the year, with everybody in their place and the year planned."""
    with Town.on(url) as town:
        town.__class__ = Year
        assert isinstance(town, Year)
        town.__post_init__()
        town.now = facts.utc(facts.at(facts.FIRST - facts.DAY * 3, facts.DIGEST))
        with scheduler(url, town.now) as (town.clockwork, town.clock):
            channels = {name: Phones(name) for name in ("telegram", "zalo")}
            town.delivery = Delivery(Core(), town.database, channels, town.clock, town.desk.calendar)  # type: ignore[arg-type]
            for database in (town.database, town.clockwork._database):
                hurry(database)
            town.runner.run(town.clockwork._look())
            people(town)
            plan(town)
            yield town
            town.runner.close()


def hurry(database: Database) -> None:
    """Let nothing wait for the disk: this database outlives no crash."""
    database.engine.dispose()
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))


def people(town: Year) -> None:
    for number in range(facts.REVIEWERS):
        name = NAMES[180 + number][1]
        slug = list(facts.FIELDS)[number % len(facts.FIELDS)]
        town.reviewers.append(town.reviewer(name, fields=[slug], channel=on_channel(number)))
    town.admins += [town.reviewer(name, Role.ADMIN) for name in ("Đỗ Quản Trị", "Lý Văn Phòng")]
    with town.looking() as session:
        leads = [town.reviewers[number].id for number in range(len(facts.FIELDS))]
        for person in session.scalars(select(Person).where(Person.external_id.in_(leads))):
            person.leads = True
    town.said.clear()


def plan(town: Year) -> None:
    tellers = [town.citizen(f"Người kể {n:03d}", channel="zalo" if n % 3 == 2 else "telegram") for n in range(150)]
    for story in facts.stories():
        town.at(story.told, town.tells, tellers[story.number % len(tellers)], story)
        if story.decided:
            town.at(story.decided, town.decides, story)
    for number, moment in enumerate(facts.abandoned()):
        town.at(moment, town.begins, town.citizen(f"Người bỏ dở {number:02d}"), number)
    for number, reviewer in enumerate(town.reviewers):
        for away in facts.absences(number):
            deputy = town.reviewers[(number + len(facts.FIELDS)) % facts.REVIEWERS].name
            words = f"/vang {away.begins:%d/%m/%Y}-{away.ends:%d/%m/%Y} {deputy}"
            told = facts.up(facts.at(away.begins - facts.DAY, facts.NIGHT[0]) - timedelta(hours=5))
            town.at(told, town._says, reviewer, words)


def heard(town: Year) -> list[Said]:
    """Return everything that was said otherwise than as an answer, with its key."""
    with town.database.read() as session:
        rows: Mapping[int, Any] = {
            row.id: row for row in session.execute(select(OutboxMessage.id, OutboxMessage.key, OutboxMessage.once))
        }
    for one in town.said:
        one.key, one.once = rows[one.row].key, rows[one.row].once or ""
    return town.said
