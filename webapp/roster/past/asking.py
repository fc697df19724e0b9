"""What an address asks of the past: a day, a page, two resets. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from webapp.lib.typed_days import typed_day

DAY = timedelta(days=1)
_PAGE = re.compile(r"[1-9][0-9]{0,5}")


class BadAsking(ValueError):
    """A field that cannot be used; the message names it and says what would be right."""


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A day whose end is meant, in UTC, or the present moment where it is not over."""

    day: date
    moment: datetime
    page: int = 1


def read_day(query: Mapping[str, str], *, first: datetime | None, now: datetime) -> AskedDay:
    """Return the day that is asked for, else today, given when the first roster came. Raises BadAsking."""
    today = now.astimezone(UTC).date()
    day = typed_day(query.get("at", today.isoformat()))
    if day is None:
        raise BadAsking("Write a day as 2026-08-19.")
    if day > today:
        raise BadAsking("This day is still to come; choose today or an earlier one.")
    if first is None:
        raise BadAsking("No roster of this guild has come yet, so no day of it is known.")
    if day < first.astimezone(UTC).date():
        raise BadAsking(f"The first roster kept here is of {_words(first)}; choose that day or a later one.")
    page = query.get("page", "1")
    if not _PAGE.fullmatch(page):
        raise BadAsking("Leave “page” out of the address, or write a number from 1 on.")
    return AskedDay(day, min(datetime.combine(day + DAY, time(), UTC), now), int(page))


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
            raise BadAsking(f"Choose one of the weekly resets that are known, as {next(iter(by_day))}.")
        chosen.append(by_day.get(given, otherwise))
    if chosen[0] >= chosen[1]:
        raise BadAsking("Choose a first reset that is before the second one.")
    return chosen[0], chosen[1]
