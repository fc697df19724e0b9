"""The guild whose officers brought a record in, and may say where its character belongs."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"

TABLE = "legacy_records"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("guild_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_legacy_records_guild_id_guilds"), "guilds", ["guild_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index(op.f("ix_legacy_records_guild_id"), TABLE, ["guild_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_legacy_records_guild_id"), table_name=TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f("fk_legacy_records_guild_id_guilds"), type_="foreignkey")
        table.drop_column("guild_id")
