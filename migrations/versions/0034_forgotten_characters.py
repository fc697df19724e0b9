"""Characters whose owner asked to be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "forgotten_characters"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("bnet_character_id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("region", "bnet_character_id", name=op.f("pk_forgotten_characters")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
