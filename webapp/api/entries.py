"""Write a stored card as the cache's API names it. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from webapp.words import CardStatus


class CardVersion(NamedTuple):
    """Everything of a stored card but its document: what an ETag is made of."""

    id: int
    character_id: int | None
    region: str
    realm: str
    character_name: str
    season_key: str
    wcl_last_fetched_at: datetime | None
    blizzard_last_fetched_at: datetime | None
    fetch_status: CardStatus
    error_message: str | None
    created_at: datetime
    updated_at: datetime
    realm_name: str | None


def entry_of(card: CardVersion, document: Any) -> Mapping[str, Any]:
    """Return the entry with exactly the fields that the cache's users know."""
    return {
        "id": card.id,
        "region": card.region.upper(),
        "realm": card.realm_name or card.realm,
        "characterName": card.character_name,
        "seasonKey": card.season_key,
        "playerCard": document or {},
        "wclLastFetchedAt": moment(card.wcl_last_fetched_at),
        "blizzardLastFetchedAt": moment(card.blizzard_last_fetched_at),
        "fetchStatus": card.fetch_status.value,
        "errorMessage": card.error_message,
        "createdAt": moment(card.created_at),
        "updatedAt": moment(card.updated_at),
    }


def moment(at: datetime | None) -> str | None:
    """Write a moment in ISO 8601, UTC: ``2026-02-01T12:00:00Z``; fractions only where there are any."""
    return None if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")
