"""Shirts and tabards: worn for their looks, of item level 1, and no part of any average."""

from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from simulator.payloads.view import View
from simulator.people import Person
from simulator.randomness import mix

_SHIRTS_PER_100, _TABARDS_PER_100 = 30, 45


class _Garment(NamedTuple):
    slot: str
    slot_name: str
    inventory: str
    number: int
    name: str


_SHIRT = _Garment("SHIRT", "Shirt", "BODY", 45_664, "Lampwright's Shirt")
_TABARD = _Garment("TABARD", "Tabard", "TABARD", 69_210, "Renowned Guild Tabard")


def attire(view: View, person: Person, seed: int) -> list[orjson.Fragment]:
    """Return the shirt and the tabard of those who wear them."""
    lot = mix(seed, 147, person.index)
    worn = [(_SHIRT, lot % 100 < _SHIRTS_PER_100), (_TABARD, (lot >> 8) % 100 < _TABARDS_PER_100)]
    return [_item(view, one) for one, is_worn in worn if is_worn]


@lru_cache(maxsize=100)
def _item(view: View, worn: _Garment) -> orjson.Fragment:
    payload: dict[str, Any] = {
        "item": view.nameless("item", worn.number),
        "slot": view.typed(worn.slot, worn.slot_name),
        "quantity": 1,
        "quality": view.typed("COMMON", "Common"),
        "name": view.say(worn.name),
        "media": view.nameless("media/item", worn.number),
        "item_class": view.static("item-class", 4, "Armor"),
        "item_subclass": view.static("item-class/4/item-subclass", 0, "Miscellaneous"),
        "inventory_type": view.typed(worn.inventory, worn.slot_name),
        "binding": view.typed("ON_EQUIP", "Binds when equipped"),
        "level": {"value": 1, "display_string": view.say("Item Level 1")},
    }
    return orjson.Fragment(orjson.dumps(payload))
