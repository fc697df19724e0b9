"""Go through all characters, a handful at a time: what is old in a history is found by whose it is."""

from collections.abc import Callable, Iterator
from functools import partial

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.database import repeated, transaction
from webapp.models import Character

HANDFUL = 500
"""Characters whose old rows one transaction takes: less than a second, so that nobody waits long."""
Work = Callable[[Session, "Range"], int]


class Range:
    """Characters by their numbers: after one, up to another."""

    def __init__(self, after: int, last: int) -> None:
        self.after, self.last = after, last

    def holds(self, character_id: InstrumentedAttribute[int]) -> ColumnElement[bool]:
        """Return the condition that a row belongs to one of them."""
        return (character_id > self.after) & (character_id <= self.last)


def each_handful(work: Work, *, handful: int = HANDFUL) -> Iterator[int]:
    """Do work for each handful in a transaction of its own, and yield what it returns."""
    after: int | None = 0
    while after is not None:
        done = repeated(partial(_next, work, after, handful))
        if done is None:
            return
        after, result = done
        yield result


def _next(work: Work, after: int, handful: int) -> tuple[int, int] | None:
    with transaction() as session:
        some = select(Character.id).where(Character.id > after).order_by(Character.id).limit(handful)
        last = session.scalar(select(func.max(some.subquery().c.id)))
        return None if last is None else (last, work(session, Range(after, last)))
