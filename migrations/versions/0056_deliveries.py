"""Where guilds have their notices sent, and how each delivery went."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0056"
down_revision = "0055"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
CHANNELS, DELIVERIES = "notification_channels", "deliveries"


def upgrade() -> None:
    op.create_table(
        CHANNELS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("medium", sa.String(16), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("shown", sa.String(96), nullable=False),
        sa.Column("kinds", DOCUMENT, nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("trouble", sa.String(200), nullable=True),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification_channels")),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["guilds.id"],
            name=op.f("fk_notification_channels_guild_id_guilds"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("guild_id", "medium", name=op.f("uq_notification_channels_guild_id_medium")),
    )
    op.create_table(
        DELIVERIES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel_id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("trouble", sa.String(200), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["notification_channels.id"],
            name=op.f("fk_deliveries_channel_id_notification_channels"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["guild_notices.id"],
            name=op.f("fk_deliveries_notice_id_guild_notices"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("channel_id", "notice_id", name=op.f("uq_deliveries_channel_id_notice_id")),
    )
    op.create_index(op.f("ix_deliveries_notice_id"), DELIVERIES, ["notice_id"])
    op.create_index(op.f("ix_deliveries_state_due_at"), DELIVERIES, ["state", "due_at"])


def downgrade() -> None:
    op.drop_table(DELIVERIES)
    op.drop_table(CHANNELS)
