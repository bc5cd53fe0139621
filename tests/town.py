"""The chat driver: people who talk to the real engine, and hear what its outbox says. No network."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import func, make_url, select
from sqlalchemy.orm import Session

from bot.config import load
from bot.engine import Engine
from handlers import clean, menus
from handlers.desk import Desk, build_desk
from handlers.markup import read
from handlers.messages import PLAIN, Input, InputKind, Media, Toast
from handlers.turn import Voice
from storage import invites, outbox
from storage.db import Database, sqlite_path
from storage.models import Account, Delivery, Event, Nomination, OutboxMessage, Person, Role
from storage.schema import upgrade

ROOT = Path(__file__).parent.parent
MONDAY_NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 12:00 in Việt Nam
UNKNOWN_TO_ZALO = frozenset({InputKind.PRESS, InputKind.EDITED, InputKind.CONTACT, InputKind.LEFT})
REFUSALS = ("refused.", "form.closed", "staff.nobody")


@cache
def the_desk(**review: Any) -> Desk:
    """Return the office's desk as it is shipped, but where nobody waits and nothing need be ticked unless said so."""
    settings = load(ROOT / "config.toml", need_token=False)
    quick = {"undo_minutes": 0, "clearance": False, **review}
    office = settings.as_office()
    return build_desk(
        office.model_copy(update={"review": office.review.model_copy(update=quick)}), settings.communes_file
    )


AS_SHIPPED = {"undo_minutes": 10, "clearance": True}


@cache
def _newly_migrated() -> bytes:
    """Return an empty office's database: to migrate for every test would take longer than the tests do."""
    with TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/new.db")
        upgrade(database)
        database.close()  # the last one to leave writes the log into the file
        return Path(folder, "new.db").read_bytes()


@dataclass
class Heard:
    """A message as its reader sees it."""

    key: str
    text: str
    buttons: list[tuple[str, str]]  # on Zalo the numbered lines
    row: int
    edits: int | None = None
    numbers: dict[str, int] = field(default_factory=dict)  # with which the lines are answered, by what they do


@dataclass
class Resident:
    """A person with a phone."""

    town: "Town"
    id: str
    name: str
    language: str = "vi"
    channel: str = "telegram"
    messages: list[Heard] = field(default_factory=list)
    toasts: list[Toast] = field(default_factory=list)

    @property
    def heard(self) -> list[str]:
        return [one.key for one in self.messages]

    @property
    def last(self) -> str:
        return self.messages[-1].text

    def says(self, *texts: str) -> None:
        for text in texts:
            self.gives(InputKind.TEXT, text)

    def gives(self, kind: InputKind, text: str = "", **details: object) -> str:
        message_id = str(next(self.town.numbers))
        self.town.receive(self.input(kind, text, message_id=message_id, **details))
        return message_id

    def input(self, kind: InputKind, text: str = "", **details: object) -> Input:
        if self.channel in PLAIN and kind in UNKNOWN_TO_ZALO:
            raise ValueError(f"nothing of kind {kind} ever comes from {self.channel}")
        given = Input(
            channel=self.channel,
            update_id=str(next(self.town.numbers)),
            kind=kind,
            external_id=self.id,
            chat_id=self.id,
            name=self.name,
            language="" if self.channel in PLAIN else self.language,  # Zalo does not tell it
            text=text,
        )
        return replace(given, **details)  # type: ignore[arg-type]

    def taps(self, *labels: str) -> None:
        """Choose by a button or, where there are none, by the number of the line."""
        for label in labels:
            self.chooses(self.button(label))

    def chooses(self, data: str) -> None:
        """Choose what does this."""
        if self.channel in PLAIN:
            self.says(str(self.number(data)))
        else:
            self.presses(data)

    def number(self, data: str) -> int:
        """Return the number of the line that does this: only those shown last are still meant by a number."""
        shown = next(one for one in reversed(self.messages) if one.numbers)
        if data not in shown.numbers:
            raise LookupError(f"{data!r} is not among the lines shown last: {shown.buttons}")
        return shown.numbers[data]

    def offered(self, beginning: str) -> list[str]:
        """Return the labels of the choices shown last that do what begins so; pages are gone through to the first."""
        labels: list[str] = []
        while True:
            shown = self.messages[-1].buttons
            new = [label for label, data in shown if data.startswith(beginning) and label not in labels]
            labels += new
            onwards = next((data for _, data in shown if data.startswith(f"{menus.MORE}:")), None)
            if not new or onwards is None:
                return labels
            self.chooses(onwards)

    def with_buttons(self, *keys: str) -> tuple[str, ...]:
        """Return what is heard only where there are buttons: changes of earlier messages and of the keyboard."""
        return () if self.channel in PLAIN else keys

    @property
    def refusal(self) -> str:
        """Return the last refusal as it is read: an alert on top of the chat or, where there is none, a message."""
        if self.channel in PLAIN:
            return read(next(one.text for one in reversed(self.messages) if one.key.startswith(REFUSALS)))
        assert self.toasts[-1].alert
        return self.toasts[-1].text

    def leaves(self) -> None:
        """Block the bot; Zalo tells of it only when something cannot be delivered."""
        if self.channel in PLAIN:
            with self.town.looking() as session:
                outbox.mark_unreachable(session, self.channel, self.id, self.town.now)
        else:
            self.town.receive(self.input(InputKind.LEFT))

    def button(self, label: str) -> str:
        """Return what the newest button with this label does."""
        for message in reversed(self.messages):
            for words, data in message.buttons:
                if clean.fold(label) in clean.fold(words):
                    return data
        raise LookupError(f"{label!r} is not on any button; the last message: {self.messages[-1:]}")

    def presses(self, data: str) -> None:
        assert self.channel not in PLAIN, "there is no button to press"
        self.town.receive(self.input(InputKind.PRESS, data, callback_id=str(next(self.town.numbers))))

    def sends(self, kind: str, unique: str = "", album: str = "", caption: str = "", size: int = 1000) -> str:
        assert self.channel not in PLAIN or (kind in {"photo", "voice"} and not album), "Zalo does not hand this over"
        number = next(self.town.numbers)
        media = Media(kind, f"file-{number}", unique or f"unique-{number}", size, album=album)
        return self.gives(InputKind.MEDIA, caption, media=media)

    def edits(self, message_id: str, text: str) -> None:
        assert self.channel not in PLAIN, "no message can be edited"
        self.town.receive(self.input(InputKind.EDITED, text, message_id=message_id))

    def sees(self, row: int) -> str:
        """Return what a message says now, after the edits."""
        return next(one.text for one in reversed(self.messages) if row in {one.row, one.edits})


