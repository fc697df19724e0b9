"""Ids, names and coloured lines of items."""

from typing import Any

from simulator.gamedata import CLASS_BY_ID
from simulator.gear import LAST_SEASON, SLOTS, STEPS, Make, Piece, track_of
from simulator.payloads.view import View

Color = tuple[int, int, int]
WHITE: Color = (255, 255, 255)
GREEN: Color = (0, 255, 0)
GREY: Color = (128, 128, 128)
_MAKERS = ("Wayfarer's", "Tidewatch", "Emberguard", "Dawnkeeper's", "Nightwarden's")
_NOUNS = {
    "HEAD": "Helm", "NECK": "Pendant", "SHOULDER": "Mantle", "BACK": "Drape", "CHEST": "Vestments",
    "WRIST": "Bindings",
    "HANDS": "Grips", "WAIST": "Cord", "LEGS": "Leggings", "FEET": "Treads", "FINGER_1": "Signet",
    "FINGER_2": "Band",
    "TRINKET_1": "Lantern", "TRINKET_2": "Hourglass", "MAIN_HAND": "Sunderer", "OFF_HAND": "Keepsake",
}  # fmt: skip
_FIRST_ITEM, _FIRST_OLD_ITEM = 249_000, 239_000
_KNOWN = {
    Make.KEEPSAKE: (40_586, "Signet of the Last Ferry"),
    Make.FISHING_POLE: (133_755, "Pole of the Patient Lampwright"),
}


def item_id(piece: Piece, class_id: int) -> int:
    """Return the id of an item: the same for a slot, a track and a class's armor."""
    if piece.make in _KNOWN:
        return _KNOWN[piece.make][0]
    armor = list(type(CLASS_BY_ID[class_id].armor)).index(CLASS_BY_ID[class_id].armor)
    in_set = class_id if piece.in_set else 0
    first = _FIRST_OLD_ITEM if piece.season == LAST_SEASON else _FIRST_ITEM
    return first + SLOTS.index(piece.slot) * 400 + (piece.points // STEPS) * 72 + armor * 14 + in_set


def item_name(piece: Piece, class_id: int) -> str:
    """Return an item's name."""
    if piece.make in _KNOWN:
        return _KNOWN[piece.make][1]
    noun = _NOUNS[piece.slot]
    if piece.in_set:
        return f"{set_name(class_id, piece.season)}'s {noun}"
    if piece.make is Make.PVP:
        return f"Competitor's {noun}"
    return f"Guildwright's {noun}" if piece.is_crafted else f"{_MAKERS[piece.points // STEPS]} {noun}"


def set_name(class_id: int, season: int) -> str:
    """Return the name of a class's set in a season."""
    light = "Candle" if season == LAST_SEASON else "Beacon"
    return f"{light} of the {CLASS_BY_ID[class_id].name}"


def colored(view: View, text: str, color: Color | None = None) -> dict[str, Any]:
    """Return a display string with its colour."""
    red, green, blue = color or WHITE
    return {"display_string": view.say(text), "color": {"r": red, "g": green, "b": blue, "a": 1.0}}


def name_description(view: View, piece: Piece) -> dict[str, Any]:
    """Return the green line under an item's name, if it has one: the upgrade track and step of loot."""
    found = track_of(piece)
    if found is not None:
        words = f"Upgrade Level: {found[0]} {found[1]}/{STEPS}"
    elif piece.is_crafted:
        words = "Spark Crafted"
    elif piece.make is Make.PVP:
        words = "Midnight Season 2"
    else:
        return {}
    return {"name_description": colored(view, words, GREEN)}
