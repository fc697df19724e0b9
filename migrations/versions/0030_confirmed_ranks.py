"""Whether the order of a guild's ranks is what its master confirmed."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"

TABLE, MOMENT = "guilds", sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("ranks_confirmed_at", MOMENT, nullable=True))
    op.add_column(TABLE, sa.Column("ranks_doubted_at", MOMENT, nullable=True))
    op.add_column(TABLE, sa.Column("ranks_doubt", sa.Text(), nullable=True))
    op.add_column("guild_members", sa.Column("confirmed_rank", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("guild_members", "confirmed_rank")
    for name in ("ranks_doubt", "ranks_doubted_at", "ranks_confirmed_at"):
        op.drop_column(TABLE, name)
