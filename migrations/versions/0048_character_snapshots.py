"""What characters were like at the end of days and weeks."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "character_snapshots"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("character_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("item_level", sa.Integer(), nullable=True),
        sa.Column("mythic_rating", sa.Double(), nullable=True),
        sa.Column("achievement_points", sa.Integer(), nullable=True),
        sa.Column("tier_pieces", sa.Integer(), nullable=True),
        sa.Column("problem_count", sa.Integer(), nullable=True),
        sa.Column("vault_raid", sa.Integer(), nullable=True),
        sa.Column("vault_mythic", sa.Integer(), nullable=True),
        sa.Column("vault_world", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("character_id", "taken_on", name=op.f("pk_character_snapshots")),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_character_snapshots_character_id_characters"),
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
