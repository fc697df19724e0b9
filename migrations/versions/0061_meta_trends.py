"""How many runs there were lately, by guild and spec, as a job counts them."""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "meta_trends"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("scope", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("weeks_back", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("class_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("spec_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("timed", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("scope", "weeks_back", "class_id", "spec_id", name=op.f("pk_meta_trends")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
