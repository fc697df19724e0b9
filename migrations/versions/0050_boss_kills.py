"""Kills of bosses, by when they were."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "boss_kills"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("character_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("killed_at", MOMENT, nullable=False),
        sa.Column("boss_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("difficulty", sa.String(16), nullable=False),
        sa.Column("raid_id", sa.Integer(), nullable=False),
        sa.Column("kills", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint(
            "character_id", "killed_at", "boss_id", "difficulty", name=op.f("pk_boss_kills")
        ),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_boss_kills_character_id_characters"),
            ondelete="CASCADE",
        ),
    )


def downgrade() -> None:
    op.drop_table(TABLE)
