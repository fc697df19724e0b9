"""Who is signed in where."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "sessions"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("view_as_guild_id", sa.Integer(), nullable=True),
        sa.Column("view_as_rank", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.bnet_id"], name=op.f("fk_sessions_user_id_users"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["view_as_guild_id"],
            ["guilds.id"],
            name=op.f("fk_sessions_view_as_guild_id_guilds"),
            ondelete="SET NULL",
        ),
        sa.CheckConstraint("view_as_rank BETWEEN 0 AND 9", name=op.f("ck_sessions_view_as_rank")),
    )
    op.create_index(op.f("ix_sessions_user_id"), TABLE, ["user_id"])
    op.create_index(op.f("ix_sessions_view_as_guild_id"), TABLE, ["view_as_guild_id"])
    op.create_index(op.f("ix_sessions_expires_at"), TABLE, ["expires_at"])


def downgrade() -> None:
    op.drop_table(TABLE)
