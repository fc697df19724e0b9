"""Views of a roster that a person or a guild keeps under a name."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "saved_views"
OF_THE_GUILD = sa.text("user_id IS NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_saved_views_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.bnet_id"], name=op.f("fk_saved_views_user_id_users"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint(
            "guild_id", "user_id", "name_key", name=op.f("uq_saved_views_guild_id_user_id_name_key")
        ),
    )
    op.create_index(op.f("ix_saved_views_user_id"), TABLE, ["user_id"])
    op.create_index(
        "uq_saved_views_of_guild",
        TABLE,
        ["guild_id", "name_key"],
        unique=True,
        sqlite_where=OF_THE_GUILD,
        postgresql_where=OF_THE_GUILD,
    )


def downgrade() -> None:
    op.drop_table(TABLE)
