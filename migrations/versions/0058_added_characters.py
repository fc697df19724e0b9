"""Names that people typed to add a character, with what a worker saw of them."""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "added_characters"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("realm", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("class_id", sa.SmallInteger(), nullable=True),
        sa.Column("item_level", sa.Integer(), nullable=True),
        sa.Column("guild_name", sa.String(64), nullable=True),
        sa.Column("saved_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_added_characters")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.bnet_id"], name=op.f("fk_added_characters_user_id_users"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "user_id",
            "region",
            "realm",
            "name_key",
            name=op.f("uq_added_characters_user_id_region_realm_name_key"),
        ),
    )
    op.create_index(op.f("ix_added_characters_answered_at_asked_at"), TABLE, ["answered_at", "asked_at"])


def downgrade() -> None:
    op.drop_table(TABLE)
