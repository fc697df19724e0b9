"""Enchantments, sockets and sets of items."""

from functools import lru_cache
from typing import Any

import orjson

from simulator import trimmings
from simulator.gamedata import CURRENT_SEASON
from simulator.gear import LAST_SEASON, TIER_SLOTS, Piece, Plain
from simulator.payloads.itemtext import item_id, item_name, set_name
from simulator.payloads.view import View
from simulator.trimmings import ENCHANTS, FUTURE_ENCHANT, RUNES, Grade

# The sets of a season are numbered in the order of the classes.
BEFORE_FIRST_SET = {CURRENT_SEASON: 2_054, LAST_SEASON: 1_977}
_FIRST_SCROLL = 236_000
_STATS = ("Critical Strike", "Haste", "Mastery", "Versatility")
_GLIDER = 4_897
_CHEAP_IDS = frozenset(number for ids in ENCHANTS[Grade.CHEAP].values() for number in ids)
_CHEAP_GEMS = frozenset(trimmings.GEMS[Grade.CHEAP])


def enchantments(view: View, piece: Piece, *, glides: bool) -> list[bytes]:
    """Return the enchantments of an item as the end of its JSON; nothing where there are none."""
    told = [_enchantment(view, piece.enchantment)] if piece.enchantment else []
    if glides and piece.slot == "BACK":
        told.append(_glider(view))
    return [b',"enchantments":[', b",".join(told), b"]"] if told else []


@lru_cache(maxsize=1_000)
def _enchantment(view: View, number: int) -> bytes:
    """Return one enchantment, with the mark of its rank as the game writes it; a rune has none."""
    enchantment: dict[str, Any] = {
        "enchantment_id": number,
        "enchantment_slot": {"id": 0, "type": "PERMANENT"},
    }
    if number in RUNES:
        return orjson.dumps({"display_string": view.say(f"Enchanted: {RUNES[number]}")} | enchantment)
    name = "Ember of Tomorrow" if number == FUTURE_ENCHANT else "Keeper's Flame"
    rank = 1 if number in _CHEAP_IDS else 2
    mark = f"|A:Professions-ChatIcon-Quality-12-Tier{rank}:20:20|a"
    scroll = view.static("item", _FIRST_SCROLL + number, f"Enchantment: {name}")
    words = {"display_string": view.say(f"Enchanted: {name} {mark}"), "source_item": scroll}
    return orjson.dumps(words | enchantment)


@lru_cache(maxsize=100)
def _glider(view: View) -> bytes:
    spell = {
        "spell": view.static("spell", 126_389, "Goblin Glider"),
        "description": view.say("Use: Reduces your falling speed for 2 min. (3 Min Cooldown)"),
    }
    return orjson.dumps(
        {
            "display_string": view.say("Goblin Glider"),
            "enchantment_id": _GLIDER,
            "enchantment_slot": {"id": 7, "type": "ON_USE_SPELL"},
            "spell": spell,
        }
    )


def sockets(view: View, piece: Piece) -> list[bytes]:
    """Return an item's sockets as the end of its JSON; an empty one has no item."""
    told = [_socket(view, "PRISMATIC", number) for number in piece.gems]
    if piece.tinker is not None:
        told.append(_socket(view, "TINKER", piece.tinker))
    return [b',"sockets":[', b",".join(told), b"]"] if told else []


@lru_cache(maxsize=1_000)
def _socket(view: View, word: str, gem: int) -> bytes:
    kind = {"socket_type": view.typed(word, f"{word.capitalize()} Socket")}
    if not gem:
        return orjson.dumps(kind)
    amount, stat = 112 if gem in _CHEAP_GEMS else 147, _STATS[gem % len(_STATS)]
    name = "Tinker: Spare Lamp" if word == "TINKER" else f"Watchstone of {stat}"
    return orjson.dumps(
        kind
        | {
            "item": view.static("item", gem, name),
            "display_string": view.say(f"+{amount} {stat}"),
            "media": view.nameless("media/item", gem),
        }
    )


def item_set(view: View, class_id: int, season: int) -> dict[str, Any]:
    """Return the set to which a tier piece belongs, as a line of the piece."""
    return {
        "item_set": view.static("item-set", BEFORE_FIRST_SET[season] + class_id, set_name(class_id, season)),
        "display_string": view.say(set_name(class_id, season)),
    }


def worn_sets(view: View, class_id: int, worn: tuple[Piece, ...]) -> list[dict[str, Any]]:
    """Return the class's set with what is worn of it and its active effects; nothing without a piece."""
    parts = tuple(piece.plain for piece in worn if piece.in_set)
    return [_worn_set(view, class_id, parts)] if parts else []


@lru_cache(maxsize=5_000)
def _worn_set(view: View, class_id: int, plain: tuple[Plain, ...]) -> dict[str, Any]:
    parts = [Piece(**one._asdict()) for one in plain]
    season, name = parts[0].season, set_name(class_id, parts[0].season)
    by_slot = {piece.slot: piece for piece in parts}
    items = [
        _part(view, class_id, Piece(slot=slot, item_level=0, season=season, in_set=True), by_slot.get(slot))
        for slot in TIER_SLOTS
    ]
    effects = [
        {
            "display_string": view.say(f"({count}) Set: Your lantern burns {count * 5}% brighter."),
            "required_count": count,
            "is_active": len(parts) >= count,
        }
        for count in (2, 4)
    ]
    return item_set(view, class_id, season) | {
        "items": items,
        "effects": effects,
        "display_string": view.say(f"{name} ({len(parts)}/{len(TIER_SLOTS)})"),
    }


def _part(view: View, class_id: int, model: Piece, worn: Piece | None) -> dict[str, Any]:
    piece = worn or model
    item = {"item": view.static("item", item_id(piece, class_id), item_name(piece, class_id))}
    return item | {"is_equipped": True} if worn else item
