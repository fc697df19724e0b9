"""How often a worker died at a target, so that what kills workers is put aside."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"

TABLE, INDEX = "sync_targets", "ix_sync_targets_deaths"
DIED = sa.text("deaths > 0")


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("deaths", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(INDEX, TABLE, ["deaths"], sqlite_where=DIED, postgresql_where=DIED)


def downgrade() -> None:
    op.drop_index(INDEX, TABLE)
    with op.batch_alter_table(TABLE) as batch:
        batch.drop_column("deaths")
