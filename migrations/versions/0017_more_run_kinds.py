"""Room for runs over logs."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

OLD = ("roster", "characters", "game_data")
NEW = (*OLD, "logs")


def upgrade() -> None:
    _allow(NEW)


def downgrade() -> None:
    table = sa.table("sync_runs", sa.column("kind"))
    op.execute(table.delete().where(table.c.kind.not_in(OLD)))
    _allow(OLD)


def _allow(words: tuple[str, ...]) -> None:
    with op.batch_alter_table("sync_runs") as batch:
        batch.drop_constraint(op.f("ck_sync_runs_kind"), type_="check")
        batch.create_check_constraint(op.f("ck_sync_runs_kind"), f"kind IN {words}")
