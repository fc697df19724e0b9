"""An index by which the runs of the last weeks are found among those of years."""

from alembic import op

revision = "0062"
down_revision = "0061"

INDEX, TABLE = "ix_mythic_runs_completed_at", "mythic_runs"


def upgrade() -> None:
    op.create_index(op.f(INDEX), TABLE, ["completed_at"])


def downgrade() -> None:
    op.drop_index(op.f(INDEX), TABLE)
