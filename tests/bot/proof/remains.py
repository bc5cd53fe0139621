"""What a scenario leaves in the database and in the chats, in a form in which two runs can be compared."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from bot.sandbox.people import text_of
from bot.sandbox.server import Sandbox
from handlers import markup
from storage import audit
from storage.db import Database, UtcDateTime
from storage.models import Base

# Rows that tell of the run, not of what people did; and columns that no two runs have in common.
OF_THE_RUN = {"occurrence", "job_health", "counter", "update_attempt"}
OF_ONE_RUN = {"message_id", "update_id", "attempts", "error", "salt", "commitment", "seal", "file_id", "file_unique_id"}
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T[\d:.]+\+00:00|\d{1,2}:\d{2}(:\d{2})?( \d{1,2}/\d{1,2}/\d{4})?")

State = dict[str, list[dict[str, Any]]]
Chats = dict[int, list[str]]


def state(database: Database) -> State:
    """Return all rows that people's acts left, without moments and random numbers; checks the record's seals."""
    with database.read() as session:
        assert list(audit.broken_links(session)) == []
        return {
            table.name: [_plain(dict(row)) for row in session.execute(_everything(table)).mappings()]
            for table in Base.metadata.sorted_tables
            if table.name not in OF_THE_RUN
        }


def differences(wanted: State, found: State) -> list[str]:
    """Return in words where a state is not the one that was wanted."""
    told = []
    for table, rows in wanted.items():
        others = found[table]
        told += [f"{table}: {len(others)} rows, not {len(rows)}"] if len(rows) != len(others) else []
        for row, other in zip(rows, others, strict=False):
            told += [
                f"{table}.{name}: {other[name]!r}, not {value!r}" for name, value in row.items() if other[name] != value
            ]
    return told


def chats(sandbox: Sandbox) -> Chats:
    """Return what each person has from the bot, in order, as it reads now."""
    return {
        chat.id: [_timeless(text_of(post.message)) for post in chat.posts.values() if post.side == "bot"]
        for chat in sandbox.world.chats.values()
    }


def open_texts(database: Database) -> Counter[tuple[int, str]]:
    """Return what is not known to have been said, by chat: if it was, it will be said again."""
    with database.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT chat_id, text FROM outbox WHERE state IN ('queued', 'errored') AND edits IS NULL"
        )
        return Counter((int(chat), _timeless(markup.read(words))) for chat, words in rows)


def missing(wanted: Chats, heard: Chats) -> list[str]:
    """Return what somebody should have heard, in this order, and did not."""
    lost = []
    for chat, texts in wanted.items():
        rest = iter(heard[chat])
        lost += [text for text in texts if text not in rest]
    return lost


def doubled(wanted: Chats, heard: Chats) -> Counter[int]:
    """Return how many messages came beyond those that should, by chat."""
    return Counter({chat: len(heard[chat]) - len(texts) for chat, texts in wanted.items()})


def _everything(table: Any) -> Any:
    kept = [one for one in table.columns if not isinstance(one.type, UtcDateTime) and one.name not in OF_ONE_RUN]
    return select(*kept).order_by(*table.primary_key.columns)


def _plain(value: Any) -> Any:
    match value:
        case dict():
            # A message said twice moves the numbers of all later ones in its chat.
            numbered = {"sources": list(value["sources"].values())} if "sources" in value else {}
            return {key: _plain(one) for key, one in value.items() if key != "m"} | numbered
        case str():
            return _timeless(value)
        case Sequence():
            return [_plain(one) for one in value]
    return value


def _timeless(text: str) -> str:
    return MOMENT.sub("(a moment)", text)
