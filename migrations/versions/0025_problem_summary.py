"""How many problems of the gear are something missing, and all of them in short."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
TABLE = "characters"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("missing_count", sa.Integer(), nullable=True))
    op.add_column(TABLE, sa.Column("problem_summary", sa.String(160), nullable=True))


def downgrade() -> None:
    op.drop_column(TABLE, "problem_summary")
    op.drop_column(TABLE, "missing_count")
