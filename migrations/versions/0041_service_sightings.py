"""When the services around the database last answered."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "service_sightings"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("trouble_since", MOMENT, nullable=True),
        sa.Column("trouble", sa.String(64), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_service_sightings")),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
