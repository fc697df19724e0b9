"""What is not asked for the moment."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "sync_pauses"
OF_NO_GUILD = sa.text("guild_id IS NULL")
OF_A_GUILD = sa.text("guild_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=True),
        sa.Column("paused_at", MOMENT, nullable=False),
        sa.Column("resumes_at", MOMENT, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_pauses")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_sync_pauses_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "scope IN ('everything', 'battlenet', 'warcraftlogs', 'guild')", name=op.f("ck_sync_pauses_scope")
        ),
        sa.CheckConstraint("(scope = 'guild') = (guild_id IS NOT NULL)", name=op.f("ck_sync_pauses_subject")),
    )
    op.create_index(
        "uq_sync_pauses_scope",
        TABLE,
        ["scope"],
        unique=True,
        sqlite_where=OF_NO_GUILD,
        postgresql_where=OF_NO_GUILD,
    )
    op.create_index(
        "uq_sync_pauses_guild_id",
        TABLE,
        ["guild_id"],
        unique=True,
        sqlite_where=OF_A_GUILD,
        postgresql_where=OF_A_GUILD,
    )


def downgrade() -> None:
    op.drop_table(TABLE)
