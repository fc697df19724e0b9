"""Tracked guilds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "guilds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("bnet_guild_id", sa.BigInteger(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("realm", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("faction", sa.String(32), nullable=True),
        sa.Column("leader_id", sa.BigInteger(), nullable=True),
        sa.Column("visibility", sa.String(32), nullable=False, server_default="members"),
        sa.Column("data_version", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("permission_version", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("last_synced_at", MOMENT, nullable=True),
        sa.Column("last_claimed_at", MOMENT, nullable=True),
        sa.Column("missing_since", MOMENT, nullable=True),
        sa.Column("archived_at", MOMENT, nullable=True),
        sa.Column("roster_attempted_at", MOMENT, nullable=True),
        sa.Column("roster_succeeded_at", MOMENT, nullable=True),
        sa.Column("roster_changed_at", MOMENT, nullable=True),
        sa.Column("roster_outcome", sa.String(32), nullable=True),
        sa.Column("roster_error", sa.Text(), nullable=True),
        sa.Column("roster_failures", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("roster_hash", sa.String(64), nullable=True),
        sa.Column("guild_data_json", DOCUMENT, nullable=True),
        sa.Column("roster_json", DOCUMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guilds")),
        sa.ForeignKeyConstraint(
            ["leader_id"], ["users.bnet_id"], name=op.f("fk_guilds_leader_id_users"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("region", "bnet_guild_id", name=op.f("uq_guilds_region_bnet_guild_id")),
        sa.CheckConstraint("faction IN ('alliance', 'horde', 'neutral')", name=op.f("ck_guilds_faction")),
        sa.CheckConstraint("visibility IN ('members', 'public')", name=op.f("ck_guilds_visibility")),
    )
    op.create_index(op.f("ix_guilds_leader_id"), "guilds", ["leader_id"])
    op.create_index(op.f("ix_guilds_region_realm_name_key"), "guilds", ["region", "realm", "name_key"])


def downgrade() -> None:
    op.drop_table("guilds")