def _heard(row: OutboxMessage) -> Heard:
    shown = [one for line in menus.from_json(row.buttons) for one in line]
    if row.channel in PLAIN:
        shown = [one for one in shown if one.number is not None]
    numbers = {one.data: one.number for one in shown if one.number is not None}
    return Heard(row.key, row.text, [(one.label, one.data) for one in shown], row.id, row.edits, numbers)


class Town:
    """An office with its people; time moves only when told."""

    def __init__(self, database: Database, desk: Desk, channel: str = "telegram") -> None:
        self.database, self.desk, self.channel = database, desk, channel
        self.engine = Engine(database, desk)
        self.now = MONDAY_NOON
        self.numbers = count(1)
        self.residents: dict[str, Resident] = {}

    @classmethod
    @contextmanager
    def on(cls, url: str, channel: str = "telegram", **review: Any) -> Iterator["Town"]:
        """Open a town; `review` are settings of the office's review."""
        if (file := sqlite_path(make_url(url))) and not file.exists():
            file.write_bytes(_newly_migrated())
        database = Database(url)
        try:
            upgrade(database)
            yield cls(database, the_desk(**review), channel)
        finally:
            database.close()

    def citizen(self, name: str, language: str = "vi", channel: str = "") -> Resident:
        resident = Resident(self, str(7000 + len(self.residents)), name, language, channel or self.channel)
        self.residents[resident.id] = resident
        if resident.channel in PLAIN and language.startswith("en"):
            resident.says("/language", "English")
            resident.messages.clear()
        return resident

    def reviewer(
        self,
        name: str,
        role: Role = Role.REVIEWER,
        *,
        communes: list[str] | None = None,
        fields: list[str] | None = None,
        level: str = "province",
        channel: str = "",
    ) -> Resident:
        resident = self.citizen(name, channel=channel)
        resident.says(f"/start i_{self.invite(role, communes=communes, fields=fields, level=level)}")
        resident.messages.clear()
        for one in self.residents.values():
            if one.heard[-1:] == ["people.joined"]:
                one.messages.pop()
        return resident

    def invite(
        self,
        role: Role = Role.REVIEWER,
        *,
        communes: list[str] | None = None,
        fields: list[str] | None = None,
        level: str = "province",
    ) -> str:
        """Return the token of a new invitation."""
        with self.database.begin() as session:
            lasts = timedelta(hours=72)
            invitation = invites.invite(session, role, self.now, lasts, level=level, communes=communes, fields=fields)
            return invitation.token

    def receive(self, *batch: Input) -> None:
        done = self.engine.process(batch, self.now)
        for toast in done.toasts:
            owner = next(one for one in batch if one.callback_id == toast.callback_id)
            self.residents[owner.external_id].toasts.append(toast)
        self.deliver()

    def deliver(self) -> None:
        """Hand every new row to its reader, in order."""
        with self.database.begin() as session:
            rows = session.scalars(
                select(OutboxMessage).where(OutboxMessage.state == "queued", outbox.GOES_OUT).order_by(OutboxMessage.id)
            )
            due = [row for row in rows if row.due_at <= self.now]
            outbox.settle(session, [self._arrived(row) for row in due])
            for row in due:
                self.residents[row.chat_id].messages.append(_heard(row))

    def _arrived(self, row: OutboxMessage) -> outbox.Settled:
        shown = row.channel in PLAIN and bool(row.buttons)
        return outbox.Settled(row.id, Delivery.SENT, self.now, message_id=str(next(self.numbers)), menu=shown)

    def works_with(self, **review: Any) -> None:
        """Change settings of the office's review, and begin anew."""
        self.desk = the_desk(**review)
        self.restarts()

    def restarts(self) -> None:
        """Let the process end and begin anew: only the database remains."""
        self.engine = Engine(self.database, self.desk)

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)
        self.deliver()

    def does(self, job: object, *args: object) -> None:
        """Run a job's function as the scheduler would."""
        with self.database.begin() as session:
            job(Voice(session, self.desk, self.now), self.now, *args)  # type: ignore[operator]
        self.deliver()

    @contextmanager
    def looking(self) -> Iterator[Session]:
        with self.database.begin() as session:
            yield session

    def statuses(self) -> dict[str, int]:
        with self.looking() as session:
            found = session.execute(select(Nomination.status, func.count()).group_by(Nomination.status))
            return dict(found.all())

    def record(self, *actions: str) -> list[Event]:
        """Return the acts on the record, all or those of some kinds."""
        with self.looking() as session:
            found = session.scalars(select(Event).order_by(Event.id)).all()
        return [one for one in found if not actions or one.action in actions]

    def nomination(self, code: str = "") -> Nomination:
        with self.looking() as session:
            query = select(Nomination).where(Nomination.code == code) if code else select(Nomination)
            return session.scalars(query.order_by(Nomination.id.desc())).first() or Nomination()

    def answers(self, resident: Resident) -> dict[str, Any]:
        """Return what the newest story of a person holds."""
        return dict(self.newest(resident).draft["answers"])

    def newest(self, resident: Resident) -> Nomination:
        with self.looking() as session:
            query = select(Nomination).join(Account, Account.person_id == Nomination.nominator_id)
            mine = query.where(Account.external_id == resident.id).order_by(Nomination.id.desc())
            return session.scalars(mine).first() or Nomination()

    def person(self, resident: Resident) -> Person:
        with self.looking() as session:
            whose = select(Person).join(Account, Account.person_id == Person.id)
            return session.scalars(whose.where(Account.external_id == resident.id)).one()


