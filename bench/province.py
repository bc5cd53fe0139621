"""A province after years: any number of realistic nominations with their people, acts, files and messages, quickly.

Written past the product's own code (executemany on SQLite, COPY on PostgreSQL), but as it would have written them. The
outbox is given five messages a story, not the twenty that a conversation takes: nothing here looks at the others.
"""

import hashlib
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection

from bench import names
from bench.names import HAMLETS
from handlers import clean
from handlers.desk import Desk
from handlers.similar import name_key, readings
from storage import counters
from storage.db import Database
from storage.models import Status

NOW = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
SPAN = timedelta(days=3 * 365)
CHUNK = 20_000  # nominations at a time
TELLERS = 3  # stories that a person tells
OPEN_SHARE = 0.02  # of all stories, the newest, which nobody has decided on yet

DEED = "Trước đây gia đình thuộc hộ nghèo, năm {year} vay {sum} triệu đồng nuôi bò, nay có {n} con, cho {k} hộ mượn. "

DECIDED = {Status.APPROVED: 45, Status.DECLINED: 40, Status.NURTURING: 8, Status.MERGED: 6, Status.WITHDRAWN: 1}
UNDECIDED = {Status.SUBMITTED: 50, Status.VERIFIED: 10, Status.NEEDS_INFO: 15, Status.DRAFT: 25}
ACTS = {
    Status.APPROVED: ("approve",),
    Status.DECLINED: ("decline",),
    Status.NURTURING: ("nurture",),
    Status.NEEDS_INFO: ("ask_more",),
    Status.PILOTING: ("approve", "pilot"),
    Status.RECOGNISED: ("approve", "pilot", "recognise"),
}

LEADS_TO = {
    "submit": Status.SUBMITTED,
    "approve": Status.APPROVED,
    "pilot": Status.PILOTING,
    "recognise": Status.RECOGNISED,
}

NOMINATION = (
    "id, code, status, version, nominator_id, account_id, draft, kind, field, nominee, commune, hamlet, search, name, "
    "name_key, phone, created_at, updated_at, status_at, submitted_at, approved_at, piloting_at, recognised_at"
)
COLUMNS = {
    "person": "id, channel, external_id, chat_id, name, language, role, created_at, seen_at",
    "account": "id, channel, external_id, chat_id, person_id, name, created_at",
    "nomination": NOMINATION,
    "event": "at, action, person_id, nomination_id, version, source, target, salt, reason, commitment, seal",
    "attachment": "nomination_id, channel, question, kind, file_id, file_unique_id, bytes, sha256, attempts, "
    "created_at",
    "consent": "person_id, nomination_id, purpose, given, text_version, language, at",
    "outbox": "person_id, channel, chat_id, lane, key, text, nomination_id, state, attempts, due_at, message_id, "
    "created_at, sent_at",
}
Row = tuple[Any, ...]


@dataclass
class Told:
    """One nomination, before it becomes rows; its moments are as the database takes them."""

    id: int
    status: Status
    at: Any
    later: Sequence[Any]  # approved, piloting, recognised
    teller: int
    code: str | None


def fill(database: Database, desk: Desk, rows: int, progress: Callable[[int], None]) -> None:
    """Fill an empty, migrated database; `progress` hears how many nominations were made."""
    chance = random.Random(2026)
    codes: Counter[int] = Counter()
    with database.engine.connect() as connection:
        if database.is_sqlite:
            for pragma in ("synchronous=OFF", "cache_size=-400000"):
                connection.connection.execute(f"PRAGMA {pragma}")
        with connection.begin():
            told = _stories(chance, rows, codes, _as_text if database.is_sqlite else lambda moment: moment)
            while chunk := list(islice(told, CHUNK)):
                for table, made in _tables(chance, desk, chunk).items():
                    _load(connection, table, made)
                progress(len(chunk))
            for year, value in codes.items():
                connection.exec_driver_sql(f"INSERT INTO counter VALUES ('code:{year}', {value})")  # noqa: S608 (numbers)
            if not database.is_sqlite:
                for table in ("person", "account", "nomination"):
                    connection.exec_driver_sql(f"SELECT setval('{table}_id_seq', {rows})")
    with database.begin() as session:
        counters.recount(session, desk.calendar.zone)


def settle(database: Database) -> None:
    """Let the database look at what it has, as it does by itself in time."""
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE")


