"""What an address asks of the log of activity: kind, name, rank, days, and where to go on. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from webapp.lib.names import is_readable
from webapp.lib.typed_days import typed_day
from webapp.words import EventKind

LONGEST_NAME = 64
_CURSOR = re.compile(r"([0-9]{1,17})-([0-9]{1,9})")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


class BadAsking(ValueError):
    """A field that cannot be used; the message calls it as the page does and says what would be right."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last event of the page before."""

    seen_at: datetime
    id: int

    def text(self) -> str:
        """Return it as it stands in an address."""
        return f"{(self.seen_at - _EPOCH) // MICROSECOND}-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events are wanted; days are of UTC, and both ends count."""

    kind: EventKind | None = None
    name: str = ""
    rank: int | None = None
    first: date | None = None
    last: date | None = None
    before: Cursor | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out but earlier pages."""
        return bool(self.kind or self.name or self.first or self.last) or self.rank is not None

    def query(self, before: Cursor | None) -> str:
        """Return the query string of the same events from a place on."""
        fields = {
            "kind": self.kind,
            "name": self.name,
            "rank": self.rank,
            "from": self.first,
            "to": self.last,
            "before": before.text() if before else None,
        }
        return urlencode({name: str(value) for name, value in fields.items() if value not in {None, ""}})


def read_asked(query: Mapping[str, str]) -> Asked:
    """Read a query string, or raise BadAsking."""
    first, last = read_day(query, "from"), read_day(query, "to")
    if first and last and first > last:
        raise BadAsking("From: choose a day that is not after the one of “To”.")
    return Asked(
        kind=_kind(query.get("kind", "")),
        name=_name(query.get("name", "").strip()),
        rank=_rank(query.get("rank", "")),
        first=first,
        last=last,
        before=_cursor(query.get("before", "")),
    )


def read_day(query: Mapping[str, str], field: str) -> date | None:
    """Return the day in a field, None where it is left out, or raise BadAsking."""
    given = query.get(field, "")
    if not given:
        return None
    day = typed_day(given)
    if day is None:
        raise BadAsking(f"{field.capitalize()}: write a day as 2026-08-19.")
    return day


def _kind(given: str) -> EventKind | None:
    if given and given not in set(EventKind):
        raise BadAsking("What: choose everything, or one of the others that are offered.")
    return EventKind(given) if given else None


def _name(given: str) -> str:
    if len(given) > LONGEST_NAME or (given and not is_readable(given)):
        raise BadAsking(f"Character: write a name in at most {LONGEST_NAME} letters.")
    return given


def _rank(given: str) -> int | None:
    if given and given not in set("0123456789"):
        raise BadAsking("Rank: choose any, or one from 0 to 9.")
    return int(given) if given else None


def _cursor(given: str) -> Cursor | None:
    if not given:
        return None
    found = _CURSOR.fullmatch(given)
    if found is None:
        raise BadAsking(
            "Where the earlier events go on cannot be read; press “Earlier” below the newer ones."
        )
    return Cursor(_EPOCH + int(found[1]) * MICROSECOND, int(found[2]))
