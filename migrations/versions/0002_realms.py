"""Realms of each region and the slugs that they had before."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()


def upgrade() -> None:
    op.create_table(
        "realms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("bnet_realm_id", sa.Integer(), nullable=False),
        sa.Column("connected_realm_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_realms")),
        sa.UniqueConstraint("region", "bnet_realm_id", name=op.f("uq_realms_region_bnet_realm_id")),
        sa.UniqueConstraint("region", "slug", name=op.f("uq_realms_region_slug")),
    )
    op.create_index(op.f("ix_realms_region_name_key"), "realms", ["region", "name_key"])

    op.create_table(
        "former_realm_slugs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("slug", sa.String(64), nullable=False),
        sa.Column("realm_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_realm_slugs")),
        sa.ForeignKeyConstraint(
            ["realm_id"],
            ["realms.id"],
            name=op.f("fk_former_realm_slugs_realm_id_realms"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("region", "slug", name=op.f("uq_former_realm_slugs_region_slug")),
    )
    op.create_index(op.f("ix_former_realm_slugs_realm_id"), "former_realm_slugs", ["realm_id"])


def downgrade() -> None:
    op.drop_table("former_realm_slugs")
    op.drop_table("realms")
