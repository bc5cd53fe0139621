"""Give review what a board can defend: levels, votes, absences, testimonies, and a life after approval."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0005"
down_revision = "0004"

MOMENT = UtcDateTime(timezone=True)


def upgrade() -> None:
    op.add_column("person", sa.Column("leads", sa.Boolean(), nullable=False, server_default=sa.false()))
    add_to_nominations()
    widen_the_queue()
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        _person("absence", "person_id"),
        _person("absence", "deputy_id", nullable=True),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    for column in ("person_id", "deputy_id"):
        op.create_index(f"ix_absence_{column}", "absence", [column])
    op.create_table(
        "vote",
        sa.Column("id", sa.Integer(), nullable=False),
        _nomination("vote"),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        _person("vote", "person_id"),
        _person("vote", "for_id", nullable=True),
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vote")),
        sa.UniqueConstraint(
            "nomination_id", "level", "round", "person_id", name=op.f("uq_vote_nomination_id_level_round_person_id")
        ),
    )
    op.create_index("ix_vote_person_id", "vote", ["person_id", "choice", "nomination_id"])
    op.create_table(
        "replication",
        sa.Column("id", sa.Integer(), nullable=False),
        _nomination("replication"),
        _person("replication", "person_id"),
        sa.Column("commune", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("adapted", sa.Text(), nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        _person("replication", "confirmed_by", nullable=True),
        sa.Column("refused_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replication")),
    )
    for columns in (["nomination_id"], ["declared_at", "refused_at"], ["confirmed_at"]):
        op.create_index(f"ix_replication_{columns[0]}", "replication", columns)
    op.create_table(
        "heartbeat",
        sa.Column("id", sa.Integer(), nullable=False),
        _nomination("heartbeat"),
        _person("heartbeat", "person_id", nullable=True),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeat")),
        sa.UniqueConstraint("nomination_id", "due_at", name=op.f("uq_heartbeat_nomination_id_due_at")),
    )
    close_the_record()


def add_to_nominations() -> None:
    json = sa.JSON(none_as_null=True)
    added: tuple[sa.Column[Any], ...] = (
        sa.Column("round", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        *(sa.Column(name, json, nullable=True) for name in ("verified", "checks", "asked", "before")),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("claimed_until", "unannounced_at", "next_at")),
    )
    for column in added:
        op.add_column("nomination", column)
    for name in ("claimed_by", "owner_id"):
        # Alembic would make the whole table anew for a reference, on SQLite.
        key = f"CONSTRAINT fk_nomination_{name} REFERENCES person (id)"
        op.execute(f"ALTER TABLE nomination ADD COLUMN {name} INTEGER {key}")
    for name, columns, condition in (
        ("merged_into", ["merged_into"], "merged_into IS NOT NULL"),
        ("owner_id", ["owner_id", "next_at"], "owner_id IS NOT NULL"),
        ("built", ["next_at", "id", "commune", "field"], "status IN ('nurturing', 'piloting', 'recognised')"),
        ("due", ["next_at", "nudged_at", "id"], "next_at IS NOT NULL"),
        ("asked", ["id"], "status = 'needs_info'"),
        ("unannounced", ["unannounced_at", "id"], "unannounced_at IS NOT NULL"),
        ("urgent", ["status_at", "id"], "urgent"),
    ):
        where = sa.text(condition)
        op.create_index(f"ix_nomination_{name}", "nomination", columns, sqlite_where=where, postgresql_where=where)


def close_the_record() -> None:
    """Refuse also what goes past the triggers of 0001: TRUNCATE, and INSERT OR REPLACE, which deletes unheard."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            """CREATE FUNCTION refuse_emptying() RETURNS trigger AS $$
            BEGIN RAISE EXCEPTION 'the record is append-only'; END $$ LANGUAGE plpgsql"""
        )
        op.execute(
            """CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON event
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_emptying()"""
        )
    else:
        op.execute(
            """CREATE TRIGGER event_is_not_replaced BEFORE INSERT ON event
            WHEN EXISTS (SELECT 1 FROM event WHERE id = NEW.id OR seal = NEW.seal)
            BEGIN SELECT RAISE(ABORT, 'the record is append-only'); END"""
        )


def widen_the_queue() -> None:
    """Let the queue be read in its index also where it leaves out what a reviewer is barred from."""
    asked = ["status", "field", "nominator_id", "account_id", "name_key"]
    where = sa.text("status IN ('submitted', 'verified')")
    for name, columns in (
        ("ix_nomination_waiting", ["status_at", "id", *asked, "commune"]),
        ("ix_nomination_waiting_in", ["commune", "status_at", "id", *asked]),
    ):
        op.drop_index(name, "nomination")
        op.create_index(name, "nomination", columns, sqlite_where=where, postgresql_where=where)


def _person(table: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey("person.id", name=op.f(f"fk_{table}_{name}"))
    return sa.Column(name, sa.Integer(), key, nullable=nullable)


def _nomination(table: str) -> sa.Column[int]:
    name = op.f(f"fk_{table}_nomination_id")
    key = sa.ForeignKey("nomination.id", name=name, ondelete="CASCADE")
    return sa.Column("nomination_id", sa.Integer(), key, nullable=False)
