"""Characters: scalars for lists, raw answers for what is built from them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, validates

from webapp.extensions import Model
from webapp.lib.spelling import plain
from webapp.models.columns import Document, UtcDateTime, letters, words
from webapp.models.stamps import Stamped
from webapp.words import Faction, MainSetBy, Role


def _raw() -> Mapped[Any | None]:
    return mapped_column(Document, deferred=True, deferred_raiseload=True, sort_order=50)


def _plain_name(context: Any) -> str:
    """Make the plain name of a row that is inserted, whoever inserts it."""
    return plain(context.get_current_parameters()["name_key"])


class Character(Stamped, Model):
    """A character; its identity is region and Blizzard id, its name and realm are attributes.

    ``name_plain`` is the name as people type it who leave out every accent: INSERTs and objects make it by
    themselves, an UPDATE of ``name_key`` names both, or no test that meets it passes.
    ``attempted_at``, ``last_synced_at`` (succeeded) and ``changed_at`` are three different facts;
    ``outcome`` is "ok" or the error word of the worst section at the last attempt. The ``*_json``
    columns hold raw answers and are never loaded by a list. ``user_id`` is the person whose own list of
    characters had it at ``claimed_at``; where ``main_set_by`` is the player, ``main_id`` is the main that
    this person chose, and without one this is that main. What officers say is their guild's
    (``GuildMember``): their mains here and ``role_override`` are there for servers of the version before,
    and nobody reads them. From ``problem_count`` to ``best_log`` stands what the card's build found; the
    ``vault_*`` counts belong to the week that began at ``vault_week_at``.
    """

    __tablename__ = "characters"
    __table_args__ = (
        UniqueConstraint("region", "bnet_character_id"),
        Index(
            "uq_characters_name_without_id",
            "region",
            "realm",
            "name_key",
            unique=True,
            sqlite_where=text("bnet_character_id IS NULL"),
            postgresql_where=text("bnet_character_id IS NULL"),
        ),
        Index(None, "region", "realm", "name_key"),
        Index("ix_characters_name_prefix", "name_key", postgresql_ops={"name_key": "varchar_pattern_ops"}),
        Index(None, "name_plain", "region", "realm"),
        Index(None, "guild_id"),
        Index(None, "user_id"),
        Index(None, "main_id"),
        Index(None, "equipped_item_level"),
        Index(None, "mythic_rating"),
        Index(None, "region", "mythic_rating"),
        Index(None, "class_id", "mythic_rating"),
        Index(None, "region", "class_id", "mythic_rating"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bnet_character_id: Mapped[int | None] = mapped_column(BigInteger)
    region: Mapped[str] = mapped_column(String(8))
    realm: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(96))
    name_plain: Mapped[str | None] = mapped_column(letters(192), default=_plain_name)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.bnet_id", ondelete="SET NULL"))
    guild_id: Mapped[int | None] = mapped_column(ForeignKey("guilds.id", ondelete="SET NULL"))
    main_id: Mapped[int | None] = mapped_column(ForeignKey("characters.id", ondelete="SET NULL"))
    main_set_by: Mapped[MainSetBy | None] = mapped_column(words(MainSetBy, "main_set_by"))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    class_id: Mapped[int | None]
    spec_id: Mapped[int | None]
    race_id: Mapped[int | None]
    role: Mapped[Role | None] = mapped_column(words(Role, "role"))
    role_override: Mapped[Role | None] = mapped_column(words(Role, "role_override"))
    faction: Mapped[Faction | None] = mapped_column(words(Faction, "faction"))
    level: Mapped[int | None]
    average_item_level: Mapped[int | None]
    equipped_item_level: Mapped[int | None]
    mythic_rating: Mapped[float | None]
    mythic_rating_color: Mapped[str | None] = mapped_column(String(7))
    achievement_points: Mapped[int | None]
    problem_count: Mapped[int | None]
    missing_count: Mapped[int | None]
    problem_summary: Mapped[str | None] = mapped_column(String(160))
    tier_pieces: Mapped[int | None]
    vault_week_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    vault_raid: Mapped[int | None]
    vault_mythic: Mapped[int | None]
    vault_world: Mapped[int | None]
    raid_progress: Mapped[str | None] = mapped_column(String(16))
    best_log: Mapped[float | None]
    last_login_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verified_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    suspected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(32))
    error: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(default=0, server_default="0")
    profile_json: Mapped[Any | None] = _raw()
    equipment_json: Mapped[Any | None] = _raw()
    mythic_profile_json: Mapped[Any | None] = _raw()
    mythic_season_json: Mapped[Any | None] = _raw()
    professions_json: Mapped[Any | None] = _raw()
    raids_json: Mapped[Any | None] = _raw()
    media_json: Mapped[Any | None] = _raw()
    specializations_json: Mapped[Any | None] = _raw()
    warcraftlogs_json: Mapped[Any | None] = _raw()

    @validates("name_key")
    def _renew_plain_name(self, _attribute: str, key: str) -> str:
        self.name_plain = plain(key)
        return key


class FormerName(Stamped, Model):
    """A name and realm that a character had before; an old address still finds it."""

    __tablename__ = "former_names"
    __table_args__ = (Index(None, "region", "realm", "name_key"), Index(None, "character_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    character_id: Mapped[int] = mapped_column(ForeignKey("characters.id", ondelete="CASCADE"))
    region: Mapped[str] = mapped_column(String(8))
    realm: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    name_key: Mapped[str] = mapped_column(String(96))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
