"""A character's summary, status, professions and pictures."""

from dataclasses import dataclass
from datetime import datetime

from webapp.clients.battlenet.payloads.mentions import (
    GuildRef,
    RealmRef,
    id_of,
    name_of,
    parse_faction,
    parse_guild_ref,
    parse_realm_ref,
)
from webapp.clients.upstream.door import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterSummary:
    """The summary; everything moves only when the character logs out."""

    id: int
    name: str
    realm: RealmRef
    level: int
    class_id: int
    class_name: str | None
    race_id: int | None
    race_name: str | None
    faction: str | None
    active_spec_id: int | None
    active_spec_name: str | None
    average_item_level: int | None
    equipped_item_level: int | None
    achievement_points: int | None
    last_login_at: datetime | None
    guild: GuildRef | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterStatus:
    """Whether data about a character may be kept: compare the id too."""

    id: int
    is_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfessionTier:
    """Skill in one expansion's part of a profession."""

    id: int | None
    name: str | None
    skill: int | None
    max_skill: int | None
    known_recipe_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profession:
    """One profession and its tiers; archaeology and the like have skill without tiers."""

    id: int
    name: str | None
    is_primary: bool
    specialization: str | None
    skill: int | None
    max_skill: int | None
    tiers: tuple[ProfessionTier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Professions:
    """All professions of a character."""

    professions: tuple[Profession, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """Addresses of pictures: portrait, bust and full figure."""

    avatar: str | None
    inset: str | None
    main: str | None


def parse_summary(document: Json) -> CharacterSummary:
    """Read a character's summary."""
    kind = document.child("character_class")
    return CharacterSummary(
        id=document.integer("id"),
        name=document.text("name"),
        realm=parse_realm_ref(document.child("realm")),
        level=document.integer("level"),
        class_id=kind.integer("id"),
        class_name=kind.text_or_none("name"),
        race_id=id_of(document, "race"),
        race_name=name_of(document, "race"),
        faction=parse_faction(document),
        active_spec_id=id_of(document, "active_spec"),
        active_spec_name=name_of(document, "active_spec"),
        average_item_level=document.integer_or_none("average_item_level"),
        equipped_item_level=document.integer_or_none("equipped_item_level"),
        achievement_points=document.integer_or_none("achievement_points"),
        last_login_at=document.moment_or_none("last_login_timestamp"),
        guild=parse_guild_ref(document),
    )


def parse_status(document: Json) -> CharacterStatus:
    """Read a character's status."""
    return CharacterStatus(id=document.integer("id"), is_valid=document.flag("is_valid"))


def parse_professions(document: Json) -> Professions:
    """Read a character's professions; one who learned none has neither list."""
    primaries = [_profession(entry, is_primary=True) for entry in document.children("primaries")]
    secondaries = [_profession(entry, is_primary=False) for entry in document.children("secondaries")]
    return Professions(professions=(*primaries, *secondaries))


def parse_media(document: Json) -> Media:
    """Read a character's pictures, in the form of today or of 2019."""
    assets = {asset.text_or_none("key"): asset.text_or_none("value") for asset in document.children("assets")}
    return Media(
        avatar=assets.get("avatar") or document.text_or_none("avatar_url"),
        inset=assets.get("inset") or document.text_or_none("bust_url"),
        main=assets.get("main") or assets.get("main-raw") or document.text_or_none("render_url"),
    )


def _profession(entry: Json, *, is_primary: bool) -> Profession:
    profession = entry.child("profession")
    return Profession(
        id=profession.integer("id"),
        name=profession.text_or_none("name"),
        is_primary=is_primary,
        specialization=name_of(entry, "specialization"),
        skill=entry.integer_or_none("skill_points"),
        max_skill=entry.integer_or_none("max_skill_points"),
        tiers=tuple(_tier(tier) for tier in entry.children("tiers")),
    )


def _tier(entry: Json) -> ProfessionTier:
    recipes = (recipe.integer_or_none("id") for recipe in entry.children("known_recipes"))
    return ProfessionTier(
        id=id_of(entry, "tier"),
        name=name_of(entry, "tier"),
        skill=entry.integer_or_none("skill_points"),
        max_skill=entry.integer_or_none("max_skill_points"),
        known_recipe_ids=tuple(recipe for recipe in recipes if recipe is not None),
    )
