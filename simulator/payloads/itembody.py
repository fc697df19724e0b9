"""What an item is: weapon, armor or trinket, its statistics, its price and its special lines."""

from typing import Any

from simulator.gamedata import CLASS_BY_ID, Armor
from simulator.gear import SLOTS, Grip, Make, Piece
from simulator.payloads.itemtext import GREEN, GREY, colored
from simulator.payloads.view import View

SLOT_NAMES = {
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
_ARMOR, _WEAPON = (4, "Armor"), (2, "Weapon")
_ARMOR_SUBCLASS = {Armor.CLOTH: 1, Armor.LEATHER: 2, Armor.MAIL: 3, Armor.PLATE: 4}
UNARMORED = frozenset({"NECK", "FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2"})
_WEAPONS = {
    Grip.TWO_HAND: ("TWOHWEAPON", "Two-Hand", 8, "Sword", 3_600),
    Grip.RANGED: ("RANGED", "Ranged", 2, "Bow", 3_000),
    Grip.DUAL: ("WEAPON", "One-Hand", 7, "Sword", 2_600),
    Grip.SHIELD: ("WEAPONMAINHAND", "Main Hand", 4, "Mace", 2_600),
    Grip.HELD: ("WEAPONMAINHAND", "Main Hand", 15, "Dagger", 1_800),
}
_POLE = ("TWOHWEAPON", "Two-Hand", 20, "Fishing Pole", 3_000)
_SECONDARY = (
    ("CRIT_RATING", "Critical Strike"),
    ("HASTE_RATING", "Haste"),
    ("MASTERY_RATING", "Mastery"),
    ("VERSATILITY", "Versatility"),
)
_PRIMARY = {"STRENGTH": "Strength", "AGILITY": "Agility", "INTELLECT": "Intellect"}
_PVP_AIM = 315


def kind(view: View, piece: Piece, class_id: int, held: Grip) -> dict[str, Any]:
    """Return class, subclass and inventory type, with armor or damage."""
    if piece.slot == "MAIN_HAND" or (piece.slot == "OFF_HAND" and held is Grip.DUAL):
        return _weapon(view, piece, held)
    if piece.slot == "OFF_HAND":
        shield = held is Grip.SHIELD
        inventory, subclass, name = ("SHIELD", 6, "Shield") if shield else ("HOLDABLE", 0, "Miscellaneous")
        return _classed(view, _ARMOR, subclass, name) | {"inventory_type": view.typed(inventory, "Off Hand")}
    armor = CLASS_BY_ID[class_id].armor
    inventory = _INVENTORY.get(piece.slot, piece.slot)
    told: dict[str, Any] = {"inventory_type": view.typed(inventory, SLOT_NAMES[piece.slot].rstrip(" 12"))}
    if piece.slot in UNARMORED:
        return told | _classed(view, _ARMOR, 0, "Miscellaneous") | {"is_subclass_hidden": True}
    subclass, name = (1, "Cloth") if piece.slot == "BACK" else (_ARMOR_SUBCLASS[armor], armor.value)
    value = piece.item_level * (1 + subclass) // 2
    told["armor"] = {"value": value, "display": colored(view, f"{value} Armor")}
    return told | _classed(view, _ARMOR, subclass, name)


def _classed(view: View, kind: tuple[int, str], subclass: int, subclass_name: str) -> dict[str, Any]:
    number, name = kind
    return {
        "item_class": view.static("item-class", number, name),
        "item_subclass": view.static(f"item-class/{number}/item-subclass", subclass, subclass_name),
    }


def _weapon(view: View, piece: Piece, held: Grip) -> dict[str, Any]:
    is_pole = piece.make is Make.FISHING_POLE
    inventory, hand, subclass, name, speed = _POLE if is_pole else _WEAPONS[held]
    low, high = piece.item_level * 5, piece.item_level * 8
    damage = round((low + high) / 2 / (speed / 1_000) + 0.25, 5)
    return _classed(view, _WEAPON, subclass, name) | {
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


def stats(view: View, piece: Piece, stat: str) -> list[dict[str, Any]]:
    """Return the statistics of an item."""
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


def price(view: View, piece: Piece) -> dict[str, Any]:
    """Return what a merchant gives for an item."""
    value = piece.item_level * 1_271
    words = {
        "header": view.say("Sell Price:"),
        "gold": view.say(str(value // 10_000)),
        "silver": view.say(str(value // 100 % 100)),
        "copper": view.say(str(value % 100)),
    }
    return {"value": value, "display_strings": words}


def lines(view: View, piece: Piece) -> dict[str, Any]:
    """Return the special lines of an item: wear, uniqueness, spells, craft, looks."""
    extra: dict[str, Any] = {}
    if piece.slot not in UNARMORED and piece.slot != "BACK":
        extra["durability"] = {"value": 100, "display_string": view.say("Durability 100 / 100")}
    if piece.slot in {"FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2"}:
        extra["unique_equipped"] = view.say("Unique-Equipped")
    if piece.slot == "NECK":
        extra["description"] = view.say("It still smells faintly of lamp oil.")
    spell = _spell(piece)
    if spell is not None:
        name, words = spell
        number = 1_230_000 + piece.points
        extra["spells"] = [{"spell": view.static("spell", number, name), "description": view.say(words)}]
    if piece.make is Make.EMBELLISHED:
        extra["limit_category"] = view.say("Unique-Equipped: Embellished (2)")
    if piece.is_crafted:
        extra["modified_crafting_stat"] = [
            {"id": 36, "type": "HASTE_RATING", "name": view.say("Haste")},
            {"id": 49, "type": "MASTERY_RATING", "name": view.say("Mastery")},
        ]
        extra["is_corrupted"] = False
    if piece.points % 3 == 1 and piece.slot not in UNARMORED:
        extra["transmog"] = {
            "item": view.static("item", 188_000 + SLOTS.index(piece.slot), "Lamplighter's Attire"),
            "display_string": view.say("Transmogrified to:\nLamplighter's Attire"),
            "item_modified_appearance_id": 171_000 + SLOTS.index(piece.slot),
        }
    return extra


def _spell(piece: Piece) -> tuple[str, str] | None:
    """Return name and words of what an item does."""
    if piece.make is Make.PVP:
        aim = f"Equip: Increases item level to a minimum of {_PVP_AIM} in Arenas and Battlegrounds."
        return "Competitor's Edge", aim
    if piece.make is Make.KEEPSAKE:
        return "Way Home", "Use: Takes you to a harbour that you know. (30 Min Cooldown)"
    if piece.slot.startswith("TRINKET"):
        words = "Your spells and attacks have a chance to kindle a lantern that burns for 12 sec."
        return "Watchlight", f"Equip: {words}"
    return None
