"""Send a page while its rows are read; a failure in the middle ends the table and says so in the page."""

from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from flask import render_template
from sqlalchemy.exc import SQLAlchemyError

from webapp.cards.writing import BUGS
from webapp.roster.query.faults import Fault
from webapp.search.everybody.queries import Batch

ROWS_HERE = "<!-- rows -->"
END_HERE = "<!-- end -->"
"""Where rows and end go in the page; what people write is escaped and never this."""
LONGEST = timedelta(seconds=60)
MOST_ROWS = 10_000
SIGN_OF_LIFE = "\n"
"""What is sent where a batch has nobody: to write is the only way to learn that the reader is gone."""
log = structlog.get_logger()


class Ending(StrEnum):
    """Why there are no more rows."""

    WHOLE = "whole"
    FULL = "full"
    LATE = "late"
    FAILED = "failed"


@dataclass(slots=True)
class EndPage:
    """What stands behind the last row: how many there are, and whether those are all."""

    found: int = 0
    left_out: int = 0
    """Guilds in which a part of the query is not open to who asks."""
    closed: Fault | None = None
    ending: Ending = Ending.WHOLE


def streamed(
    page: str, batches: Generator[Batch, None, None], clock: Callable[[], datetime]
) -> Iterator[str]:
    """Send what stands before the rows, each batch as it is read, then the rest of the page.

    Who closes this, because nobody reads any more, ends it between two statements.
    """
    before, _, rest = page.partition(ROWS_HERE)
    middle, _, after = rest.partition(END_HERE)
    end = EndPage()
    yield before
    try:
        yield from _pieces(batches, end, clock)
    except (SQLAlchemyError, *BUGS):  # the head is long sent: what is wrong can be said in the page alone
        log.exception("search_ended_early", found=end.found)
        end.ending = Ending.FAILED
    yield middle + render_template("search/_end.html", page=end) + after


def _pieces(
    batches: Generator[Batch, None, None], end: EndPage, clock: Callable[[], datetime]
) -> Iterator[str]:
    until = clock() + LONGEST
    with closing(batches):
        for batch in batches:
            yield _rows(batch, end)
            end.ending = _reached(end.found, is_late=clock() >= until)
            if end.ending is not Ending.WHOLE:
                return


def _rows(batch: Batch, end: EndPage) -> str:
    if batch.closed is not None:
        end.left_out, end.closed = end.left_out + 1, end.closed or batch.closed
    end.found += len(batch.lines)
    return render_template("search/_rows.html", page=batch) if batch.lines else SIGN_OF_LIFE


def _reached(found: int, *, is_late: bool) -> Ending:
    if found >= MOST_ROWS:
        return Ending.FULL
    return Ending.LATE if is_late else Ending.WHOLE
