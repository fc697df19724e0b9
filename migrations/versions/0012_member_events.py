"""What happened to members."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "member_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=True),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("before", DOCUMENT, nullable=True),
        sa.Column("after", DOCUMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_events")),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_member_events_character_id_characters"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_member_events_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["sync_runs.id"], name=op.f("fk_member_events_run_id_sync_runs"), ondelete="SET NULL"
        ),
        sa.CheckConstraint(
            "kind IN ('joined', 'left', 'returned', 'renamed', 'moved_realm', 'rank_changed', 'deleted')",
            name=op.f("ck_member_events_kind"),
        ),
    )
    op.create_index(op.f("ix_member_events_character_id"), "member_events", ["character_id"])
    op.create_index(op.f("ix_member_events_guild_id_seen_at"), "member_events", ["guild_id", "seen_at"])
    op.create_index(op.f("ix_member_events_run_id"), "member_events", ["run_id"])


def downgrade() -> None:
    op.drop_table("member_events")
