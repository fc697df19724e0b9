"""A column for the name of a character as people type it who leave out every accent."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"

TABLE, COLUMN = "characters", "name_plain"
LETTERS = sa.String(192).with_variant(sa.String(192, collation="C"), "postgresql")
"""PostgreSQL compares it letter by letter too: so a beginning is a range of an index."""


def upgrade() -> None:
    op.add_column(TABLE, sa.Column(COLUMN, LETTERS, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.drop_column(COLUMN)