def _stories(chance: random.Random, rows: int, codes: Counter[int], stamp: Callable[[datetime], Any]) -> Iterator[Told]:
    for number in range(1, rows + 1):
        kinds = UNDECIDED if number > rows * (1 - OPEN_SHARE) else DECIDED
        status = chance.choices(list(kinds), list(kinds.values()))[0]
        if status is Status.APPROVED and chance.random() < 0.01:
            status = chance.choice((Status.PILOTING, Status.RECOGNISED))
        at = NOW - SPAN * (1 - number / (rows + 1))
        code = None
        if status is not Status.DRAFT:
            codes[at.year] += 1
            code = f"GT{at.year % 100:02}-{codes[at.year]:04}"
        later = [stamp(at + timedelta(days=days)) for days in (3, 40, 200)]
        yield Told(number, status, stamp(at), later, (number - 1) // TELLERS + 1, code)


def _tables(chance: random.Random, desk: Desk, chunk: Sequence[Told]) -> dict[str, list[Row]]:
    made: dict[str, list[Row]] = {table: [] for table in COLUMNS}
    communes = list(desk.gazetteer.by_code)
    weights = [1 / (rank + 20) for rank in range(len(communes))]
    fields = [one.slug for one in desk.office.fields]
    for told, commune in zip(chunk, chance.choices(communes, weights, k=len(chunk)), strict=True):
        made["nomination"].append(_nomination(chance, desk, told, commune, chance.choice(fields)))
        _around(told, made)
    return made


def _nomination(chance: random.Random, desk: Desk, told: Told, commune: str, field: str) -> Row:
    collective = chance.random() < 0.3
    nominee = names.model(chance) if collective else names.person(chance)
    hamlet, name = chance.choice(HAMLETS), _read(nominee)
    steps = [at if _at_least(told.status, step) else None for step, at in enumerate(told.later)]
    search = " ".join(clean.fold(one) for one in (told.code or "", nominee, hamlet, desk.place_name(commune)))
    known = (told.code, told.status.value, 1, told.teller, told.teller)
    kind = "collective" if collective else "individual"
    phone = f"09{chance.randrange(10**8):08}"
    what: Row = (kind, field, nominee, commune, hamlet, search, name, name_key(name), phone)
    if told.code is None:
        what = (None,) * len(what)
    sent = told.at if told.code else None
    draft = _draft(chance, kind, field, nominee, commune, hamlet, phone)
    return (told.id, *known, draft, *what, told.at, told.at, told.at, sent, *steps)


def _at_least(status: Status, step: int) -> bool:
    order = (Status.APPROVED, Status.PILOTING, Status.RECOGNISED)
    return status in order[step:]


def _draft(chance: random.Random, kind: str, field: str, nominee: str, commune: str, hamlet: str, phone: str) -> str:
    story = DEED.format(
        year=chance.randint(2005, 2025), sum=chance.randint(5, 99), n=chance.randint(2, 40), k=chance.randint(1, 9)
    )
    answers = {
        "kind": kind,
        "field": field,
        "nominee": nominee,
        "place": {"typed": hamlet, "commune": commune, "hamlet": hamlet},
        "story": [{"m": "7", "t": story * chance.randint(1, 8)}],
        "results": "Thoát nghèo",
        "sender": "Nguyễn Văn Hùng",
        "phone": phone,
        "consent": "yes",
        "credit": "no",
    }
    return json.dumps({"answers": answers, "pending": None, "sources": {}, "given": [], "returning": False})


def _around(told: Told, made: dict[str, list[Row]]) -> None:
    """Add a story's teller, acts, files, consent and messages."""
    outside, chat = told.teller + 10_000_000, str(told.teller + 10_000_000)
    if told.id % TELLERS == 1:
        made["person"].append((told.teller, "telegram", chat, chat, "Hùng", "vi", "citizen", told.at, told.at))
        made["account"].append((told.teller, "telegram", chat, chat, told.teller, "Hùng", told.at))
    acts = () if told.code is None else ("submit", *ACTS.get(told.status, ()))
    source = Status.DRAFT.value
    for version, action in enumerate(acts, 1):
        seal = hashlib.sha256(b"%d.%d" % (told.id, version)).hexdigest()
        at = (told.at, *told.later)[version - 1]
        target = LEADS_TO.get(action, told.status).value
        act = (at, action, told.teller, told.id, version, source, target, seal[:32], "", seal, seal)
        made["event"].append(act)
        source = target
    if told.id % 3 == 0:
        file = ("telegram", "media", "photo", f"f{told.id}", f"u{told.id}", 90_000, f"{outside:064x}", 1, told.at)
        made["attachment"].append((told.id, *file))
    made["consent"].append((told.teller, told.id, "processing", True, "2026-01", "vi", told.at))
    for number in range(5):
        card = told.id if number == 4 and told.code else None
        row = (
            told.teller,
            "telegram",
            chat,
            "reply",
            "form.noted",
            "",
            card,
            "sent",
            1,
            told.at,
            "77",
            told.at,
            told.at,
        )
        made["outbox"].append(row)


@lru_cache(maxsize=200_000)
def _read(nominee: str) -> str:
    return readings(nominee)[0]


def _load(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    columns = COLUMNS[table]
    if connection.dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns.split(",")))
        statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 (our own names)
        connection.connection.cursor().executemany(statement, rows)
        return
    with connection.connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _as_text(moment: datetime) -> str:
    """Return a moment as SQLAlchemy writes it to SQLite."""
    return moment.isoformat(" ", "microseconds")[:26]
