"""Copy what officers said of characters to the guild that said it.

The columns of ``characters`` stay as they are, for servers of the version before; a later revision drops
them. The way back gives a character the words of its present guild. Words of its former guilds do not fit
there, and one that was taken back since the way up is there again.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"

HANDFUL = 500
"""So many rows are locked at once on PostgreSQL, where each statement is a transaction."""
MEMBERS = sa.table(
    "guild_members",
    *map(sa.column, ("id", "guild_id", "character_id", "left_at", "role_override", "main_id")),
)
CHARACTERS = sa.table(
    "characters", *map(sa.column, ("id", "guild_id", "role_override", "main_id", "main_set_by"))
)
LOG = sa.table("audit_log", *map(sa.column, ("id", "guild_id", "character_id", "action")))
BY_OFFICERS = CHARACTERS.c.main_set_by == "officer"
HERE = sa.and_(
    MEMBERS.c.character_id == CHARACTERS.c.id,
    MEMBERS.c.guild_id == CHARACTERS.c.guild_id,
    MEMBERS.c.left_at.is_(None),
)


def upgrade() -> None:
    with _each_statement_alone():
        _give("role", "role_override")
        _give("main", "main_id", BY_OFFICERS)


def downgrade() -> None:
    with _each_statement_alone():
        _take_back("role_override")
        free = sa.or_(CHARACTERS.c.main_set_by.is_(None), BY_OFFICERS)
        _take_back("main_id", free, main_set_by="officer")


def _give(action: str, column: str, *where: sa.ColumnElement[bool]) -> None:
    """Copy a word to the guild whose officers said it last, as the log has it; what is there stands."""
    entries = sa.select(sa.func.max(LOG.c.id)).where(LOG.c.action == action)
    newest = entries.group_by(LOG.c.character_id).correlate(None)
    said_here = (LOG.c.character_id == MEMBERS.c.character_id, LOG.c.guild_id == MEMBERS.c.guild_id)
    of = (CHARACTERS.c.id == MEMBERS.c.character_id, *where)
    is_empty, is_said = MEMBERS.c[column].is_(None), CHARACTERS.c[column].is_not(None)
    query = (
        sa.select(MEMBERS.c.id)
        .join_from(LOG, MEMBERS, sa.and_(*said_here))
        .join(CHARACTERS, sa.and_(*of))
        .where(LOG.c.id.in_(newest), is_said, is_empty)
    )
    word = sa.select(CHARACTERS.c[column]).where(*of).scalar_subquery()
    for some in _handfuls(MEMBERS.c.id, query):
        op.execute(MEMBERS.update().values({column: word}).where(some, is_empty))


def _take_back(column: str, *where: sa.ColumnElement[bool], **values: str) -> None:
    """Give characters the word of their present guild, where it has one."""
    query = sa.select(CHARACTERS.c.id).join_from(CHARACTERS, MEMBERS, HERE)
    said = query.where(MEMBERS.c[column].is_not(None), *where)
    word = sa.select(MEMBERS.c[column]).where(HERE).scalar_subquery()
    for some in _handfuls(CHARACTERS.c.id, said):
        op.execute(CHARACTERS.update().values({column: word, **values}).where(some, *where))


def _handfuls(key: sa.ColumnClause[Any], query: sa.Select[Any]) -> Iterator[sa.ColumnElement[bool]]:
    """Match the rows whose keys a query finds, a handful at a time; in a printed script all of them."""
    if op.get_context().as_sql:
        yield key.in_(query.correlate(None))
        return
    keys = sorted(op.get_bind().scalars(query))
    for first in range(0, len(keys), HANDFUL):
        yield key.in_(keys[first : first + HANDFUL])


def _each_statement_alone() -> Any:
    """Let go of each handful of rows at once on PostgreSQL; a SQLite file has one writer anyway."""
    context = op.get_context()
    is_alone = context.dialect.name == "postgresql" and not context.as_sql
    return context.autocommit_block() if is_alone else nullcontext()
