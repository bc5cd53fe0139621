"""Give people accounts, so that one may be on several channels; let invitations be typed, and link accounts."""

import sqlalchemy as sa
from alembic import op

from storage.db import UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("chat_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("menu", sa.JSON(), nullable=True),
        sa.Column("menu_at", UtcDateTime(timezone=True), nullable=True),
        sa.Column("created_at", UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("channel", "external_id", name=op.f("uq_account_channel_external_id")),
    )
    with op.batch_alter_table("account") as batch_op:
        batch_op.create_index("ix_account_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_account_chat", ["channel", "chat_id"], unique=False)
    # The menus are left behind: their shape is another, and the next message brings one anyway.
    op.execute(
        "INSERT INTO account (channel, external_id, chat_id, person_id, name, created_at) "
        "SELECT channel, external_id, chat_id, id, name, created_at FROM person"
    )
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_constraint("uq_person_channel_external_id", type_="unique")
        for name in ("menu", "allowance", "allowance_at", "warned_at"):
            batch_op.drop_column(name)
        batch_op.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
    with op.batch_alter_table("nomination", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("account_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_nomination_account_id"), "account", ["account_id"], ["id"])
    op.execute(
        "UPDATE nomination SET account_id = "
        "(SELECT account.id FROM account WHERE account.person_id = nomination.nominator_id)"
    )
    with op.batch_alter_table("invite") as batch_op:
        batch_op.alter_column("role", existing_type=sa.Text(), nullable=True)
        batch_op.add_column(sa.Column("code_hash", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("links_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(op.f("uq_invite_code_hash"), ["code_hash"])
        batch_op.create_foreign_key(op.f("fk_invite_links_id"), "person", ["links_id"], ["id"])
