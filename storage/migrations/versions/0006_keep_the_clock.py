"""Keep what the clock needs: wishes to be reminded, subscriptions, broadcasts, the weeks told, how each job fares."""

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0006"
down_revision = "0005"

MOMENT = UtcDateTime(timezone=True)


def upgrade() -> None:
    op.add_column("person", sa.Column("notices", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("person", sa.Column("subscribed_at", MOMENT, nullable=True))
    op.add_column("nomination", sa.Column("rung", sa.Integer(), nullable=False, server_default="0"))
    for name in ("warned_at", "published_at"):
        op.add_column("nomination", sa.Column(name, MOMENT, nullable=True))
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("once", sa.Text(), nullable=False),
        sa.Column("started_by", sa.Integer(), sa.ForeignKey("person.id", name=op.f("fk_broadcast_started_by"))),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("once", name=op.f("uq_broadcast_once")),
    )
    # Alembic would make the whole table anew for a reference, on SQLite.
    key = "CONSTRAINT fk_outbox_broadcast_id REFERENCES broadcast (id)"
    op.execute(f"ALTER TABLE outbox ADD COLUMN broadcast_id INTEGER {key}")
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "person_id", sa.Integer(), sa.ForeignKey("person.id", name=op.f("fk_reminder_person_id")), nullable=False
        ),
        sa.Column(
            "nomination_id",
            sa.Integer(),
            sa.ForeignKey("nomination.id", name=op.f("fk_reminder_nomination_id"), ondelete="CASCADE"),
            nullable=True,
        ),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    op.create_table(
        "week_report",
        sa.Column("iso", sa.Text(), nullable=False),
        sa.Column("numbers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("iso", name=op.f("pk_week_report")),
    )
    op.create_table(
        "job_health",
        sa.Column("job", sa.Text(), nullable=False),
        *(sa.Column(name, MOMENT, nullable=True) for name in ("due_at", "ran_at", "next_at")),
        sa.Column("milliseconds", sa.Integer(), nullable=True),
        sa.Column("messages", sa.Integer(), nullable=True),
        sa.Column("failed_at", MOMENT, nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("alarmed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_job_health")),
    )
    last = "SELECT job, max(due_at), max(ran_at) FROM occurrence GROUP BY job"
    op.execute(f"INSERT INTO job_health (job, due_at, ran_at) {last}")
    for name, table, columns, condition in (
        ("ix_person_subscribed", "person", ["id"], "subscribed_at IS NOT NULL"),
        ("ix_nomination_published", "nomination", ["published_at"], "published_at IS NOT NULL"),
        ("ix_outbox_broadcast", "outbox", ["broadcast_id", "state"], "broadcast_id IS NOT NULL"),
        ("ix_reminder_due", "reminder", ["due_at"], "said_at IS NULL"),
        ("ix_reminder_person_id", "reminder", ["person_id", "nomination_id"], "said_at IS NULL"),
    ):
        where = sa.text(condition)
        op.create_index(name, table, columns, sqlite_where=where, postgresql_where=where)
