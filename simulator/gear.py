"""What a character wears: upgrade tracks, item levels, crafted and odd pieces. Pure."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from simulator import activity, trimmings
from simulator.gamedata import CURRENT_SEASON, MAX_LEVEL
from simulator.people import Person
from simulator.randomness import mix, unit
from simulator.seasons import season_start

LAST_SEASON = CURRENT_SEASON - 1
# The item level of the first step of each track, and what each step adds.
TRACKS = {
    CURRENT_SEASON: (
        *(("Adventurer", 266), ("Veteran", 279), ("Champion", 292), ("Hero", 305), ("Myth", 318)),
    ),
    LAST_SEASON: (*(("Adventurer", 220), ("Veteran", 233), ("Champion", 246), ("Hero", 259), ("Myth", 272)),),
}
STEP_GAINS = {CURRENT_SEASON: (0, 3, 6, 10, 13, 16), LAST_SEASON: (0, 4, 7, 10, 13, 17)}
STEPS = 6
_TOP_POINTS = len(TRACKS[CURRENT_SEASON]) * STEPS - 1
_JITTER_POINTS = 8
_SLOTS_WORN = 16

SLOTS = (
    *("HEAD", "NECK", "SHOULDER", "CHEST", "WAIST", "LEGS", "FEET", "WRIST", "HANDS"),
    *("FINGER_1", "FINGER_2", "TRINKET_1", "TRINKET_2", "BACK", "MAIN_HAND", "OFF_HAND"),
)
TIER_SLOTS = ("HEAD", "SHOULDER", "CHEST", "HANDS", "LEGS")
_SPARK_SLOTS = ("WRIST", "BACK")
_CRAFTER_DEDICATION, _KEEN_CRAFTER_DEDICATION, _EMBELLISHER_SKILL = 0.4, 0.75, 0.35
_TINKERERS_PER_100 = 9


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
_BOTH_HANDS = frozenset({Grip.TWO_HAND, Grip.RANGED})


class Make(StrEnum):
    """Where a piece comes from."""

    LEVELLING = "levelling"
    LOOT = "loot"
    CRAFTED = "crafted"
    EMBELLISHED = "embellished"
    PVP = "pvp"
    # A ring kept for where it takes its bearer, whatever its item level.
    KEEPSAKE = "keepsake"
    FISHING_POLE = "fishing pole"


class Oddity(StrEnum):
    """What somebody forgot, or does not care about."""

    KEEPSAKE = "keepsake"
    EMPTY_SLOT = "empty slot"
    PVP = "pvp"
    FISHING_POLE = "fishing pole"


_ODD_SHARES = (
    (0.04, Oddity.KEEPSAKE),
    (0.08, Oddity.EMPTY_SLOT),
    (0.13, Oddity.PVP),
    (0.145, Oddity.FISHING_POLE),
)
_EMPTY_SLOTS = ("TRINKET_2", "WAIST", "FINGER_1", "BACK")
_PVP_SLOTS = frozenset({"NECK", "TRINKET_2", "FEET"})
_KEEPSAKE_LEVEL, _POLE_LEVEL, _PVP_LEVEL = 158, 50, 289


class Plain(NamedTuple):
    """An item without what was put on it: the same for many people."""

    slot: str
    item_level: int
    make: Make
    season: int
    points: int
    in_set: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One worn item: the enchantment's id (0 is none), the gem's item id in each socket (0 is empty).

    The points count the steps of all tracks; a tinker's socket is None where there is none.
    """

    slot: str
    item_level: int
    make: Make = Make.LOOT
    season: int = CURRENT_SEASON
    points: int = 0
    in_set: bool = False
    enchantment: int = 0
    gems: tuple[int, ...] = ()
    tinker: int | None = None

    @property
    def plain(self) -> Plain:
        """Return the item alone."""
        return Plain(self.slot, self.item_level, self.make, self.season, self.points, self.in_set)

    @property
    def is_crafted(self) -> bool:
        """Say whether somebody made it."""
        return self.make in {Make.CRAFTED, Make.EMBELLISHED}


def grip(spec_id: int) -> Grip:
    """Return what a specialization holds; casters hold a weapon and an off-hand item."""
    return _GRIPS.get(spec_id, Grip.HELD)


def oddity(seed: int, person: Person) -> Oddity | None:
    """Return what is odd about a character's gear, if anything."""
    share = unit(seed, 142, person.index)
    return next((one for limit, one in _ODD_SHARES if share < limit), None)


