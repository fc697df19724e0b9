"""A character's equipment as Battle.net tells it; items are rendered once and reused as bytes."""

from functools import lru_cache
from typing import Any

import orjson

from simulator.gamedata import CLASS_BY_ID, CLASSES, SPEC_BY_ID, Armor
from simulator.gear import SLOTS, Grip, Piece, grip, pieces
from simulator.payloads.extras import enchantments, item_set, sockets, worn_sets
from simulator.payloads.itemtext import GREEN, GREY, colored, item_id, item_name, name_description
from simulator.payloads.people import character_path, reference
from simulator.payloads.view import View
from simulator.people import Person
from simulator.world import World

_SLOT_NAMES = {
    "HEAD": "Head", "NECK": "Neck", "SHOULDER": "Shoulders", "BACK": "Back", "CHEST": "Chest",
    "WRIST": "Wrist",
    "HANDS": "Hands", "WAIST": "Waist", "LEGS": "Legs", "FEET": "Feet", "FINGER_1": "Ring 1",
    "FINGER_2": "Ring 2",
    "TRINKET_1": "Trinket 1", "TRINKET_2": "Trinket 2", "MAIN_HAND": "Main Hand", "OFF_HAND": "Off Hand",
}  # fmt: skip
_INVENTORY = {
    "HANDS": "HAND", "BACK": "CLOAK", "FINGER_1": "FINGER", "FINGER_2": "FINGER",
    "TRINKET_1": "TRINKET", "TRINKET_2": "TRINKET",
}  # fmt: skip
_ARMOR_SUBCLASS = {Armor.CLOTH: 1, Armor.LEATHER: 2, Armor.MAIL: 3, Armor.PLATE: 4}
_ANY_OF_ARMOR = {one.armor: one.id for one in CLASSES}
_UNARMORED = {"NECK", "FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2"}
_WEAPONS = {
    Grip.TWO_HAND: ("TWOHWEAPON", "Two-Hand", 8, "Sword", 3_600),
    Grip.RANGED: ("RANGED", "Ranged", 2, "Bow", 3_000),
    Grip.DUAL: ("WEAPON", "One-Hand", 7, "Sword", 2_600),
    Grip.SHIELD: ("WEAPONMAINHAND", "Main Hand", 4, "Mace", 2_600),
    Grip.HELD: ("WEAPONMAINHAND", "Main Hand", 15, "Dagger", 1_800),
}
_SECONDARY = (
    ("CRIT_RATING", "Critical Strike"),
    ("HASTE_RATING", "Haste"),
    ("MASTERY_RATING", "Mastery"),
    ("VERSATILITY", "Versatility"),
)
_PRIMARY = {"STRENGTH": "Strength", "AGILITY": "Agility", "INTELLECT": "Intellect"}
_BONUS_OF_TRACK = (12_817, 12_825, 12_833, 12_841, 12_849)
_COMMON_BONUS = (6_652, 12_921, 13_577)


def equipment(view: View, person: Person, world: World) -> dict[str, Any]:
    """Return the equipment answer."""
    worn = pieces(world.seed, person, at=world.last_login(person))
    items = [orjson.Fragment(_item(view, piece, *_look(person, piece))) for piece in worn]
    payload = {
        "_links": view.links(f"{character_path(person)}/equipment", "profile"),
        "character": reference(view, person),
        "equipped_items": items,
    }
    sets = worn_sets(view, person.class_id, worn)
    return payload | ({"equipped_item_sets": sets} if sets else {})


def _look(person: Person, piece: Piece) -> tuple[int, str, Grip]:
    """Return what an item's text depends on: class, statistic and grip, or one of those that share it."""
    class_id, stat, held = person.class_id, SPEC_BY_ID[person.spec_id].stat, grip(person.spec_id)
    if piece.slot in {"MAIN_HAND", "OFF_HAND"}:
        return _ANY_OF_ARMOR[CLASS_BY_ID[class_id].armor], stat, held
    if piece.slot in _UNARMORED or piece.slot == "BACK":
        return 1, stat, Grip.HELD
    return class_id if piece.in_set else _ANY_OF_ARMOR[CLASS_BY_ID[class_id].armor], stat, Grip.HELD


