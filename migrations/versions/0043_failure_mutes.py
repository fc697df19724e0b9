"""Failures that nobody wants to be told of for a while."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "failure_mutes"
OF_NO_GUILD = sa.text("guild_id IS NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("section", sa.String(32), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failure_mutes")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_failure_mutes_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "section IN ('summary', 'equipment', 'mythic', 'raids', 'professions', 'media', 'status',"
            " 'mythic_season', 'specializations', 'logs')",
            name=op.f("ck_failure_mutes_section"),
        ),
        sa.UniqueConstraint(
            "guild_id", "outcome", "section", name=op.f("uq_failure_mutes_guild_id_outcome_section")
        ),
    )
    op.create_index(
        "uq_failure_mutes_server",
        TABLE,
        ["outcome", "section"],
        unique=True,
        sqlite_where=OF_NO_GUILD,
        postgresql_where=OF_NO_GUILD,
    )


def downgrade() -> None:
    op.drop_table(TABLE)