@lru_cache(maxsize=4_096)
def pieces(seed: int, person: Person, *, at: float) -> tuple[Piece, ...]:
    """Return everything that a character wore at its last logout."""
    level = activity.level_at(person, at)
    worn = [slot for slot in SLOTS if slot != "OFF_HAND" or grip(person.spec_id) not in _BOTH_HANDS]
    if level < MAX_LEVEL:
        return tuple(Piece(slot=slot, item_level=20 + level * 2, make=Make.LEVELLING) for slot in worn)
    odd = oddity(seed, person)
    if odd is Oddity.EMPTY_SLOT:
        worn.remove(_EMPTY_SLOTS[mix(seed, 145, person.index) % len(_EMPTY_SLOTS)])
    if odd is Oddity.FISHING_POLE:
        worn = [slot for slot in worn if slot != "OFF_HAND"]
    season, reach = _season_at(person, at), _reach(person, at)
    return tuple(
        _odd_piece(slot, odd) or _piece(seed, person, slot=slot, season=season, reach=reach) for slot in worn
    )


def item_levels(seed: int, person: Person, *, at: float) -> tuple[int, int]:
    """Return average and equipped item level; what takes both hands counts twice."""
    worn = pieces(seed, person, at=at)
    total = sum(piece.item_level for piece in worn)
    main = next((piece for piece in worn if piece.slot == "MAIN_HAND"), None)
    if main is not None and (main.make is Make.FISHING_POLE or grip(person.spec_id) in _BOTH_HANDS):
        total += main.item_level
    equipped = total // _SLOTS_WORN
    return equipped + mix(seed, 50, person.index) % 4, equipped


def usual_item_level(person: Person, *, at: float) -> int:
    """Return about what a character of the highest level wore at a moment: its progress without its luck."""
    return _item_level(_season_at(person, at), _points(_reach(person, at)))


def is_tinkerer(seed: int, person: Person) -> bool:
    """Say whether a character has a tinker's socket on the wrist and a glider on the back."""
    return mix(seed, 146, person.index) % 100 < _TINKERERS_PER_100


def track_of(piece: Piece) -> tuple[str, int] | None:
    """Return the upgrade track and the step (1 to 6) of an item; only loot has one."""
    if piece.make is not Make.LOOT:
        return None
    return TRACKS[piece.season][piece.points // STEPS][0], piece.points % STEPS + 1


def _season_at(person: Person, at: float) -> int:
    is_now = at >= season_start(person.region, CURRENT_SEASON) and not person.dormant
    return CURRENT_SEASON if is_now else LAST_SEASON


def _reach(person: Person, at: float) -> float:
    """Return the points that a character's pieces have but for luck."""
    is_now = _season_at(person, at) == CURRENT_SEASON
    progress = activity.progress_at(person, at) if is_now else activity.last_season_progress(person)
    return progress * _TOP_POINTS * 1.05


def _points(reach: float, luck: float = 0.0) -> int:
    return min(_TOP_POINTS, max(0, int(reach + luck)))


def _item_level(season: int, points: int) -> int:
    return TRACKS[season][points // STEPS][1] + STEP_GAINS[season][points % STEPS]


def _odd_piece(slot: str, odd: Oddity | None) -> Piece | None:
    if odd is Oddity.KEEPSAKE and slot == "FINGER_2":
        return Piece(slot=slot, item_level=_KEEPSAKE_LEVEL, make=Make.KEEPSAKE)
    if odd is Oddity.FISHING_POLE and slot == "MAIN_HAND":
        return Piece(slot=slot, item_level=_POLE_LEVEL, make=Make.FISHING_POLE)
    if odd is Oddity.PVP and slot in _PVP_SLOTS:
        return Piece(slot=slot, item_level=_PVP_LEVEL, make=Make.PVP)
    return None


def _piece(seed: int, person: Person, *, slot: str, season: int, reach: float) -> Piece:
    place = SLOTS.index(slot)
    points = _points(reach, luck=(unit(seed, 51, person.index, place) - 0.5) * _JITTER_POINTS)
    care = person.skill * 0.7 + unit(seed, 52, person.index, place) * 0.5
    is_enchanted = slot in trimmings.ENCHANT_SLOTS or (
        slot == "OFF_HAND" and grip(person.spec_id) is Grip.DUAL
    )
    return Piece(
        slot=slot,
        item_level=_item_level(season, points),
        make=_make(person, slot),
        season=season,
        points=points,
        in_set=slot in TIER_SLOTS and unit(seed, 53, person.index, place) < points / _TOP_POINTS + 0.25,
        enchantment=trimmings.enchantment(seed, person, slot=slot, place=place, care=care)
        if is_enchanted
        else 0,
        gems=trimmings.gems(seed, person, slot=slot, place=place, care=care),
        tinker=trimmings.tinker(care) if slot == "WRIST" and is_tinkerer(seed, person) else None,
    )


def _make(person: Person, slot: str) -> Make:
    """Return how a piece was come by: two sparks for embellishments, another one for who never stops."""
    if slot in _SPARK_SLOTS and person.dedication > _CRAFTER_DEDICATION:
        is_second = slot == "BACK"
        return Make.EMBELLISHED if not is_second or person.skill > _EMBELLISHER_SKILL else Make.CRAFTED
    return Make.CRAFTED if slot == "WAIST" and person.dedication > _KEEN_CRAFTER_DEDICATION else Make.LOOT
