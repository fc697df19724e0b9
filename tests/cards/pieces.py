"""Pieces of answers and sources of cards, with only what matters said."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from webapp.cards.context import CardContext
from webapp.cards.source import CardSource, StoredSection, Week
from webapp.seasons import season_by_key
from webapp.seasons.facts import SeasonFacts
from webapp.words import Section

SEASON = season_by_key("season-mn-2")
WEEK_START = datetime(2026, 9, 9, 4, tzinfo=UTC)
SEEN_AT = WEEK_START + timedelta(days=2)
GOOD, CHEAP, UNHEARD_OF = 7961, 7960, 99_999
GOOD_GEM, CHEAP_GEM = 240_888, 240_887


def milliseconds(moment: datetime) -> int:
    """Write a moment as Battle.net does."""
    return int(moment.timestamp() * 1000)


def enchant(number: int, *, name: str = "Keeper's Flame") -> dict[str, Any]:
    """Return a permanent enchantment."""
    line = f"Enchanted: {name} |A:Professions-ChatIcon-Quality-12-Tier2:20:20|a"
    return {"enchantment_id": number, "enchantment_slot": {"type": "PERMANENT"}, "display_string": line}


def socket(gem: int | None = None, *, kind: str = "PRISMATIC") -> dict[str, Any]:
    """Return a socket, empty without a gem."""
    item = {} if gem is None else {"item": {"id": gem, "name": "Watchstone"}}
    return {"socket_type": {"type": kind}, **item}


def item(slot: str, **other: Any) -> dict[str, Any]:
    """Return a worn item of level 310 whose slot is enchanted well."""
    needs_enchant = slot in SEASON.enchants.slots and "enchantments" not in other
    return {
        "slot": {"type": slot, "name": slot.title()},
        "item": {"id": 249_000},
        "name": "Helm",
        "quality": {"type": "EPIC"},
        "level": {"value": 310},
        **({"enchantments": [enchant(GOOD)]} if needs_enchant else {}),
        **other,
    }


def equipment(*items: dict[str, Any], **other: Any) -> dict[str, Any]:
    """Return an equipment answer."""
    return {"equipped_items": list(items), **other}


def run(dungeon: int, level: int, *, at: datetime = SEEN_AT, **other: Any) -> dict[str, Any]:
    """Return a Mythic+ run in time."""
    return {
        "completed_timestamp": milliseconds(at),
        "duration": 1_700_000,
        "keystone_level": level,
        "dungeon": {"id": dungeon, "name": f"Dungeon {dungeon}"},
        "is_completed_within_time": True,
        "mythic_rating": {"rating": 125 + 15.0 * level, "color": {"r": 255, "g": 128, "b": 0, "a": 1}},
        **other,
    }


def kill(boss: int, *, at: datetime = SEEN_AT, count: int = 1) -> dict[str, Any]:
    """Return kills of one boss."""
    return {
        "encounter": {"id": boss, "name": f"Boss {boss}"},
        "completed_count": count,
        "last_kill_timestamp": milliseconds(at),
    }


def raid(number: int, modes: dict[str, list[dict[str, Any]]], *, total: int = 8) -> dict[str, Any]:
    """Return a raid with kills by difficulty."""
    rows = [
        {
            "difficulty": {"type": difficulty},
            "progress": {"completed_count": len(kills), "total_count": total, "encounters": kills},
        }
        for difficulty, kills in modes.items()
    ]
    return {"instance": {"id": number, "name": f"Raid {number}"}, "modes": rows}


def expansion(number: int, *raids: dict[str, Any]) -> dict[str, Any]:
    """Return an expansion with its raids."""
    return {"expansion": {"id": number, "name": f"Expansion {number}"}, "instances": list(raids)}


def summary(**other: Any) -> dict[str, Any]:
    """Return the summary of a raider who was seen this week."""
    return {
        "id": 42,
        "name": "Thrall",
        "level": 90,
        "character_class": {"id": 7, "name": "Shaman"},
        "active_spec": {"id": 262, "name": "Elemental"},
        "race": {"id": 2, "name": "Orc"},
        "equipped_item_level": 310,
        "average_item_level": 312,
        "achievement_points": 1_000,
        "last_login_timestamp": milliseconds(SEEN_AT),
        **other,
    }


def stored(document: Any, **other: Any) -> StoredSection:
    """Return a section as it is stored after a good look."""
    body = document if isinstance(document, str | bytes) or document is None else json.dumps(document)
    times = {"attempted_at": SEEN_AT, "succeeded_at": SEEN_AT, "changed_at": SEEN_AT}
    return StoredSection(**{"body": body, "outcome": "ok", **times, **other})


def source(sections: dict[Section, Any] | None = None, **other: Any) -> CardSource:
    """Return the source of a card; documents become stored sections."""
    found = {
        section: value if isinstance(value, StoredSection) else stored(value)
        for section, value in (sections or {}).items()
    }
    known: dict[str, Any] = {
        "character_id": 1,
        "bnet_id": 42,
        "region": "eu",
        "realm": "argent-dawn",
        "realm_name": "Argent Dawn",
        "name": "Thrall",
        "class_id": 7,
        "race_id": 2,
        "spec_id": 262,
        "role": None,
        "faction": None,
        "level": 90,
        "last_login_at": None,
        "week": Week(start=WEEK_START, end=WEEK_START + timedelta(days=7), is_confirmed=True),
        "is_logs_connected": False,
    }
    return CardSource(**{**known, "sections": found, **other})


WHOLE: dict[Section, Any] = {
    Section.SUMMARY: summary(),
    Section.EQUIPMENT: equipment(item("HEAD")),
    Section.MYTHIC: {"current_period": {"period": {"id": 1080}, "best_runs": [run(588, 10)]}},
    Section.RAIDS: {"expansions": [expansion(505, raid(1320, {"HEROIC": [kill(2888)]}))]},
    Section.PROFESSIONS: {"primaries": []},
    Section.MEDIA: {"assets": [{"key": "avatar", "value": "https://render.worldofwarcraft.com/a.jpg"}]},
    Section.SPECIALIZATIONS: {"active_specialization": {"id": 262, "name": "Elemental"}},
}
"""Every section of a complete card."""


def context(*, season: SeasonFacts = SEASON, seen_at: datetime | None = SEEN_AT, **other: Any) -> CardContext:
    """Return what parts of a card share."""
    return CardContext(source(**other), season, seen_at)
