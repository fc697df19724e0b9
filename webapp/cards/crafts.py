"""Build professions, talents and pictures of a card. Pure."""

from collections.abc import Sequence

from webapp.cards.card import Media, Profession, Professions, Talents
from webapp.cards.context import CardContext
from webapp.cards.reading import (
    NOTHING,
    Document,
    child_of,
    name_of,
    needed_id,
    rows_of,
    text_of,
    whole_of,
)
from webapp.words import Section

_FIRST_RISING_TIER = 2_700
_OLD_MEDIA = {"avatar": "avatar_url", "inset": "bust_url", "main": "render_url"}


def professions_part(document: Document, context: CardContext) -> Professions:
    """Return all professions, the main ones first; who learned none has an empty list."""
    primaries = [_profession(row, is_primary=True) for row in rows_of(document, "primaries")]
    secondaries = [_profession(row, is_primary=False) for row in rows_of(document, "secondaries")]
    return {**context.part(Section.PROFESSIONS), "professions": primaries + secondaries}


def _profession(row: Document, *, is_primary: bool) -> Profession:
    tiers = rows_of(row, "tiers")
    newest = max(tiers, key=_age, default=NOTHING)
    told = newest if tiers else row
    return {
        "id": needed_id(row, "profession"),
        "name": name_of(row, "profession"),
        "isPrimary": is_primary,
        "specialization": name_of(row, "specialization"),
        "tier": name_of(newest, "tier"),
        "skill": whole_of(told.get("skill_points")),
        "maxSkill": whole_of(told.get("max_skill_points")),
        "knownRecipes": sum(len(rows_of(tier, "known_recipes")) for tier in tiers),
    }


def _age(tier: Document) -> int:
    """Return what rises with the expansion: ids of tiers fell until Battle for Azeroth and rise since."""
    number = whole_of(child_of(tier, "tier").get("id")) or 0
    return number if number >= _FIRST_RISING_TIER else -number


def talents_part(document: Document, context: CardContext) -> Talents:
    """Return the active specialization with its hero tree and the code that the game imports."""
    active = child_of(document, "active_specialization")
    specs = rows_of(document, "specializations")
    chosen = [spec for spec in specs if child_of(spec, "specialization").get("id") == active.get("id")]
    loadout = _active_loadout(chosen)
    hero = name_of(loadout, "selected_hero_talent_tree") or name_of(document, "active_hero_talent_tree")
    return {
        **context.part(Section.SPECIALIZATIONS),
        "spec": text_of(active.get("name")),
        "heroTree": hero,
        "code": text_of(loadout.get("talent_loadout_code")),
    }


def _active_loadout(specs: Sequence[Document]) -> Document:
    loadouts = [one for spec in specs for one in rows_of(spec, "loadouts")]
    return next((one for one in loadouts if one.get("is_active") is True), NOTHING)


def media_part(document: Document, context: CardContext) -> Media:
    """Return addresses of pictures, in the form of today or of 2019."""
    assets = {text_of(asset.get("key")): text_of(asset.get("value")) for asset in rows_of(document, "assets")}
    if "main" not in assets and "main-raw" in assets:
        assets["main"] = assets["main-raw"]
    return {
        **context.part(Section.MEDIA),
        "avatar": assets.get("avatar") or text_of(document.get(_OLD_MEDIA["avatar"])),
        "inset": assets.get("inset") or text_of(document.get(_OLD_MEDIA["inset"])),
        "main": assets.get("main") or text_of(document.get(_OLD_MEDIA["main"])),
    }
