"""What each run did."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "sync_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("trigger", sa.String(32), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=False),
        sa.Column("cancel_requested_at", MOMENT, nullable=True),
        sa.Column("planned", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("done", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("changed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("unchanged", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failed", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("failed_by_class", DOCUMENT, nullable=True),
        sa.Column("calls", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("not_modified", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sync_runs")),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["users.bnet_id"], name=op.f("fk_sync_runs_asked_by_users"), ondelete="SET NULL"
        ),
        sa.CheckConstraint("kind IN ('roster', 'characters', 'game_data')", name=op.f("ck_sync_runs_kind")),
        sa.CheckConstraint(
            "outcome IN ('ok', 'partial', 'failed', 'cancelled', 'suspicious')",
            name=op.f("ck_sync_runs_outcome"),
        ),
        sa.CheckConstraint(
            "\"trigger\" IN ('schedule', 'person', 'command')",
            name=op.f("ck_sync_runs_trigger"),
        ),
    )
    op.create_index(
        op.f("ix_sync_runs_asked_by"),
        "sync_runs",
        ["asked_by"],
        sqlite_where=sa.text("asked_by IS NOT NULL"),
        postgresql_where=sa.text("asked_by IS NOT NULL"),
    )
    op.create_index(op.f("ix_sync_runs_scope_started_at"), "sync_runs", ["scope", "started_at"])
    op.create_index(op.f("ix_sync_runs_scope_finished_at"), "sync_runs", ["scope", "finished_at"])
    op.create_index(op.f("ix_sync_runs_finished_at"), "sync_runs", ["finished_at"])
    op.create_index(op.f("ix_sync_runs_started_at"), "sync_runs", ["started_at"])
    op.create_index(
        op.f("uq_sync_runs_active"),
        "sync_runs",
        ["scope", "kind"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("sync_runs")
