"""Characters and the names that they had before."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "characters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bnet_character_id", sa.BigInteger(), nullable=True),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("realm", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("guild_id", sa.Integer(), nullable=True),
        sa.Column("main_id", sa.Integer(), nullable=True),
        sa.Column("class_id", sa.Integer(), nullable=True),
        sa.Column("spec_id", sa.Integer(), nullable=True),
        sa.Column("race_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(32), nullable=True),
        sa.Column("role_override", sa.String(32), nullable=True),
        sa.Column("faction", sa.String(32), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("average_item_level", sa.Integer(), nullable=True),
        sa.Column("equipped_item_level", sa.Integer(), nullable=True),
        sa.Column("mythic_rating", sa.Double(), nullable=True),
        sa.Column("mythic_rating_color", sa.String(7), nullable=True),
        sa.Column("achievement_points", sa.Integer(), nullable=True),
        sa.Column("problem_count", sa.Integer(), nullable=True),
        sa.Column("last_login_at", MOMENT, nullable=True),
        sa.Column("attempted_at", MOMENT, nullable=True),
        sa.Column("last_synced_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("verified_at", MOMENT, nullable=True),
        sa.Column("suspected_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("profile_json", DOCUMENT, nullable=True),
        sa.Column("equipment_json", DOCUMENT, nullable=True),
        sa.Column("mythic_profile_json", DOCUMENT, nullable=True),
        sa.Column("professions_json", DOCUMENT, nullable=True),
        sa.Column("raids_json", DOCUMENT, nullable=True),
        sa.Column("media_json", DOCUMENT, nullable=True),
        sa.Column("specializations_json", DOCUMENT, nullable=True),
        sa.Column("warcraftlogs_json", DOCUMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_characters")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_characters_guild_id_guilds"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["main_id"], ["characters.id"], name=op.f("fk_characters_main_id_characters"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.bnet_id"], name=op.f("fk_characters_user_id_users"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint(
            "region", "bnet_character_id", name=op.f("uq_characters_region_bnet_character_id")
        ),
        sa.CheckConstraint("faction IN ('alliance', 'horde', 'neutral')", name=op.f("ck_characters_faction")),
        sa.CheckConstraint("role IN ('tank', 'healer', 'melee', 'ranged')", name=op.f("ck_characters_role")),
        sa.CheckConstraint(
            "role_override IN ('tank', 'healer', 'melee', 'ranged')", name=op.f("ck_characters_role_override")
        ),
    )
    op.create_index(op.f("ix_characters_equipped_item_level"), "characters", ["equipped_item_level"])
    op.create_index(op.f("ix_characters_guild_id"), "characters", ["guild_id"])
    op.create_index(op.f("ix_characters_main_id"), "characters", ["main_id"])
    op.create_index(op.f("ix_characters_mythic_rating"), "characters", ["mythic_rating"])
    op.create_index(
        op.f("ix_characters_region_realm_name_key"), "characters", ["region", "realm", "name_key"]
    )
    op.create_index(op.f("ix_characters_user_id"), "characters", ["user_id"])
    op.create_index(
        op.f("uq_characters_name_without_id"),
        "characters",
        ["region", "realm", "name_key"],
        unique=True,
        sqlite_where=sa.text("bnet_character_id IS NULL"),
        postgresql_where=sa.text("bnet_character_id IS NULL"),
    )

    op.create_table(
        "former_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("realm", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_former_names_character_id_characters"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_former_names_character_id"), "former_names", ["character_id"])
    op.create_index(
        op.f("ix_former_names_region_realm_name_key"), "former_names", ["region", "realm", "name_key"]
    )


def downgrade() -> None:
    op.drop_table("former_names")
    op.drop_table("characters")
