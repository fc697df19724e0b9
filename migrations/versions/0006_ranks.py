"""Ranks of a guild."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()


def upgrade() -> None:
    op.create_table(
        "ranks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("rank_id", sa.Integer(), nullable=False),
        sa.Column("rank_name", sa.String(64), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranks")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_ranks_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("guild_id", "rank_id", name=op.f("uq_ranks_guild_id_rank_id")),
        sa.CheckConstraint("rank_id BETWEEN 0 AND 9", name=op.f("ck_ranks_rank_id")),
    )


def downgrade() -> None:
    op.drop_table("ranks")
