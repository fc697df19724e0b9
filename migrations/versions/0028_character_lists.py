"""When a person's own list of characters was read, by region."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "character_lists"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("character_count", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_character_lists")),
        sa.UniqueConstraint("user_id", "region", name=op.f("uq_character_lists_user_id_region")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.bnet_id"], name=op.f("fk_character_lists_user_id_users"), ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
