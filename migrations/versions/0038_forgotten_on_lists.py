"""How many of a person's own list stay forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"

TABLE = "character_lists"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("forgotten_count", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column(TABLE, "forgotten_count")
