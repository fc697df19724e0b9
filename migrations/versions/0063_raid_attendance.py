"""Which members were in which of a guild's raid reports, and the looks at those."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0063"
down_revision = "0062"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
LOOKS, REPORTS, ATTENDANCE = "raid_looks", "raid_reports", "raid_attendance"


def upgrade() -> None:
    op.create_table(
        LOOKS,
        sa.Column("guild_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("next_due_at", MOMENT, nullable=False),
        sa.Column("attempted_at", MOMENT, nullable=True),
        sa.Column("succeeded_at", MOMENT, nullable=True),
        sa.Column("changed_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
        *_stamps(),
        sa.PrimaryKeyConstraint("guild_id", name=op.f("pk_raid_looks")),
        _of_guild(LOOKS),
    )
    op.create_index(op.f("ix_raid_looks_next_due_at"), LOOKS, ["next_due_at"])
    op.create_table(
        REPORTS,
        sa.Column("guild_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("zone_id", sa.Integer(), nullable=False),
        sa.Column("zone_name", sa.String(128), nullable=False),
        sa.Column("players", sa.Integer(), nullable=False),
        *_stamps(),
        sa.PrimaryKeyConstraint("guild_id", "code", name=op.f("pk_raid_reports")),
        _of_guild(REPORTS),
    )
    op.create_table(
        ATTENDANCE,
        sa.Column("guild_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("character_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("is_benched", sa.Boolean(), nullable=False),
        *_stamps(),
        sa.PrimaryKeyConstraint("guild_id", "code", "character_id", name=op.f("pk_raid_attendance")),
        sa.ForeignKeyConstraint(
            ["guild_id", "code"],
            ["raid_reports.guild_id", "raid_reports.code"],
            name=op.f("fk_raid_attendance_guild_id_raid_reports"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["character_id"],
            ["characters.id"],
            name=op.f("fk_raid_attendance_character_id_characters"),
            ondelete="CASCADE",
        ),
    )
    op.create_index(op.f("ix_raid_attendance_code"), ATTENDANCE, ["code"])
    op.create_index(op.f("ix_raid_attendance_character_id"), ATTENDANCE, ["character_id"])


def _stamps() -> list[sa.Column[datetime]]:
    names = ("created_at", "updated_at")
    return [sa.Column(name, MOMENT, nullable=False, server_default=NOW) for name in names]


def _of_guild(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_guild_id_guilds")
    return sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=name, ondelete="CASCADE")


def downgrade() -> None:
    op.drop_table(ATTENDANCE)
    op.drop_table(REPORTS)
    op.drop_table(LOOKS)
