"""Who made a token."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"

TABLE = "api_tokens"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("made_by", sa.BigInteger(), nullable=True))
        table.create_foreign_key(
            op.f("fk_api_tokens_made_by_users"), "users", ["made_by"], ["bnet_id"], ondelete="SET NULL"
        )
    op.create_index(op.f("ix_api_tokens_made_by"), TABLE, ["made_by"])


def downgrade() -> None:
    op.drop_index(op.f("ix_api_tokens_made_by"), TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f("fk_api_tokens_made_by_users"), type_="foreignkey")
        table.drop_column("made_by")
