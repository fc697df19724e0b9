"""The counts of the whole server as rows: written by a job, read by a page in no time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from webapp.models import HealthTally
from webapp.operations.cache.counting import count_cards, count_failures, count_sections
from webapp.operations.cache.tally import Tally


@dataclass(frozen=True, slots=True)
class Counted:
    """What a job counted, and when; nothing and None before its first time."""

    tallies: Sequence[Tally]
    at: datetime | None


def read_tallies(session: Session) -> Counted:
    """Return the newest counts."""
    own = HealthTally
    columns = (own.kind, own.first, own.second, own.third, own.count, own.last_at)
    rows = session.execute(select(*columns, own.counted_at)).mappings().all()
    tallies = [Tally(**{name: row[name] for name in row if name != "counted_at"}) for row in rows]
    return Counted(tallies, max((row["counted_at"] for row in rows), default=None))


def write_tallies(session: Session, now: datetime) -> int:
    """Count anew and take the place of the counts before; return how many there are."""
    sections, cards = count_sections(session, None, now), count_cards(session, None)
    tallies = [*sections, *count_failures(session), *cards]
    session.execute(delete(HealthTally))
    rows = [
        {
            "kind": one.kind,
            "first": one.first,
            "second": one.second,
            "third": one.third,
            "count": one.count,
            "last_at": one.last_at,
            "counted_at": now,
            "created_at": now,
            "updated_at": now,
        }
        for one in tallies
    ]
    if rows:
        session.execute(insert(HealthTally), rows)
    return len(rows)
