"""What a character wears: upgrade tracks, item levels, enchantments, gems and sets. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from simulator import activity
from simulator.gamedata import MAX_LEVEL
from simulator.people import Person
from simulator.randomness import mix, unit

TRACKS = (("Adventurer", 266), ("Veteran", 279), ("Champion", 292), ("Hero", 305), ("Myth", 318))
STEP_GAINS = (0, 3, 6, 10, 13, 16)
STEPS = len(STEP_GAINS)
_TOP_POINTS = len(TRACKS) * STEPS - 1
_JITTER_POINTS = 8
_SLOTS_WORN = 16

SLOTS = (
    *("HEAD", "NECK", "SHOULDER", "CHEST", "WAIST", "LEGS", "FEET", "WRIST", "HANDS"),
    *("FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2", "BACK", "MAIN_HAND", "OFF_HAND"),
)
TIER_SLOTS = ("HEAD", "SHOULDER", "CHEST", "HANDS", "LEGS")
ENCHANT_SLOTS = ("HEAD", "SHOULDER", "CHEST", "LEGS", "FEET", "FINGER_1", "FINGER_2", "MAIN_HAND")
_SOCKETS = {"NECK": 2, "FINGER_1": 2, "FINGER_2": 2, "HEAD": 1, "WRIST": 1, "WAIST": 1}
_CRAFTED_SLOTS = ("WRIST", "BACK")
_CRAFTER_DEDICATION = 0.4


class Grip(StrEnum):
    """What a specialization holds in its hands."""

    TWO_HAND = "two-hand"
    RANGED = "ranged"
    DUAL = "dual"
    SHIELD = "shield"
    HELD = "held"


_GRIPS = {
    70: Grip.TWO_HAND, 71: Grip.TWO_HAND, 250: Grip.TWO_HAND, 252: Grip.TWO_HAND, 103: Grip.TWO_HAND,
    104: Grip.TWO_HAND,
    255: Grip.TWO_HAND, 268: Grip.TWO_HAND, 253: Grip.RANGED, 254: Grip.RANGED, 72: Grip.DUAL, 251: Grip.DUAL,
    259: Grip.DUAL, 260: Grip.DUAL, 261: Grip.DUAL, 263: Grip.DUAL, 269: Grip.DUAL, 577: Grip.DUAL,
    581: Grip.DUAL,
    65: Grip.SHIELD, 66: Grip.SHIELD, 73: Grip.SHIELD, 262: Grip.SHIELD, 264: Grip.SHIELD,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One worn item; the enchantment is 0 (none), 1 or 2 (its quality), gems are one flag a socket."""

    slot: str
    item_level: int
    points: int
    crafted: bool
    in_set: bool
    enchantment: int
    gems: tuple[bool, ...]


def grip(spec_id: int) -> Grip:
    """Return what a specialization holds; casters hold a weapon and an off-hand item."""
    return _GRIPS.get(spec_id, Grip.HELD)


@lru_cache(maxsize=4_096)
def pieces(seed: int, person: Person, *, at: float) -> tuple[Piece, ...]:
    """Return everything that a character wore at its last logout."""
    level = activity.level_at(person, at)
    worn = [
        slot
        for slot in SLOTS
        if slot != "OFF_HAND" or grip(person.spec_id) not in {Grip.TWO_HAND, Grip.RANGED}
    ]
    if level < MAX_LEVEL:
        return tuple(_levelling_piece(slot, level) for slot in worn)
    progress = activity.progress_at(person, at)
    return tuple(_piece(seed, person, slot=slot, progress=progress) for slot in worn)


def item_levels(seed: int, person: Person, *, at: float) -> tuple[int, int]:
    """Return average and equipped item level; a two-hander counts twice."""
    worn = pieces(seed, person, at=at)
    total = sum(piece.item_level for piece in worn)
    if len(worn) < _SLOTS_WORN:
        total += next(piece.item_level for piece in worn if piece.slot == "MAIN_HAND")
    equipped = total // _SLOTS_WORN
    return equipped + mix(seed, 50, person.index) % 4, equipped


def usual_item_level(person: Person, *, at: float) -> int:
    """Return about what a character of the highest level wore at a moment: its progress without its luck."""
    points = min(_TOP_POINTS, int(activity.progress_at(person, at) * _TOP_POINTS * 1.05))
    return _item_level(points)


def track_of(points: int) -> tuple[str, int]:
    """Return the upgrade track and the step (1 to 6) of an item."""
    return TRACKS[points // STEPS][0], points % STEPS + 1


def _item_level(points: int) -> int:
    return TRACKS[points // STEPS][1] + STEP_GAINS[points % STEPS]


def _levelling_piece(slot: str, level: int) -> Piece:
    return Piece(slot, 20 + level * 2, 0, crafted=False, in_set=False, enchantment=0, gems=())


def _piece(seed: int, person: Person, *, slot: str, progress: float) -> Piece:
    place = SLOTS.index(slot)
    jitter = (unit(seed, 51, person.index, place) - 0.5) * _JITTER_POINTS
    points = min(_TOP_POINTS, max(0, int(progress * _TOP_POINTS * 1.05 + jitter)))
    care = person.skill * 0.7 + unit(seed, 52, person.index, place) * 0.5
    has_weapon = slot == "OFF_HAND" and grip(person.spec_id) is Grip.DUAL
    return Piece(
        slot=slot,
        item_level=_item_level(points),
        points=points,
        crafted=slot in _CRAFTED_SLOTS and person.dedication > _CRAFTER_DEDICATION,
        in_set=slot in TIER_SLOTS and unit(seed, 53, person.index, place) < progress + 0.25,
        enchantment=int(min(2.0, care * 3.2)) if slot in ENCHANT_SLOTS or has_weapon else 0,
        gems=tuple(care > 0.25 + 0.1 * number for number in range(_SOCKETS.get(slot, 0))),
    )
