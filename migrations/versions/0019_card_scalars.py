"""What lists show of a character's card."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

INTEGERS = ("tier_pieces", "vault_raid", "vault_mythic", "vault_world")
OTHERS = ("vault_week_at", "raid_progress", "best_log")


def upgrade() -> None:
    for name in INTEGERS:
        op.add_column("characters", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("characters", sa.Column("vault_week_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("characters", sa.Column("raid_progress", sa.String(16), nullable=True))
    op.add_column("characters", sa.Column("best_log", sa.Double(), nullable=True))


def downgrade() -> None:
    for name in (*INTEGERS, *OTHERS):
        op.drop_column("characters", name)
