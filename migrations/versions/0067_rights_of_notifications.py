"""Give whoever has a guild's operations its notifications: the page asked for operations until now.

What guilds stored for notifications opened nothing, and goes. The way back leaves the copies, which open
nothing there. Run again after a way back, it copies anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"

OLD, NEW = "operations", "notifications"
STAMPS = ("guild_id", "created_at", "updated_at")
RULES = sa.table("guild_permissions", *map(sa.column, (*STAMPS, "tool_name", "min_rank_id", "enabled")))
EXCEPTIONS = sa.table(
    "permission_exceptions",
    *map(sa.column, (*STAMPS, "tool_name", "user_id", "effect", "reason", "expires_at", "made_by")),
)
GUILDS = sa.table("guilds", *map(sa.column, ("id", "permission_version")))


def upgrade() -> None:
    decided = [_decided(one) for one in (RULES, EXCEPTIONS)]
    # What is kept of rights is found by this number.
    newer = {"permission_version": GUILDS.c.permission_version + 1}
    op.execute(sa.update(GUILDS).where(GUILDS.c.id.in_(sa.union(*decided))).values(newer))
    for table in (RULES, EXCEPTIONS):
        op.execute(sa.delete(table).where(table.c.tool_name == NEW))
        names = [column.name for column in table.c if column.name != "tool_name"]
        copies = sa.select(*(table.c[name] for name in names), sa.literal(NEW)).where(
            table.c.tool_name == OLD
        )
        op.execute(sa.insert(table).from_select([*names, "tool_name"], copies))


def _decided(table: sa.TableClause) -> sa.Select[tuple[int]]:
    return sa.select(table.c.guild_id).where(table.c.tool_name.in_((OLD, NEW)))


def downgrade() -> None:
    pass
