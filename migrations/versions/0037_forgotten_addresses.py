"""The hash of the address of who asked to be forgotten, for what comes by name."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"

TABLE = "forgotten_characters"


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("address_hash", sa.String(64), nullable=True))
    op.create_index(op.f("ix_forgotten_characters_address_hash"), TABLE, ["address_hash"])


def downgrade() -> None:
    op.drop_index(op.f("ix_forgotten_characters_address_hash"), TABLE)
    op.drop_column(TABLE, "address_hash")
