"""A guild's officers say role and main of a member on the membership; the words are copied afterwards."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"

TABLE = "guild_members"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("role_override", sa.String(32), nullable=True))
        table.add_column(sa.Column("main_id", sa.Integer(), nullable=True))
        table.create_check_constraint(
            op.f("ck_guild_members_role_override"),
            "role_override IN ('tank', 'healer', 'melee', 'ranged')",
        )
        table.create_foreign_key(
            op.f("fk_guild_members_main_id_characters"),
            "characters",
            ["main_id"],
            ["id"],
            ondelete="SET NULL",
        )
    op.create_index(op.f("ix_guild_members_main_id"), TABLE, ["main_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_guild_members_main_id"), table_name=TABLE)
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f("fk_guild_members_main_id_characters"), type_="foreignkey")
        table.drop_constraint(op.f("ck_guild_members_role_override"), type_="check")
        table.drop_column("main_id")
        table.drop_column("role_override")
