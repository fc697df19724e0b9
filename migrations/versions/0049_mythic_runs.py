"""Mythic+ runs of characters, by when they ended."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "mythic_runs"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("character_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("completed_at", MOMENT, nullable=False),
        sa.Column("dungeon_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("is_timed", sa.Boolean(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("rating", sa.Double(), nullable=True),
        sa.Column("season_id", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("character_id", "completed_at", "dungeon_id", name=op.f("pk_mythic_runs")),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_mythic_runs_character_id_characters"),
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
