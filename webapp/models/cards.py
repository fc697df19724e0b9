"""The enrichment cache: a card per character and season, found by name as its API names it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import Model
from webapp.models.columns import Document, UtcDateTime, words
from webapp.models.stamps import Stamped
from webapp.words import CardStatus

LATEST = "latest"
"""The season key of the card that is kept up to date."""


class CharacterEnrichmentCache(Stamped, Model):
    """One card; nothing outside ``webapp/cards`` writes it, but for the sweeper that deletes.

    ``character_id`` is empty where a program gave a card of a character that is not tracked here.
    ``realm`` is the slug where the realm index knows it, ``name_key`` what a name is looked up by;
    ``realm_name`` is what programs read: the realm as it was given, or its name.
    """

    __tablename__ = "character_enrichment_cache"
    __table_args__ = (
        UniqueConstraint(
            "region", "realm", "character_name", "season_key", name="uq_character_cache_season_key"
        ),
        Index("idx_character_cache_lookup", "region", "realm", "character_name"),
        Index("idx_character_cache_season", "season_key"),
        Index("idx_character_cache_status", "fetch_status"),
        Index(None, "character_id", "season_key"),
        Index(None, "region", "realm", "name_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region: Mapped[str] = mapped_column(String(8))
    realm: Mapped[str] = mapped_column(String(64))
    character_name: Mapped[str] = mapped_column(String(64))
    season_key: Mapped[str] = mapped_column(String(64), default=LATEST, server_default=LATEST)
    player_card: Mapped[Any | None] = mapped_column(
        Document, default=dict, server_default=text("'{}'"), deferred=True, deferred_raiseload=True
    )
    wcl_last_fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    blizzard_last_fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fetch_status: Mapped[CardStatus] = mapped_column(
        words(CardStatus, "fetch_status"),
        default=CardStatus.PARTIAL,
        server_default=CardStatus.PARTIAL.value,
    )
    error_message: Mapped[str | None] = mapped_column(Text)
    character_id: Mapped[int | None] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    name_key: Mapped[str] = mapped_column(String(96))
    realm_name: Mapped[str | None] = mapped_column(String(64))
