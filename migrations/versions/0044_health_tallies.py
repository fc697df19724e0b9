"""How many rows of the whole server are alike."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "health_tallies"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("first", sa.String(64), nullable=False),
        sa.Column("second", sa.String(32), nullable=False),
        sa.Column("third", sa.String(16), nullable=False, server_default=""),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("last_at", MOMENT, nullable=True),
        sa.Column("counted_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("kind", "first", "second", "third", name=op.f("pk_health_tallies")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
