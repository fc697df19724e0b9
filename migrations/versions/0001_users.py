"""People who sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("bnet_id", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("battletag", sa.String(64), nullable=False),
        sa.Column("last_login_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("bnet_id", name=op.f("pk_users")),
    )


def downgrade() -> None:
    op.drop_table("users")
