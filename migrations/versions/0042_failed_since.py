"""Since when a section fails, and an index of those that do."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"

TABLE, INDEX = "section_states", "ix_section_states_not_ok"
NOT_OK = sa.text("outcome <> 'ok'")


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("failed_since", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        INDEX,
        TABLE,
        ["outcome", "section", "failed_since", "character_id"],
        sqlite_where=NOT_OK,
        postgresql_where=NOT_OK,
    )


def downgrade() -> None:
    op.drop_index(INDEX, TABLE)
    with op.batch_alter_table(TABLE) as batch:
        batch.drop_column("failed_since")
