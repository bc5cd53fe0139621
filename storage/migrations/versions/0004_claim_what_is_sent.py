"""Claim what is sent, so that several processes can share one outbox."""

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("claimed_by", sa.Integer(), nullable=True))
    op.add_column("outbox", sa.Column("claimed_until", UtcDateTime(timezone=True), nullable=True))
    if op.get_context().dialect.name != "postgresql":
        return  # one process has it all
    is_open = sa.text("state IN ('queued', 'errored')")
    op.create_index("ix_outbox_chat", "outbox", ["channel", "chat_id", "id"], postgresql_where=is_open)
    op.alter_column("counter", "value", type_=sa.BigInteger(), existing_type=sa.Integer(), existing_nullable=False)
