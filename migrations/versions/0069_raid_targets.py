"""What a guild wants its raid to be made of; without a row the rule of thumb holds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0069"
down_revision = "0068"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLE = "raid_targets"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("wanted", DOCUMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_raid_targets")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_raid_targets_guild_id_guilds"), ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
