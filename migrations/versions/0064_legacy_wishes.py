"""Names that somebody wants looked for among the files of an older tool."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
TABLE = "legacy_wishes"
OUTCOME = sa.Enum(
    *("found", "known", "unplaced", "none", "refused"),
    name="outcome",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("region", sa.String(8), nullable=False),
        sa.Column("realm", sa.String(64), nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("name_key", sa.String(96), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("outcome", OUTCOME, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_wishes")),
        sa.UniqueConstraint(
            "region", "realm", "name_key", name=op.f("uq_legacy_wishes_region_realm_name_key")
        ),
    )
    op.create_index(op.f("ix_legacy_wishes_answered_at_asked_at"), TABLE, ["answered_at", "asked_at"])


def downgrade() -> None:
    op.drop_table(TABLE)
