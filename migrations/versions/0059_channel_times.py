"""When each channel of a guild is told: at once or in digests, and not within its quiet hours."""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"

CHANNELS = "notification_channels"


def upgrade() -> None:
    op.add_column(
        CHANNELS, sa.Column("rhythm", sa.String(16), nullable=False, server_default=sa.text("'at_once'"))
    )
    op.add_column(
        CHANNELS, sa.Column("timezone", sa.String(64), nullable=False, server_default=sa.text("'UTC'"))
    )
    op.add_column(CHANNELS, sa.Column("quiet_from", sa.Integer(), nullable=True))
    op.add_column(CHANNELS, sa.Column("quiet_until", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table(CHANNELS) as channels:
        for column in ("quiet_until", "quiet_from", "timezone", "rhythm"):
            channels.drop_column(column)
