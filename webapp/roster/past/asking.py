"""What an address asks of the past: a day, a page, two resets. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

from webapp.lib.names import name_key
from webapp.lib.typed_days import typed_day
from webapp.web.classes import CLASS_NAMES

DAY = timedelta(days=1)
LABELS = {"from": "From", "to": "To"}
"""The fields of a pair of resets, as the page calls them."""
LONGEST_NAME, RANKS = 24, range(10)
_PAGE = re.compile(r"[1-9][0-9]{0,5}")


class BadAsking(ValueError):
    """A field that cannot be used; the message names it and says what would be right."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which of a day's members somebody wants to see: by beginning of the name then, class, rank then."""

    name: str = ""
    class_id: int | None = None
    rank: int | None = None

    def fits(self, name: str | None, class_id: int, rank: int | None) -> bool:
        """Say whether a member is wanted; who has no name any more has none that begins with anything."""
        if self.name and (name is None or not name_key(name).startswith(name_key(self.name))):
            return False
        return self.class_id in {None, class_id} and self.rank in {None, rank}

    @property
    def query(self) -> str:
        """Return it as it stands behind other fields of an address."""
        given = (("name", self.name), ("class", self.class_id), ("rank", self.rank))
        return "".join(f"&{urlencode({key: one})}" for key, one in given if one not in {"", None})


EVERYBODY = Narrowed()


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A day whose end is meant, in UTC, or the present moment where it is not over."""

    day: date
    moment: datetime
    page: int = 1
    narrowed: Narrowed = EVERYBODY


def read_day(query: Mapping[str, str], *, first: datetime | None, now: datetime) -> AskedDay:
    """Return the day that is asked for, else today, given when the first roster came. Raises BadAsking."""
    today = now.astimezone(UTC).date()
    day = typed_day(query.get("at", today.isoformat()))
    if day is None:
        raise BadAsking("Write the day as 2026-08-19.")
    if day > today:
        raise BadAsking("This day is still to come; choose today or an earlier one.")
    if first is None:
        raise BadAsking("No roster of this guild has come yet, so no day of it is known.")
    if day < first.astimezone(UTC).date():
        raise BadAsking(f"The first roster kept here is of {_words(first)}; choose that day or a later one.")
    page = query.get("page", "1")
    if not _PAGE.fullmatch(page):
        raise BadAsking("There is no such page: its number is a whole one, from 1 on.")
    return AskedDay(day, min(datetime.combine(day + DAY, time(), UTC), now), int(page), _narrowed(query))


def _narrowed(query: Mapping[str, str]) -> Narrowed:
    name, class_id, rank = (query.get(field, "").strip() for field in ("name", "class", "rank"))
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise BadAsking(f"Write the beginning of a name, at most {LONGEST_NAME} letters.")
    if class_id and class_id not in map(str, CLASS_NAMES):
        raise BadAsking("Choose one of the game's classes.")
    if rank and rank not in map(str, RANKS):
        raise BadAsking("Write the rank as a number from 0 to 9.")
    return Narrowed(name, int(class_id) if class_id else None, int(rank) if rank else None)


def _words(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%-d %b %Y}"


def read_resets(query: Mapping[str, str], resets: Sequence[datetime]) -> tuple[datetime, datetime]:
    """Return the two resets that are asked for, else the newest and the one before. Raises BadAsking.

    ``resets`` are those that are known, the newest first.
    """
    if len(resets) < 2:  # noqa: PLR2004 - a pair
        raise BadAsking("Two weekly resets have to pass first after this guild's first roster.")
    by_day = {reset.astimezone(UTC).date().isoformat(): reset for reset in resets}
    chosen = []
    for field, otherwise in (("from", resets[1]), ("to", resets[0])):
        given = query.get(field, "")
        if given and given not in by_day:
            raise BadAsking(
                f"“{LABELS[field]}” has to be a weekly reset that is known, as {next(iter(by_day))}."
            )
        chosen.append(by_day.get(given, otherwise))
    if chosen[0] >= chosen[1]:
        raise BadAsking("Choose two resets of which the first is the earlier one.")
    return chosen[0], chosen[1]
