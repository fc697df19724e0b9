"""An index that finds characters by the beginning of their name, on whatever realm."""

from alembic import op

revision = "0057"
down_revision = "0056"

TABLE, INDEX = "characters", "ix_characters_name_prefix"


def upgrade() -> None:
    op.create_index(INDEX, TABLE, ["name_key"], postgresql_ops={"name_key": "varchar_pattern_ops"})


def downgrade() -> None:
    op.drop_index(INDEX, TABLE)
