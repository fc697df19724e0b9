"""What a build changes in the rows: what is stored and what was built in, values to write out. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson

from webapp.cards.source import BuiltCard, CardScalars, CardSource
from webapp.cards.stored import EXTERNAL, SEASON, StoredCard, differing
from webapp.lib.errors import ErrorWord
from webapp.seasons import UNKNOWN_SEASON
from webapp.words import CardStatus, Section

BUGS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError, ValueError)
"""What a mistake in a build raises; a job's end by the clock is none of these."""
BUG_PERIOD = timedelta(hours=1)
"""A card that could not be built is tried again after this, or as soon as its sections change."""
SOONEST = timedelta(minutes=1)
"""A card that would change by the clock alone is built no more often than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWrite:
    """What is written of one card: just the columns that differ, all of them where there was no row.

    ``kept`` is the stored card of a season that is over; ``scalars`` is None where the build failed.
    """

    source: CardSource
    stored: StoredCard | None
    columns: dict[str, Any] = field(default_factory=dict)
    scalars: CardScalars | None = None
    kept: StoredCard | None = None
    due_at: datetime
    bug: str | None = None
    """What went wrong, where it is news."""


def plan_write(
    source: CardSource, stored: StoredCard | None, build: Callable[[], BuiltCard], now: datetime
) -> CardWrite:
    """Build a card and compare it with what is stored; a mistake in the build costs nothing but this card."""
    try:
        built = build()
        values = _values(source, built)
    except BUGS as error:
        return _bug(source, stored, error, now)
    return CardWrite(
        source=source,
        stored=stored,
        columns=values if stored is None else differing(stored.values, values),
        scalars=built.scalars,
        kept=stored if stored is not None and has_ended(stored, built.season_key) else None,
        due_at=max(built.rebuild_at, now + SOONEST),
    )


def has_ended(stored: StoredCard, season_key: str) -> bool:
    """Say whether a stored card is of a season that is over, and worth keeping under its key."""
    return stored.is_built and stored.card.get(SEASON) not in {season_key, UNKNOWN_SEASON.key, None}


def _values(source: CardSource, built: BuiltCard) -> dict[str, Any]:
    card = dict(built.card)
    if source.external is not None:
        card[EXTERNAL] = source.external
    times = {section: stored.succeeded_at for section, stored in source.sections.items()}
    logs = times.pop(Section.LOGS, None)
    return {
        "realm_name": source.realm_name,
        "player_card": orjson.loads(orjson.dumps(card)),
        "fetch_status": built.status,
        "error_message": built.error,
        "blizzard_last_fetched_at": _newest(times.values()),
        "wcl_last_fetched_at": logs,
    }


def _newest(moments: Iterable[datetime | None]) -> datetime | None:
    return max((moment for moment in moments if moment is not None), default=None)


def _bug(source: CardSource, stored: StoredCard | None, error: Exception, now: datetime) -> CardWrite:
    """Keep the card and its status; say what is wrong, once."""
    message = f"{ErrorWord.BUG.sentence} ({type(error).__name__})"
    if stored is None:
        external = {} if source.external is None else {EXTERNAL: source.external}
        columns: Mapping[str, Any] = {
            "realm_name": source.realm_name,
            "player_card": external,
            "fetch_status": CardStatus.FAILED,
            "error_message": message,
        }
    else:
        columns = differing(stored.values, {"error_message": message})
    return CardWrite(
        source=source,
        stored=stored,
        columns=dict(columns),
        due_at=now + BUG_PERIOD,
        bug=message if columns else None,
    )


def archived(kept: StoredCard, there: StoredCard | None) -> Mapping[str, Any] | None:
    """Return the values to keep under a season's own key, or None where its card is kept already."""
    if there is None:
        return kept.values
    if there.is_built:
        return None
    given = there.card.get(EXTERNAL) if isinstance(there.card, dict) else None
    return {**kept.values, "player_card": {**kept.card, EXTERNAL: given}}
