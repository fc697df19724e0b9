"""Guilds that an operator removed: no sign-in brings them back."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "removed_guilds"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("bnet_guild_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("region", "bnet_guild_id", name=op.f("pk_removed_guilds")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