@lru_cache(maxsize=30_000)
def _item(view: View, piece: Piece, class_id: int, stat: str, held: Grip) -> bytes:
    number = item_id(piece, class_id)
    payload = {
        "item": view.nameless("item", number),
        "slot": view.typed(piece.slot, _SLOT_NAMES[piece.slot]),
        "quantity": 1,
        "context": 35 + piece.points % 4,
        "bonus_list": _bonuses(piece),
        "quality": view.typed("EPIC", "Epic") if piece.points else view.typed("UNCOMMON", "Uncommon"),
        "name": view.say(item_name(piece, class_id)),
        "modified_appearance_id": number + 11,
        "media": view.nameless("media/item", number),
        "binding": view.typed("ON_ACQUIRE", "Binds when picked up"),
        "stats": _stats(view, piece, stat),
        "sell_price": _price(view, piece),
        "requirements": {"level": {"value": 80, "display_string": view.say("Requires Level 80")}},
        "level": {"value": piece.item_level, "display_string": view.say(f"Item Level {piece.item_level}")},
        "name_description": name_description(view, piece),
    }
    payload |= _kind(view, piece, class_id, held) | _wear(view, piece)
    if piece.enchantment:
        payload["enchantments"] = enchantments(view, piece)
    if piece.gems:
        payload["sockets"] = sockets(view, piece)
    if piece.in_set:
        payload["set"] = item_set(view, class_id)
    return orjson.dumps(payload)


def _kind(view: View, piece: Piece, class_id: int, held: Grip) -> dict[str, Any]:
    if piece.slot == "MAIN_HAND" or (piece.slot == "OFF_HAND" and held is Grip.DUAL):
        return _weapon(view, piece, held)
    if piece.slot == "OFF_HAND":
        shield = held is Grip.SHIELD
        inventory, subclass, name = ("SHIELD", 6, "Shield") if shield else ("HOLDABLE", 0, "Miscellaneous")
        return _classed(view, 4, "Armor", subclass, name) | {
            "inventory_type": view.typed(inventory, "Off Hand")
        }
    armor = CLASS_BY_ID[class_id].armor
    inventory = _INVENTORY.get(piece.slot, piece.slot)
    kind: dict[str, Any] = {"inventory_type": view.typed(inventory, _SLOT_NAMES[piece.slot].rstrip(" 12"))}
    if piece.slot in _UNARMORED:
        return kind | _classed(view, 4, "Armor", 0, "Miscellaneous") | {"is_subclass_hidden": True}
    subclass, name = (1, "Cloth") if piece.slot == "BACK" else (_ARMOR_SUBCLASS[armor], armor.value)
    value = piece.item_level * (1 + subclass) // 2
    kind["armor"] = {"value": value, "display": colored(view, f"{value} Armor")}
    return kind | _classed(view, 4, "Armor", subclass, name)


def _classed(view: View, number: int, name: str, subclass: int, subclass_name: str) -> dict[str, Any]:
    return {
        "item_class": view.static("item-class", number, name),
        "item_subclass": view.static(f"item-class/{number}/item-subclass", subclass, subclass_name),
    }


def _weapon(view: View, piece: Piece, held: Grip) -> dict[str, Any]:
    inventory, hand, subclass, name, speed = _WEAPONS[held]
    low, high = piece.item_level * 5, piece.item_level * 8
    damage = round((low + high) / 2 / (speed / 1_000) + 0.25, 5)
    return _classed(view, 2, "Weapon", subclass, name) | {
        "inventory_type": view.typed(inventory, hand),
        "weapon": {
            "damage": {
                "min_value": low,
                "max_value": high,
                "display_string": view.say(f"{low:,} - {high:,} Damage"),
                "damage_class": view.typed("PHYSICAL", "Physical"),
            },
            "attack_speed": {"value": speed, "display_string": view.say(f"Speed {speed / 1_000:.2f}")},
            "dps": {"value": damage, "display_string": view.say(f"({damage:.1f} damage per second)")},
        },
    }


