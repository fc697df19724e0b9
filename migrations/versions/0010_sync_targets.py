"""What is kept fresh and when it is due."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()


def upgrade() -> None:
    op.create_table(
        "sync_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=True),
        sa.Column("character_id", sa.Integer(), nullable=True),
        sa.Column("next_due_at", MOMENT, nullable=False),
        sa.Column("claimed_until", MOMENT, nullable=True),
        sa.Column("claimed_by", sa.String(96), nullable=True),
        sa.Column("wished_at", MOMENT, nullable=True),
        sa.Column("wished_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_targets")),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_sync_targets_character_id_characters"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_sync_targets_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["wished_by"],
            ["users.bnet_id"],
            name=op.f("fk_sync_targets_wished_by_users"),
            ondelete="SET NULL",
        ),
        sa.CheckConstraint("kind IN ('roster', 'character')", name=op.f("ck_sync_targets_kind")),
        sa.CheckConstraint(
            "(kind = 'roster' AND guild_id IS NOT NULL AND character_id IS NULL)"
            " OR (kind <> 'roster' AND character_id IS NOT NULL)",
            name=op.f("ck_sync_targets_subject"),
        ),
    )
    op.create_index(op.f("ix_sync_targets_claimed_by"), "sync_targets", ["claimed_by"])
    op.create_index(
        op.f("ix_sync_targets_guild_id_kind_next_due_at"), "sync_targets", ["guild_id", "kind", "next_due_at"]
    )
    op.create_index(op.f("ix_sync_targets_kind_next_due_at"), "sync_targets", ["kind", "next_due_at"])
    op.create_index(
        op.f("ix_sync_targets_wished_by"),
        "sync_targets",
        ["wished_by"],
        sqlite_where=sa.text("wished_by IS NOT NULL"),
        postgresql_where=sa.text("wished_by IS NOT NULL"),
    )
    op.create_index(op.f("uq_sync_targets_character"), "sync_targets", ["character_id", "kind"], unique=True)
    op.create_index(
        op.f("uq_sync_targets_roster"),
        "sync_targets",
        ["guild_id"],
        unique=True,
        sqlite_where=sa.text("character_id IS NULL"),
        postgresql_where=sa.text("character_id IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("sync_targets")
