"""The name of a card's realm, as programs gave it or as the realm index has it."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
TABLE = "character_enrichment_cache"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("realm_name", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column(TABLE, "realm_name")
