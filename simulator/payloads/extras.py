"""Enchantments, sockets and sets of items."""

from functools import lru_cache
from typing import Any

from simulator.gear import SLOTS, TIER_SLOTS, Piece
from simulator.payloads.itemtext import item_id, item_name, set_name
from simulator.payloads.view import View

_FIRST_ENCHANTMENT, _FIRST_SCROLL, _FIRST_GEM, _FIRST_SET = 7_900, 243_900, 240_850, 1_978
_GEMS = ("+147 Critical Strike", "+147 Haste and +49 Mastery", "+147 Mastery", "+147 Versatility")


def enchantments(view: View, piece: Piece) -> list[dict[str, Any]]:
    """Return the one enchantment of an item, with its quality mark as the game writes it."""
    place = SLOTS.index(piece.slot)
    number = place * 2 + piece.enchantment
    mark = f"|A:Professions-ChatIcon-Quality-12-Tier{piece.enchantment}:20:20|a"
    scroll = view.static("item", _FIRST_SCROLL + number, "Enchantment: Keeper's Flame")
    return [
        {
            "display_string": view.say(f"Enchanted: Keeper's Flame {mark}"),
            "source_item": scroll,
            "enchantment_id": _FIRST_ENCHANTMENT + number,
            "enchantment_slot": {"id": 0, "type": "PERMANENT"},
        }
    ]


def sockets(view: View, piece: Piece) -> list[dict[str, Any]]:
    """Return an item's sockets; an empty one has no item."""
    return [_socket(view, number, filled=filled) for number, filled in enumerate(piece.gems)]


def item_set(view: View, class_id: int) -> dict[str, Any]:
    """Return the set to which a tier piece belongs, as a line of the piece."""
    return {
        "item_set": view.static("item-set", _FIRST_SET + class_id, set_name(class_id)),
        "display_string": view.say(set_name(class_id)),
    }


def worn_sets(view: View, class_id: int, worn: tuple[Piece, ...]) -> list[dict[str, Any]]:
    """Return the class's set with what is worn of it and its active effects; nothing without a piece."""
    parts = tuple(piece for piece in worn if piece.in_set)
    return [_worn_set(view, class_id, parts)] if parts else []


@lru_cache(maxsize=5_000)
def _worn_set(view: View, class_id: int, parts: tuple[Piece, ...]) -> dict[str, Any]:
    by_slot = {piece.slot: piece for piece in parts}
    items = [_part(view, class_id, slot, by_slot.get(slot)) for slot in TIER_SLOTS]
    effects = [
        {
            "display_string": view.say(f"({count}) Set: Your lantern burns {count * 5}% brighter."),
            "required_count": count,
            "is_active": len(parts) >= count,
        }
        for count in (2, 4)
    ]
    return item_set(view, class_id) | {
        "items": items,
        "effects": effects,
        "display_string": view.say(f"{set_name(class_id)} ({len(parts)}/{len(TIER_SLOTS)})"),
    }


def _part(view: View, class_id: int, slot: str, worn: Piece | None) -> dict[str, Any]:
    piece = worn or Piece(slot, 0, 0, crafted=False, in_set=True, enchantment=0, gems=())
    item = {"item": view.static("item", item_id(piece, class_id), item_name(piece, class_id))}
    return item | {"is_equipped": True} if worn else item


def _socket(view: View, number: int, *, filled: bool) -> dict[str, Any]:
    kind = {"socket_type": view.typed("PRISMATIC", "Prismatic Socket")}
    if not filled:
        return kind
    gem = _FIRST_GEM + number
    return kind | {
        "item": view.static("item", gem, "Flawless Watchstone"),
        "display_string": view.say(_GEMS[number % len(_GEMS)]),
        "media": view.nameless("media/item", gem),
    }
