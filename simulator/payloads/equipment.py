"""A character's equipment as Battle.net tells it; items are rendered once and reused as bytes."""

from functools import lru_cache
from typing import Any

import orjson

from simulator.gamedata import CLASS_BY_ID, CLASSES, CURRENT_SEASON, SPEC_BY_ID
from simulator.gear import STEPS, Grip, Make, Piece, Plain, grip, is_tinkerer, pieces
from simulator.payloads import itembody
from simulator.payloads.attire import attire
from simulator.payloads.extras import enchantments, item_set, sockets, worn_sets
from simulator.payloads.itembody import SLOT_NAMES, UNARMORED
from simulator.payloads.itemtext import item_id, item_name, name_description
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.world import World

_Look = tuple[int, str, Grip]
_ANY_OF_ARMOR = {one.armor: one.id for one in CLASSES}
BONUS_OF_TRACK = (12_817, 12_825, 12_833, 12_841, 12_849)
_COMMON_BONUS = (6_652, 12_921, 13_577)
_CRAFTED_BONUS = (10_222, 12_040, 8_960)


def equipment(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the equipment answer."""
    worn = pieces(world.seed, person, at=world.last_login(person))
    tinkers = is_tinkerer(world.seed, person)
    items = [_worn(view, piece, _look(person, piece), glides=tinkers) for piece in worn]
    payload = {
        "_links": view.links(f"{character_path(person)}/equipment", "profile"),
        "character": reference(view, person),
        "equipped_items": [*items, *attire(view, person, world.seed)],
    }
    sets = worn_sets(view, person.class_id, worn)
    return payload | ({"equipped_item_sets": sets} if sets else {})


def _look(person: Person, piece: Piece) -> _Look:
    """Return what an item's text depends on: class, statistic and grip, or one of those that share it."""
    class_id, stat, held = person.class_id, SPEC_BY_ID[person.spec_id].stat, grip(person.spec_id)
    if piece.slot in {"MAIN_HAND", "OFF_HAND"}:
        return _ANY_OF_ARMOR[CLASS_BY_ID[class_id].armor], stat, held
    if piece.slot in UNARMORED or piece.slot == "BACK":
        return 1, stat, Grip.HELD
    return class_id if piece.in_set else _ANY_OF_ARMOR[CLASS_BY_ID[class_id].armor], stat, Grip.HELD


def _worn(view: View, piece: Piece, look: _Look, *, glides: bool) -> orjson.Fragment:
    """Return an item with what was put on it; the item without that is the same bytes for many."""
    plain = _item(view, piece.plain, look)
    added = [*enchantments(view, piece, glides=glides), *sockets(view, piece)]
    return orjson.Fragment(b"".join([plain[:-1], *added, b"}"]))


@lru_cache(maxsize=30_000)
def _item(view: View, plain: Plain, look: _Look) -> bytes:
    class_id, stat, held = look
    piece = Piece(**plain._asdict())
    number = item_id(piece, class_id)
    is_plain = piece.make is Make.LEVELLING
    payload = {
        "item": view.nameless("item", number),
        "slot": view.typed(piece.slot, SLOT_NAMES[piece.slot]),
        "quantity": 1,
        "context": 35 + piece.points % 4,
        "bonus_list": _bonuses(piece),
        "quality": view.typed("UNCOMMON", "Uncommon") if is_plain else view.typed("EPIC", "Epic"),
        "name": view.say(item_name(piece, class_id)),
        "modified_appearance_id": number + 11,
        "media": view.nameless("media/item", number),
        "binding": view.typed("ON_ACQUIRE", "Binds when picked up"),
        "stats": itembody.stats(view, piece, stat),
        "sell_price": itembody.price(view, piece),
        "requirements": {"level": {"value": 80, "display_string": view.say("Requires Level 80")}},
        "level": {"value": piece.item_level, "display_string": view.say(f"Item Level {piece.item_level}")},
    }
    payload |= itembody.kind(view, piece, class_id, held) | itembody.lines(view, piece)
    payload |= name_description(view, piece)
    if piece.in_set:
        payload["set"] = item_set(view, class_id, piece.season)
    return orjson.dumps(payload)


def _bonuses(piece: Piece) -> list[int]:
    """Return the numbers that make an item what it is; those of a track's steps are known for this season."""
    level = 1_500 + piece.item_level
    if piece.is_crafted:
        return [*_CRAFTED_BONUS, level]
    if piece.make is not Make.LOOT or piece.season != CURRENT_SEASON:
        return [*_COMMON_BONUS, level]
    track, step = divmod(piece.points, STEPS)
    return [BONUS_OF_TRACK[track] + step, *_COMMON_BONUS, level]
