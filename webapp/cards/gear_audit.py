"""Judge worn gear: what is missing, cheap or odd, and what cannot be judged. Pure.

Nothing that the season's facts do not know is ever held against a character.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.cards.card_gear import Audit, Enchant, GearSlot, Problem
from webapp.cards.gear_slots import MISSING, PANE, UNRECOGNISED
from webapp.cards.reading import Document, child_of, rows_of, text_of, type_of, whole_of
from webapp.seasons.facts import Grade, SeasonFacts

ODD_BELOW = 30
"""An item so many levels under the mean is odd (https://github.com/ThingEngineering/wowthing-again/issues/20)."""
DRIFT_FROM = 3
"""From so many unknown ids on, and more than half of all, the season's facts are held to be out of date."""
PVP_WORDS = "Increases item level to a minimum of"
"""What the game writes on an item made for PvP (its text PVP_ITEM_LEVEL_TOOLTIP); nothing else in an answer
tells one, so an item without these words is held to be none."""
_WEAPON_CLASS, _FISHING_POLE = 2, 20
_BOTH_HANDS = frozenset({"TWOHWEAPON", "RANGED", "RANGEDRIGHT"})
OUT_OF_DATE = "Season data out of date: nothing is held against this character."
SLOT_NAMES = {
    "HEAD": "Head", "NECK": "Neck", "SHOULDER": "Shoulders", "BACK": "Back", "CHEST": "Chest",
    "WRIST": "Wrist", "HANDS": "Hands", "WAIST": "Waist", "LEGS": "Legs", "FEET": "Feet",
    "FINGER_1": "Ring 1", "FINGER_2": "Ring 2", "TRINKET_1": "Trinket 1", "TRINKET_2": "Trinket 2",
    "MAIN_HAND": "Main hand", "OFF_HAND": "Off hand",
}  # fmt: skip
_PLURAL = frozenset({"SHOULDER", "HANDS", "LEGS", "FEET"})


class ProblemKind(StrEnum):
    """What can be wrong with a slot."""

    NO_ENCHANT = "no_enchant"
    CHEAP_ENCHANT = "cheap_enchant"
    EMPTY_SOCKET = "empty_socket"
    CHEAP_GEM = "cheap_gem"
    EMPTY_SLOT = "empty_slot"
    LOW_ITEM = "low_item"
    ODD_ITEM = "odd_item"


@dataclass(frozen=True, slots=True)
class Worn:
    """What is judged: the slots of the card, the items behind them, and whose they are."""

    slots: Sequence[GearSlot]
    items: Mapping[str, Document]
    level: int | None
    item_level: int | None
    is_seen_this_season: bool = True


def audit_gear(worn: Worn, season: SeasonFacts) -> Audit:
    """Judge gear by the season's facts, and note each problem at its slot too."""
    enchants = [slot["enchant"]["grade"] for slot in worn.slots if slot["enchant"]]
    gems = [gem["grade"] for slot in worn.slots for gem in slot["gems"]]
    has_drifted = _is_drift(enchants) or _is_drift(gems)
    excuse = _excuse(worn, season) or (OUT_OF_DATE if has_drifted else None)
    problems = [] if excuse else list(_problems(worn, season))
    _note_at_slots(problems, worn.slots)
    left = [slot["steps"] - slot["step"] for slot in worn.slots if slot["steps"] and slot["step"] is not None]
    return {
        "isApplied": not excuse,
        "note": excuse,
        "problems": problems,
        "unrecognised": enchants.count(UNRECOGNISED) + gems.count(UNRECOGNISED),
        "isSeasonKnown": excuse != OUT_OF_DATE,
        "upgradesLeft": sum(left) if left else None,
        "embellishments": sum(slot["isEmbellished"] for slot in worn.slots),
        "crafted": sum(slot["isCrafted"] for slot in worn.slots),
    }


def number_of(problem: Problem, slots: Iterable[GearSlot]) -> int:
    """Return how many things a problem is about: one, but for gems as many as there are to buy."""
    gems = [gem for slot in slots if slot["slot"] == problem["slot"] for gem in slot["gems"]]
    if problem["kind"] == ProblemKind.EMPTY_SOCKET:
        return max(1, sum(gem["id"] is None for gem in gems))
    if problem["kind"] == ProblemKind.CHEAP_GEM:
        return max(1, sum(gem["grade"] == Grade.CHEAP for gem in gems))
    return 1


def empty_slots(items: Mapping[str, Document]) -> list[str]:
    """Return the slots in which nothing is worn; both hands on one weapon leave the other one free."""
    main = items.get("MAIN_HAND")
    is_free = main is not None and type_of(main, "inventory_type") in _BOTH_HANDS
    return [slot for slot in PANE if slot not in items and not (slot == "OFF_HAND" and is_free)]


def _note_at_slots(problems: Sequence[Problem], slots: Sequence[GearSlot]) -> None:
    at = {slot["slot"]: slot["problems"] for slot in slots}
    for problem in problems:
        if problem["slot"] in at:
            at[problem["slot"]].append(problem["kind"])


def _excuse(worn: Worn, season: SeasonFacts) -> str | None:
    """Return why nothing can be asked of a character, or None."""
    if not season.is_known:
        return OUT_OF_DATE
    if worn.level is None or season.level_cap is None or worn.level < season.level_cap:
        return f"Nothing is asked of a character below level {season.level_cap}."
    if worn.level > season.level_cap:
        return OUT_OF_DATE
    if not worn.is_seen_this_season:
        return "Nothing is asked of gear that was last seen before the season began."
    first = min((track.levels[0] for track in season.tracks.known if track.levels), default=0)
    if worn.item_level is not None and worn.item_level < first:
        return f"Nothing is asked of gear below the season's first upgrade track (item level {first})."
    return None


def _is_drift(grades: Sequence[str]) -> bool:
    unknown = grades.count(UNRECOGNISED)
    judged = len(grades) - grades.count(MISSING)
    return unknown >= DRIFT_FROM and unknown * 2 > judged


def _problems(worn: Worn, season: SeasonFacts) -> Iterator[Problem]:
    for slot in worn.slots:
        item = worn.items[slot["slot"]]
        yield from _enchant_problems(slot, item, season)
        if slot["gems"]:
            yield from _socket_problems(slot)
            yield from _gem_problems(slot)
        yield from _item_problems(slot, item, worn.item_level)
    for name in empty_slots(worn.items):
        yield _problem(ProblemKind.EMPTY_SLOT, name, MISSING, f"{SLOT_NAMES[name]}: nothing is worn.")


def _enchant_problems(slot: GearSlot, item: Document, season: SeasonFacts) -> Iterator[Problem]:
    name, enchant = slot["slot"], slot["enchant"]
    if enchant is None:
        has_weapon = name in season.enchants.weapon_slots and _is_weapon(item)
        if name in season.enchants.slots or has_weapon:
            yield _problem(ProblemKind.NO_ENCHANT, name, MISSING, f"{_has(name)} no enchantment.")
    elif enchant["grade"] == Grade.CHEAP:
        said = f"{_has(name)} a cheap enchantment{_called(enchant['name'])}{better_rank(enchant)}."
        yield _problem(ProblemKind.CHEAP_ENCHANT, name, Grade.CHEAP, said)


def better_rank(enchant: Enchant) -> str:
    """Say the rank of an enchantment and that a higher one is better, where both are known and one is."""
    rank, ranks = enchant.get("rank"), enchant.get("ranks")
    if rank is None or ranks is None or rank >= ranks:
        return ""
    return f" (rank {rank} of {ranks}; rank {ranks} is better)"


def _socket_problems(slot: GearSlot) -> Iterator[Problem]:
    empty = sum(gem["id"] is None for gem in slot["gems"])
    if empty:
        said = f"{_has(slot['slot'])} {'an empty socket' if empty == 1 else f'{empty} empty sockets'}."
        yield _problem(ProblemKind.EMPTY_SOCKET, slot["slot"], MISSING, said)


def _gem_problems(slot: GearSlot) -> Iterator[Problem]:
    cheap = [gem["name"] for gem in slot["gems"] if gem["grade"] == Grade.CHEAP]
    if cheap:
        names = ", ".join(dict.fromkeys(name for name in cheap if name)) or None
        what = "a cheap gem" if len(cheap) == 1 else f"{len(cheap)} cheap gems"
        said = f"{_has(slot['slot'])} {what}{_called(names)}."
        yield _problem(ProblemKind.CHEAP_GEM, slot["slot"], Grade.CHEAP, said)


def _item_problems(slot: GearSlot, item: Document, mean: int | None) -> Iterator[Problem]:
    name, level = slot["slot"], slot["level"]
    if name == "MAIN_HAND" and _is_weapon(item) and _subclass(item) == _FISHING_POLE:
        yield _problem(
            ProblemKind.ODD_ITEM, name, Grade.CHEAP, f"{SLOT_NAMES[name]}: a fishing pole is worn."
        )
    elif _is_for_pvp(item):
        yield _problem(ProblemKind.ODD_ITEM, name, Grade.CHEAP, f"{SLOT_NAMES[name]}: a PvP item is worn.")
    elif mean is not None and level is not None and level <= mean - ODD_BELOW:
        said = f"{SLOT_NAMES[name]}: item level {level} is {mean - level} under the average of {mean}."
        yield _problem(ProblemKind.LOW_ITEM, name, Grade.CHEAP, said)


def _is_weapon(item: Document) -> bool:
    return child_of(item, "item_class").get("id") == _WEAPON_CLASS


def _is_for_pvp(item: Document) -> bool:
    """Say whether an item's words promise a level that it has in player-versus-player combat alone."""
    said = (text_of(spell.get("description")) for spell in rows_of(item, "spells") if isinstance(spell, dict))
    return any(words is not None and PVP_WORDS in words for words in said)


def _subclass(item: Document) -> int | None:
    return whole_of(child_of(item, "item_subclass").get("id"))


def _has(slot: str) -> str:
    return f"{SLOT_NAMES[slot]} {'have' if slot in _PLURAL else 'has'}"


def _called(name: str | None) -> str:
    return "" if name is None else f": {name}"


def _problem(kind: ProblemKind, slot: str, state: str, says: str) -> Problem:
    return {"kind": kind.value, "slot": slot, "state": str(state), "says": says}
