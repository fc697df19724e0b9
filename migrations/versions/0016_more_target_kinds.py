"""Room for logs and cards among the things that are kept fresh."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

OLD = ("roster", "character")
NEW = (*OLD, "logs", "card")


def upgrade() -> None:
    _allow(NEW)


def downgrade() -> None:
    table = sa.table("sync_targets", sa.column("kind"))
    op.execute(table.delete().where(table.c.kind.not_in(OLD)))
    _allow(OLD)


def _allow(words: tuple[str, ...]) -> None:
    with op.batch_alter_table("sync_targets") as batch:
        batch.drop_constraint(op.f("ck_sync_targets_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_sync_targets_kind"), f"kind IN {words}")
