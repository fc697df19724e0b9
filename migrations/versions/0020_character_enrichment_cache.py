"""The enrichment cache: a card per character and season."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
TABLE = "character_enrichment_cache"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("realm", sa.String(64), nullable=False),
        sa.Column("character_name", sa.String(64), nullable=False),
        sa.Column("season_key", sa.String(64), nullable=False, server_default="latest"),
        sa.Column("player_card", DOCUMENT, nullable=True, server_default=sa.text("'{}'")),
        sa.Column("wcl_last_fetched_at", MOMENT, nullable=True),
        sa.Column("blizzard_last_fetched_at", MOMENT, nullable=True),
        sa.Column("fetch_status", sa.String(32), nullable=False, server_default="partial"),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("character_id", sa.Integer(), nullable=True),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_character_enrichment_cache")),
        sa.UniqueConstraint(
            "region",
            "realm",
            "character_name",
            "season_key",
            name=op.f("uq_character_cache_season_key"),
        ),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_character_enrichment_cache_character_id_characters"),
            ondelete="CASCADE",
        ),
        sa.CheckConstraint(
            "fetch_status IN ('complete', 'partial', 'failed')",
            name=op.f("ck_character_enrichment_cache_fetch_status"),
        ),
    )
    op.create_index("idx_character_cache_lookup", TABLE, ["region", "realm", "character_name"])
    op.create_index("idx_character_cache_season", TABLE, ["season_key"])
    op.create_index("idx_character_cache_status", TABLE, ["fetch_status"])
    op.create_index(
        op.f("ix_character_enrichment_cache_character_id_season_key"), TABLE, ["character_id", "season_key"]
    )
    op.create_index(
        op.f("ix_character_enrichment_cache_region_realm_name_key"), TABLE, ["region", "realm", "name_key"]
    )


def downgrade() -> None:
    op.drop_table(TABLE)
