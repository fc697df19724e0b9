"""Indexes that the best by rating of a region, and of a class in it, are read from."""

from alembic import op

revision = "0053"
down_revision = "0052"

TABLE = "characters"
RATING = "mythic_rating"
INDEXES = (("region", RATING), ("class_id", RATING), ("region", "class_id", RATING))


def upgrade() -> None:
    for columns in INDEXES:
        op.create_index(op.f(f"ix_characters_{'_'.join(columns)}"), TABLE, list(columns))


def downgrade() -> None:
    for columns in reversed(INDEXES):
        op.drop_index(op.f(f"ix_characters_{'_'.join(columns)}"), TABLE)
