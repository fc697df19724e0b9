"""Ids, names and coloured lines of items."""

from typing import Any

from simulator.gamedata import CLASS_BY_ID
from simulator.gear import SLOTS, STEPS, Piece, track_of
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
_FIRST_ITEM = 249_000


def item_id(piece: Piece, class_id: int) -> int:
    """Return the id of an item: the same for a slot, a track and a class's armor."""
    armor = list(type(CLASS_BY_ID[class_id].armor)).index(CLASS_BY_ID[class_id].armor)
    in_set = class_id if piece.in_set else 0
    return _FIRST_ITEM + SLOTS.index(piece.slot) * 400 + (piece.points // STEPS) * 72 + armor * 14 + in_set


def item_name(piece: Piece, class_id: int) -> str:
    """Return an item's name."""
    if piece.in_set:
        return f"{set_name(class_id)}'s {_NOUNS[piece.slot]}"
    maker = "Guildwright's" if piece.crafted else _MAKERS[piece.points // STEPS]
    return f"{maker} {_NOUNS[piece.slot]}"


def set_name(class_id: int) -> str:
    """Return the name of a class's set."""
    return f"Beacon of the {CLASS_BY_ID[class_id].name}"


def colored(view: View, text: str, color: Color | None = None) -> dict[str, Any]:
    """Return a display string with its colour."""
    red, green, blue = color or WHITE
    return {"display_string": view.say(text), "color": {"r": red, "g": green, "b": blue, "a": 1.0}}


def name_description(view: View, piece: Piece) -> dict[str, Any]:
    """Return the green line under an item's name: its upgrade track and step."""
    track, step = track_of(piece.points)
    return colored(view, f"Upgrade Level: {track} {step}/{STEPS}", GREEN)
