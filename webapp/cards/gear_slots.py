"""Turn worn items into the slots of a card, graded by the season's facts. Pure."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from webapp.cards.card_gear import Enchant, GearSlot, Gem
from webapp.cards.reading import (
    NOTHING,
    Document,
    Misshapen,
    child_of,
    name_of,
    needed_id,
    rows_of,
    text_of,
    type_of,
    whole_of,
)
from webapp.cards.upgrade_track import track_of
from webapp.seasons.facts import Grade, SeasonFacts

PANE = (
    *("HEAD", "NECK", "SHOULDER", "BACK", "CHEST", "WRIST"),
    *("HANDS", "WAIST", "LEGS", "FEET", "FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2"),
    *("MAIN_HAND", "OFF_HAND"),
)
"""The slots in the order of the game's own character pane; shirt and tabard do not count."""
UNRECOGNISED, MISSING = "unrecognised", "missing"
_PERMANENT = "PERMANENT"
_RANK = re.compile(r"\|A:Professions-ChatIcon-Quality-(12-)?Tier([1-5])[:|]")
"""The game's picture of a rank; since its twelfth version there are two of them, before there were three."""
_RANKS = {"12-": 2, "": 3}
_MARKUP = re.compile(r"\|A[^|]*\|a|\|T[^|]*\|t|\|c[0-9a-fA-F]{8}|\|r")


def worn_items(equipment: Document) -> dict[str, Document]:
    """Return the items of the pane by slot, in its order; raise Misshapen for an answer without a list."""
    if equipment.get("equipped_items") is None:
        raise Misshapen("equipped_items is not there")
    items = {type_of(item, "slot"): item for item in rows_of(equipment, "equipped_items")}
    if None in items:
        raise Misshapen("an item says no slot")
    return {slot: items[slot] for slot in PANE if slot in items}


def gear_slot(slot: str, item: Document, season: SeasonFacts, set_ids: frozenset[int]) -> GearSlot:
    """Return one slot of the card; ``set_ids`` are the sets that count as tier."""
    bonus_ids = [number for number in rows_of(item, "bonus_list") if type(number) is int]
    track, step, steps = track_of(item, bonus_ids, season.tracks)
    item_set = child_of(child_of(item, "set"), "item_set") if "set" in item else NOTHING
    return {
        "slot": slot,
        "itemId": needed_id(item, "item"),
        "name": text_of(item.get("name")),
        "quality": type_of(item, "quality"),
        "level": whole_of(child_of(item, "level").get("value")),
        "track": track,
        "step": step,
        "steps": steps,
        "enchant": enchant_of(item, season.enchants.grades),
        "gems": gems_of(item, season),
        "setName": text_of(item_set.get("name")),
        "isTier": item_set.get("id") in set_ids,
        "isCrafted": bool(rows_of(item, "modified_crafting_stat")),
        "isEmbellished": is_embellished(item, season.embellishments.words),
        "bonusIds": bonus_ids,
        "problems": [],
    }


def enchant_of(item: Document, grades: Mapping[int, Grade]) -> Enchant | None:
    """Return the permanent enchantment of an item; one that the season does not know is unrecognised."""
    for enchantment in rows_of(item, "enchantments"):
        if type_of(enchantment, "enchantment_slot") in {_PERMANENT, None}:
            number = whole_of(enchantment.get("enchantment_id"))
            rank, ranks = _rank(text_of(enchantment.get("display_string")))
            name, grade = _enchant_name(enchantment), _grade(number, grades)
            return {"id": number, "name": name, "grade": grade, "rank": rank, "ranks": ranks}
    return None


def _rank(line: str | None) -> tuple[int | None, int | None]:
    """Return the rank that a line draws, and how many there are; a rank above them all is none."""
    drawn = _RANK.search(line) if line is not None and "|A" in line else None
    if drawn is None:
        return None, None
    rank, ranks = int(drawn[2]), _RANKS[drawn[1] or ""]
    return (rank, ranks) if rank <= ranks else (None, None)


def gems_of(item: Document, season: SeasonFacts) -> list[Gem]:
    """Return the sockets of an item; those that the season says nobody needs to fill only when filled."""
    gems = [_gem(socket, season.gems.grades) for socket in rows_of(item, "sockets")]
    ignored = season.gems.ignored_sockets
    return [gem for gem in gems if gem["id"] is not None or gem["socket"] not in ignored]


def is_embellished(item: Document, words: Sequence[str]) -> bool:
    """Say whether the game's line about how many may be worn names embellishments."""
    line = text_of(item.get("limit_category"))
    return line is not None and any(word in line for word in words)


def _gem(socket: Document, grades: Mapping[int, Grade]) -> Gem:
    item = child_of(socket, "item")
    number = whole_of(item.get("id"))
    return {
        "id": number,
        "name": text_of(item.get("name")),
        "socket": type_of(socket, "socket_type"),
        "grade": MISSING if number is None else _grade(number, grades),
    }


def _grade(number: int | None, grades: Mapping[int, Grade]) -> str:
    grade = None if number is None else grades.get(number)
    return UNRECOGNISED if grade is None else grade.value


def _enchant_name(enchantment: Mapping[str, Any]) -> str | None:
    """Return the name without "Enchanted:" and without the game's picture of its quality."""
    line = text_of(enchantment.get("display_string"))
    return name_of(enchantment, "source_item") if line is None else _plain(line)


@lru_cache(maxsize=2_000)
def _plain(line: str) -> str | None:
    label, colon, name = _MARKUP.sub("", line).partition(":") if "|" in line else line.partition(":")
    return (name if colon and name.strip() else label).strip() or None
