"""What one person may use beside, or in spite of, a rank."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "permission_exceptions"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("tool_name", sa.String(32), nullable=False),
        sa.Column("effect", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_permission_exceptions")),
        sa.UniqueConstraint(
            "guild_id",
            "user_id",
            "tool_name",
            name=op.f("uq_permission_exceptions_guild_id_user_id_tool_name"),
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["guilds.id"],
            name=op.f("fk_permission_exceptions_guild_id_guilds"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.bnet_id"],
            name=op.f("fk_permission_exceptions_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["users.bnet_id"],
            name=op.f("fk_permission_exceptions_made_by_users"),
            ondelete="SET NULL",
        ),
        sa.CheckConstraint("effect IN ('grant', 'deny')", name=op.f("ck_permission_exceptions_effect")),
    )
    op.create_index(op.f("ix_permission_exceptions_user_id"), TABLE, ["user_id"])
    op.create_index(op.f("ix_permission_exceptions_made_by"), TABLE, ["made_by"])


def downgrade() -> None:
    op.drop_table(TABLE)
