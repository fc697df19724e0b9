"""The lowest rank that has a tool."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()


def upgrade() -> None:
    op.create_table(
        "guild_permissions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("tool_name", sa.String(32), nullable=False),
        sa.Column("min_rank_id", sa.Integer(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guild_permissions")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_guild_permissions_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("guild_id", "tool_name", name=op.f("uq_guild_permissions_guild_id_tool_name")),
        sa.CheckConstraint("min_rank_id BETWEEN 0 AND 9", name=op.f("ck_guild_permissions_min_rank_id")),
    )


def downgrade() -> None:
    op.drop_table("guild_permissions")
