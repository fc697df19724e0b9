"""Rows of the enrichment cache as its writers see them: read whole, compared, written where they differ."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Text, cast, select
from sqlalchemy.orm import Session

from webapp.cards.stored import EXTERNAL, StoredCard
from webapp.models import CharacterEnrichmentCache
from webapp.words import CardStatus

CARD_TEXT = cast(CharacterEnrichmentCache.player_card, Text)
"""The card as the database wrote it down, not decoded by the driver."""
WRITTEN = ("realm_name", "fetch_status", "error_message", "blizzard_last_fetched_at", "wcl_last_fetched_at")
_NAMED = ("id", "character_id", "region", "realm", "character_name", "season_key")


def read_rows(session: Session, where: ColumnElement[bool]) -> list[StoredCard]:
    """Return the rows that meet a condition, in the order of their ids."""
    columns = [getattr(CharacterEnrichmentCache, name) for name in (*_NAMED, *WRITTEN)]
    query = select(*columns, CARD_TEXT.label("text")).where(where).order_by(CharacterEnrichmentCache.id)
    return [
        StoredCard(
            **{name: getattr(row, name) for name in _NAMED},
            values={
                "player_card": None if row.text is None else orjson.loads(row.text),
                **{name: getattr(row, name) for name in WRITTEN},
            },
        )
        for row in session.execute(query)
    ]


def rows_of(session: Session, character_ids: Collection[int], season_key: str) -> dict[int, StoredCard]:
    """Return the rows of these characters and one season, by character."""
    cache = CharacterEnrichmentCache
    found = read_rows(session, cache.character_id.in_(character_ids) & (cache.season_key == season_key))
    return {row.character_id: row for row in found if row.character_id is not None}


def nothing_but(external: Any) -> dict[str, Any]:
    """Return the values of a row that was not built yet and holds what a program gave."""
    return {"player_card": {EXTERNAL: external}, "fetch_status": CardStatus.PARTIAL} | dict.fromkeys(
        ("error_message", "blizzard_last_fetched_at", "wcl_last_fetched_at")
    )


def stamped(values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the values of a new row with the times of its birth."""
    return {**values, "created_at": now, "updated_at": now}
