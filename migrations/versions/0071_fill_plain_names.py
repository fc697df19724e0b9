"""Fill the plain names of the characters that there are.

The way back leaves them: they go with their column. A printed script fills none; the sweeper does it then.
"""

import re
import unicodedata
from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"

HANDFUL = 5_000
"""So many rows are locked at once on PostgreSQL, where each statement is a transaction."""
CHARACTERS = sa.table("characters", *map(sa.column, ("id", "name_key", "name_plain")))
ID, KEY, PLAIN = CHARACTERS.c.id, CHARACTERS.c.name_key, CHARACTERS.c.name_plain
MARKS = re.compile("[\u0300-\u036f]")
TYPED = {"æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "ħ": "h"}
APOSTROPHES = dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'")
LETTERS = str.maketrans(APOSTROPHES | TYPED)


def upgrade() -> None:
    if op.get_context().as_sql:
        return
    with _each_statement_alone():
        after = 0
        while some := _next(after):
            _fill(some)
            after = some[-1].id


def downgrade() -> None:
    """Leave the names: they go with their column."""


def _next(after: int) -> Sequence[Any]:
    query = sa.select(ID, KEY).where(after < ID, PLAIN.is_(None)).order_by(ID).limit(HANDFUL)
    return op.get_bind().execute(query).all()


def _fill(some: Sequence[Any]) -> None:
    """Write what differs from its key first: so each row that is left empty is its key."""
    plain = [(row.id, row.name_key, _plain(row.name_key)) for row in some]
    if differing := [{"row": id_, "plain": name} for id_, key, name in plain if name != key]:
        one = CHARACTERS.update().where(sa.bindparam("row") == ID).values(name_plain=sa.bindparam("plain"))
        op.get_bind().execute(one, differing)
    these = (sa.between(ID, some[0].id, some[-1].id), PLAIN.is_(None))
    op.get_bind().execute(CHARACTERS.update().where(*these).values(name_plain=KEY))


def _plain(key: str) -> str:
    """Return a key without accents, as the code of this revision does."""
    apart = unicodedata.normalize("NFD", key.translate(LETTERS))
    return unicodedata.normalize("NFC", MARKS.sub("", apart).translate(LETTERS))


def _each_statement_alone() -> Any:
    """Let go of each handful of rows at once on PostgreSQL; a SQLite file has one writer anyway."""
    context = op.get_context()
    return context.autocommit_block() if context.dialect.name == "postgresql" else nullcontext()
