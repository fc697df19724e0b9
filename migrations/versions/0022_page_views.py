"""How often a thing was looked at on a day: what is worth keeping warm."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()


def upgrade() -> None:
    op.create_table(
        "page_views",
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("character_id", "day", name=op.f("pk_page_views")),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_page_views_character_id_characters"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_page_views_day"), "page_views", ["day"])


def downgrade() -> None:
    op.drop_table("page_views")
