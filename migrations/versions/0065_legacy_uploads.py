"""Files of older tools that officers send, and what became of each."""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
UPLOADS, FILES = "legacy_uploads", "legacy_files"
OUTCOME = sa.Enum(
    *("imported", "unplaced", "already there", "newer here", "conflict", "refused"),
    name="outcome",
    native_enum=False,
    create_constraint=True,
    length=32,
)


def upgrade() -> None:
    op.create_table(
        UPLOADS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("region", sa.String(8), nullable=True),
        sa.Column("realm", sa.String(64), nullable=True),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_uploads")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_legacy_uploads_guild_id_guilds"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.bnet_id"], name=op.f("fk_legacy_uploads_user_id_users"), ondelete="SET NULL"
        ),
    )
    for column in ("guild_id", "user_id", "finished_at"):
        op.create_index(op.f(f"ix_legacy_uploads_{column}"), UPLOADS, [column])
    op.create_table(
        FILES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", OUTCOME, nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("name", sa.String(64), nullable=True),
        sa.Column("region", sa.String(8), nullable=True),
        sa.Column("realm", sa.String(64), nullable=True),
        sa.Column("name_key", sa.String(96), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legacy_files")),
        sa.ForeignKeyConstraint(
            ["upload_id"],
            ["legacy_uploads.id"],
            name=op.f("fk_legacy_files_upload_id_legacy_uploads"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("upload_id", "position", name=op.f("uq_legacy_files_upload_id_position")),
    )
    op.create_index(op.f("ix_legacy_files_region_realm_name_key"), FILES, ["region", "realm", "name_key"])


def downgrade() -> None:
    op.drop_table(FILES)
    op.drop_table(UPLOADS)
