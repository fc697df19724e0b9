"""Which season a section's attempt was about."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("section_states", sa.Column("season_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("section_states", "season_id")
