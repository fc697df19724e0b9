"""Which of its guild's notices a person's notification tells."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"

TABLE = "notifications"


def upgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.add_column(sa.Column("notice_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_notifications_notice_id_guild_notices"),
            "guild_notices",
            ["notice_id"],
            ["id"],
            ondelete="CASCADE",
        )
        table.create_unique_constraint(op.f("uq_notifications_notice_id_user_id"), ["notice_id", "user_id"])


def downgrade() -> None:
    with op.batch_alter_table(TABLE) as table:
        table.drop_constraint(op.f("uq_notifications_notice_id_user_id"), type_="unique")
        table.drop_constraint(op.f("fk_notifications_notice_id_guild_notices"), type_="foreignkey")
        table.drop_column("notice_id")
