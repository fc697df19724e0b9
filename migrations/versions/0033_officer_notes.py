"""What officers write about members, and who read it."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"

MOMENT = sa.DateTime(timezone=True)
NOW = sa.func.current_timestamp()
NOTES, READS = "officer_notes", "note_reads"


def upgrade() -> None:
    op.create_table(
        NOTES,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_by", sa.BigInteger(), nullable=True),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_officer_notes")),
        *_keys(NOTES, person="written_by"),
    )
    op.create_index(op.f("ix_officer_notes_guild_id_character_id"), NOTES, ["guild_id", "character_id"])
    op.create_table(
        READS,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guild_id", sa.Integer(), nullable=False),
        sa.Column("character_id", sa.Integer(), nullable=False),
        sa.Column("reader_id", sa.BigInteger(), nullable=True),
        sa.Column("times", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("last_read_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False, server_default=NOW),
        sa.Column("updated_at", MOMENT, nullable=False, server_default=NOW),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_reads")),
        sa.UniqueConstraint(
            "guild_id",
            "character_id",
            "reader_id",
            name=op.f("uq_note_reads_guild_id_character_id_reader_id"),
        ),
        *_keys(READS, person="reader_id"),
    )
    for table, column in ((NOTES, "written_by"), (READS, "reader_id")):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
        op.create_index(op.f(f"ix_{table}_character_id"), table, ["character_id"])


def _keys(table: str, *, person: str) -> tuple[sa.ForeignKeyConstraint, ...]:
    parents = (
        ("guild_id", "guilds", "id", "CASCADE"),
        ("character_id", "characters", "id", "CASCADE"),
        (person, "users", "bnet_id", "SET NULL"),
    )
    return tuple(
        sa.ForeignKeyConstraint(
            [column], [f"{parent}.{key}"], name=op.f(f"fk_{table}_{column}_{parent}"), ondelete=ondelete
        )
        for column, parent, key, ondelete in parents
    )


def downgrade() -> None:
    op.drop_table(READS)
    op.drop_table(NOTES)