def _bonuses(piece: Piece) -> list[int]:
    track, step = divmod(piece.points, 6)
    return [_BONUS_OF_TRACK[track] + step, *_COMMON_BONUS, 1_500 + piece.item_level]


def _stats(view: View, piece: Piece, stat: str) -> list[dict[str, Any]]:
    place = SLOTS.index(piece.slot)
    level = piece.item_level
    rolled = [_stat(view, "STAMINA", "Stamina", level * 9, equip=False)]
    if piece.slot not in {"NECK", "FINGER_1", "FINGER_2"}:
        rolled = [*_primary(view, piece, stat), *rolled]
    for offset, share in ((0, 3), (1 + piece.points % 2, 4)):
        word, name = _SECONDARY[(place + offset) % len(_SECONDARY)]
        rolled.append(_stat(view, word, name, level // share, equip=True))
    return rolled


def _primary(view: View, piece: Piece, stat: str) -> list[dict[str, Any]]:
    """Return the statistic of the specialization, and on weapons one that does not count for it."""
    value = piece.item_level // 2
    rolled = [_stat(view, stat, _PRIMARY[stat], value, equip=False)]
    if piece.slot == "MAIN_HAND":
        other = "INTELLECT" if stat != "INTELLECT" else "STRENGTH"
        grey = colored(view, f"+{value:,} {_PRIMARY[other]}", GREY)
        kind = view.typed(other, _PRIMARY[other])
        rolled.append({"type": kind, "value": value, "is_negated": True, "display": grey})
    return rolled


def _stat(view: View, word: str, name: str, value: int, *, equip: bool) -> dict[str, Any]:
    text = colored(view, f"+{value:,} {name}", GREEN if equip else None)
    plain = {"type": view.typed(word, name), "value": value, "display": text}
    return plain | {"is_equip_bonus": True} if equip else plain


def _price(view: View, piece: Piece) -> dict[str, Any]:
    value = piece.item_level * 1_271
    words = {
        "header": view.say("Sell Price:"),
        "gold": view.say(str(value // 10_000)),
        "silver": view.say(str(value // 100 % 100)),
        "copper": view.say(str(value % 100)),
    }
    return {"value": value, "display_strings": words}


def _wear(view: View, piece: Piece) -> dict[str, Any]:
    extra: dict[str, Any] = {}
    if piece.slot not in _UNARMORED and piece.slot != "BACK":
        extra["durability"] = {"value": 100, "display_string": view.say("Durability 100 / 100")}
    if piece.slot in {"FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2"}:
        extra["unique_equipped"] = view.say("Unique-Equipped")
    if piece.slot == "NECK":
        extra["description"] = view.say("It still smells faintly of lamp oil.")
    if piece.slot.startswith("TRINKET"):
        extra["spells"] = [
            {
                "spell": view.static("spell", 1_230_000 + piece.points, "Watchlight"),
                "description": view.say(
                    "Equip: Your spells and attacks have a chance to kindle a lantern that burns for 12 sec."
                ),
            }
        ]
    if piece.crafted:
        extra["limit_category"] = view.say("Unique-Equipped: Embellished (2)")
        extra["modified_crafting_stat"] = [
            {"id": 36, "type": "HASTE_RATING", "name": view.say("Haste")},
            {"id": 49, "type": "MASTERY_RATING", "name": view.say("Mastery")},
        ]
        extra["is_corrupted"] = False
    if piece.points % 3 == 1 and piece.slot not in _UNARMORED:
        extra["transmog"] = {
            "item": view.static("item", 188_000 + SLOTS.index(piece.slot), "Lamplighter's Attire"),
            "display_string": view.say("Transmogrified to:\nLamplighter's Attire"),
            "item_modified_appearance_id": 171_000 + SLOTS.index(piece.slot),
        }
    return extra
