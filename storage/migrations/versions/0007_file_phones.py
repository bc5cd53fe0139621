"""File the sender's number beside what reviewers are asked by: it was read out of every story that waits."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WAITS = sa.text("status IN ('submitted', 'verified')")
ASKED = ("status", "field", "nominator_id", "account_id", "name_key", "phone")


def upgrade() -> None:
    op.add_column("nomination", sa.Column("phone", sa.Text(), nullable=True))
    story = sa.table("nomination", *map(sa.column, ("phone", "code")), sa.column("draft", sa.JSON()))
    given = story.c.draft["answers"]["phone"].as_string()
    op.execute(story.update().where(story.c.code.is_not(None)).values(phone=given))
    for name, columns in (
        ("ix_nomination_waiting", ["status_at", "id", *ASKED, "commune"]),
        ("ix_nomination_waiting_in", ["commune", "status_at", "id", *ASKED]),
    ):
        op.drop_index(name, "nomination")
        op.create_index(name, "nomination", columns, sqlite_where=WAITS, postgresql_where=WAITS)
