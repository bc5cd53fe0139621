"""Count as it grows: counters behind the tally, names to compare by, indexes for what is asked all the time."""

import re
import unicodedata
from collections import Counter, defaultdict
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0003"
down_revision = "0002"

KEY = ("period", "commune", "kind", "field")
NUMBERS = ("submitted", "approved", "piloting", "recognised", "waiting", "needs_info")
WAITS = "status IN ('submitted', 'verified')"
NOT_NUDGED = "status IN ('draft', 'needs_info') AND nudged_at IS NULL"
# An office elsewhere runs `hoadep tally --recount` once: a migration does not see the settings.
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
CHUNK = 10_000

STANDING = sa.table("standing", *(sa.column(name) for name in (*KEY, *NUMBERS)))
NOMINATION = sa.table(
    "nomination",
    *(sa.column(name) for name in ("id", "code", "nominee", "status", "kind", "field", "commune", "name", "name_key")),
    *(sa.column(f"{step}_at", UtcDateTime()) for step in NUMBERS[:4]),
)


def upgrade() -> None:
    op.create_table(
        "standing",
        *(sa.Column(name, sa.Text(), nullable=False) for name in KEY),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in NUMBERS),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_standing")),
        sqlite_with_rowid=False,
    )
    op.add_column("nomination", sa.Column("name", sa.Text(), nullable=True))
    op.add_column("nomination", sa.Column("name_key", sa.Text(), nullable=True))
    fill()
    op.drop_index("ix_nomination_status_at", "nomination")
    op.drop_index("ix_nomination_commune", "nomination")
    op.create_index("ix_nomination_commune", "nomination", ["commune", "name_key", "name"])
    op.create_index("ix_nomination_submitted_at", "nomination", ["submitted_at", "id"])
    for name, columns, condition in (
        ("waiting", ["status_at", "id", "status", "field", "nominator_id", "commune"], WAITS),
        ("waiting_in", ["commune", "status_at", "id", "status", "field", "nominator_id"], WAITS),
        ("oldest", ["submitted_at", "id"], WAITS),
        ("forgotten", ["id"], NOT_NUDGED),
        ("search", ["id", "commune", "field", "search"], "search IS NOT NULL"),
    ):
        where = sa.text(condition)
        op.create_index(f"ix_nomination_{name}", "nomination", columns, sqlite_where=where, postgresql_where=where)


def fill() -> None:
    """Count and name the stories that are there."""
    found: Counter[tuple[tuple[str, ...], str]] = Counter()
    last, connection = 0, op.get_bind()
    rows = sa.select(NOMINATION).where(NOMINATION.c.code.is_not(None)).order_by(NOMINATION.c.id).limit(CHUNK)
    while chunk := connection.execute(rows.where(NOMINATION.c.id > last)).all():
        last = chunk[-1].id
        for row in chunk:
            count(row, found)
        named = [{"row": row.id, **names(row.nominee or "")} for row in chunk]
        connection.execute(sa.update(NOMINATION).where(NOMINATION.c.id == sa.bindparam("row")), named)
    standing: defaultdict[tuple[str, ...], dict[str, Any]] = defaultdict(lambda: dict.fromkeys(NUMBERS, 0))
    for (place, number), times in found.items():
        standing[place][number] = times
    op.bulk_insert(STANDING, [{**dict(zip(KEY, one, strict=True)), **numbers} for one, numbers in standing.items()])


def count(row: Any, found: Counter[tuple[tuple[str, ...], str]]) -> None:
    """Count a story as storage.counters did when this migration was written."""
    what = (row.kind or "", row.field or "")
    places = ((row.commune or "", *what), ("*", *what))
    piloting = ("piloting", "recognised")
    steps = {"submitted": (row.status,), "approved": ("approved", *piloting), "piloting": piloting}
    for step, states in {**steps, "recognised": piloting[1:]}.items():
        at = getattr(row, f"{step}_at")
        if at is not None and row.status in states:
            year, week, _ = at.astimezone(ZONE).isocalendar()
            found.update(((str(at.astimezone(ZONE).year), *place), step) for place in places)
            found[(f"{year}-W{week:02}", "*", "", ""), step] += 1
    if row.status in {"submitted", "verified"}:
        found.update((("now", *place), "waiting") for place in places)
    if row.status == "needs_info":
        found.update((("now", *place), "needs_info") for place in places)


def names(nominee: str) -> dict[str, str]:
    """Fold a name roughly as handlers.similar does; whoever looks for one tries several readings anyway."""
    plain = unicodedata.normalize("NFKD", nominee.casefold().replace("đ", "d"))
    letters = re.sub(r"[\W_]+", " ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
    bare = re.sub(r"^(?:(?:ong|ba|anh|chi|co|chu|bac|cu|em|thay)(?: giao| si)? )(?=\w)", "", letters)
    return {"name": bare, "name_key": " ".join(sorted(bare.split()))}
