"""People whose characters stand on no leaderboard, because they said so."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"

TABLE = "users"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("is_unlisted", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column(TABLE, "is_unlisted")
