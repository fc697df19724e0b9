"""What guilds are told, once for each cause, and up to which event of each guild that was looked at."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0054"
down_revision = "0053"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
NOTICES, MARKS = "guild_notices", "notice_marks"


def upgrade() -> None:
    op.create_table(
        NOTICES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(48), nullable=False),
        sa.Column("cause_key", sa.String(96), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=True),
        sa.Column("facts", DOCUMENT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guild_notices")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_guild_notices_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_guild_notices_character_id_characters"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("guild_id", "cause_key", name=op.f("uq_guild_notices_guild_id_cause_key")),
    )
    op.create_index(op.f("ix_guild_notices_character_id"), NOTICES, ["character_id"])
    op.create_index(op.f("ix_guild_notices_at"), NOTICES, ["at"])
    op.create_table(
        MARKS,
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("looked_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_notice_marks")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_notice_marks_guild_id_guilds"), ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    op.drop_table(MARKS)
    op.drop_table(NOTICES)
