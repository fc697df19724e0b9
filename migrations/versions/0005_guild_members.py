"""Which character is in which guild."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "guild_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("character_name", sa.String(64), nullable=False),
        sa.Column("character_class", sa.Integer(), nullable=True),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.Column("left_at", MOMENT, nullable=True),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.Column("member_data_json", DOCUMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guild_members")),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_guild_members_character_id_characters"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_guild_members_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("guild_id", "character_id", name=op.f("uq_guild_members_guild_id_character_id")),
        sa.CheckConstraint("rank BETWEEN 0 AND 9", name=op.f("ck_guild_members_rank")),
    )
    op.create_index(op.f("ix_guild_members_character_class"), "guild_members", ["character_class"])
    op.create_index(op.f("ix_guild_members_character_id"), "guild_members", ["character_id"])
    op.create_index(op.f("ix_guild_members_character_name"), "guild_members", ["character_name"])
    op.create_index(op.f("ix_guild_members_guild_id_rank"), "guild_members", ["guild_id", "rank"])


def downgrade() -> None:
    op.drop_table("guild_members")
