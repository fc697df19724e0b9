"""The raw answer about a character's Mythic+ season."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"

DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("characters", sa.Column("mythic_season_json", DOCUMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("characters", "mythic_season_json")
