"""What files of older tools said about characters, kept whole."""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "legacy_records"
STANDING = sa.Enum(
    "current", "older", "conflict", name="standing", native_enum=False, create_constraint=True, length=32
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("realm", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("standing", STANDING, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("form", sa.String(16), nullable=False),
        sa.Column("class_name", sa.String(64), nullable=True),
        sa.Column("race", sa.String(64), nullable=True),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("said_at", MOMENT, nullable=True),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_records")),
        sa.UniqueConstraint(
            "region", "realm", "name_key", "digest", name=op.f("uq_legacy_records_address_digest")
        ),
    )
    op.create_index(op.f("ix_legacy_records_name_key"), TABLE, ["name_key"])


def downgrade() -> None:
    op.drop_table(TABLE)
