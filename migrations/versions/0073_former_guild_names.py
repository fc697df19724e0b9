"""Names and realms that guilds had before; without a row an old address leads nowhere."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "former_guild_names"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("realm", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("region", "realm", "name_key", name=op.f("pk_former_guild_names")),
        sa.ForeignKeyConstraint(
            ["guild_id"],
            ["guilds.id"],
            name=op.f("fk_former_guild_names_guild_id_guilds"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_former_guild_names_guild_id"), TABLE, ["guild_id"])


def downgrade() -> None:
    op.drop_table(TABLE)