STORY = (
    "Bà Hòe trước đây là hộ nghèo, một mình nuôi ba con. Năm 2019 bà vay 50 triệu đồng nuôi bò, nay có 9 con. "
    "Bà cho ba hộ khác mượn bò giống và tự viết đơn xin ra khỏi hộ nghèo."
)


def tells(
    resident: Resident,
    *,
    nominee: str = "bà Nguyễn Thị Hòe",
    place: str = "Liên Châu",
    story: str = STORY,
    phone: str = "0912 345 678",
    same: str = "Không phải",
) -> None:
    """Tell a whole story up to the summary; `same` is chosen if a similar case was told of before."""
    resident.says("/gioithieu", "Một người", "Người tốt, việc tốt", nominee, place)
    passes_by(resident, same)
    resident.says(story, "Xong")
    resident.taps("Bỏ qua", "Bỏ qua", "Bỏ qua")
    resident.says(resident.name, phone)
    resident.taps("Đồng ý", "Đồng ý")


def passes_by(resident: Resident, same: str = "Không phải") -> None:
    """Answer the question of similar cases, where it is put."""
    if resident.heard[-1:] in (["ask.same"], ["ask.same_own"]):
        resident.taps(same)


ANSWERS = {
    "kind": ("Một người",),
    "field": ("Người tốt, việc tốt",),
    "nominee": ("bà Nguyễn Thị Hòe",),
    "place": ("Liên Châu",),
    "story": (STORY, "Xong"),
    "results": ("Bỏ qua bước này",),
    "replicable": ("Bỏ qua bước này",),
    "media": ("Bỏ qua bước này",),
    "sender": ("Nguyễn Thị Hoa",),
    "phone": ("0912 345 678",),
    "consent": ("Đồng ý",),
    "credit": ("Đồng ý",),
}


def walks_to(resident: Resident, question: str) -> None:
    """Begin a story and answer every question before this one, by typing."""
    resident.says("/gioithieu")
    for key, texts in ANSWERS.items():
        if key == question:
            return
        resident.says(*texts)
        passes_by(resident)


def submits(resident: Resident, **details: str) -> None:
    """Tell a whole story and send it."""
    tells(resident, **details)
    resident.taps("Gửi bài giới thiệu")


__all__: Sequence[str] = ("Resident", "Town", "passes_by", "submits", "tells", "walks_to")
