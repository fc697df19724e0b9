"""What people put on their gear: enchantments, runes and gems, good ones and cheap ones. Pure."""

from enum import StrEnum

from simulator.people import Person
from simulator.randomness import mix, pick, unit

DEATH_KNIGHT = 6
ENCHANT_SLOTS = ("HEAD", "SHOULDER", "CHEST", "LEGS", "FEET", "FINGER_1", "FINGER_2", "MAIN_HAND")
_WEAPONS = ("MAIN_HAND", "OFF_HAND")
_CHEAP_FROM, _GOOD_FROM, _GOOD_GEM_FROM, _RUNE_FROM = 0.3125, 0.625, 0.6, 0.25
_FIRST_SOCKET, _PER_SOCKET = 0.25, 0.1
_DIAMOND_SKILL = 0.6
_TINKER_FROM, _TINKER_GEM = 0.5, 244_697
_FUTURE_SHARE = 0.006


class Grade(StrEnum):
    """How good an enchantment is: the game's own second rank, or its first."""

    GOOD = "good"
    CHEAP = "cheap"


# Ids of enchantments by the kind of slot; the game marks the ranks with a picture, not in words.
ENCHANTS = {
    Grade.GOOD: {
        "HEAD": (7_961, 7_991, 8_017), "SHOULDER": (7_973, 8_001, 8_031), "CHEST": (7_957, 7_985, 8_013),
        "LEGS": (7_935, 7_937, 8_159), "FEET": (7_963, 7_993, 8_019), "FINGER": (7_967, 7_969, 7_997, 8_025),
        "WEAPON": (7_979, 7_981, 7_983, 8_007, 8_009, 8_037),
    },
    Grade.CHEAP: {
        "HEAD": (7_960, 7_990, 8_016), "SHOULDER": (7_972, 8_000, 8_030), "CHEST": (7_956, 7_984, 8_012),
        "LEGS": (7_934, 7_936, 8_158), "FEET": (7_962, 7_992, 8_018), "FINGER": (7_966, 7_968, 7_996, 8_024),
        "WEAPON": (7_978, 7_980, 7_982, 8_006, 8_008, 8_036),
    },
}  # fmt: skip
RUNES = {
    3_368: "Rune of the Fallen Crusader",
    3_370: "Rune of Razorice",
    3_847: "Rune of the Stoneskin Gargoyle",
    6_241: "Rune of Sanguination",
}
# From a patch to come: no list knows it yet.
FUTURE_ENCHANT, FUTURE_GEM = 9_871, 251_977
GEMS = {
    Grade.GOOD: (240_888, 240_890, 240_892, 240_894, 240_896, 240_900, 240_904, 240_908, 240_912),
    Grade.CHEAP: (240_887, 240_889, 240_891, 240_893, 240_895, 240_899, 240_903, 240_907, 240_911),
}
# The one gem of which only one may be worn.
DIAMOND = 240_967
_SOCKETS = {"NECK": 2, "FINGER_1": 2, "FINGER_2": 2, "HEAD": 1, "WRIST": 1, "WAIST": 1}


def enchantment(seed: int, person: Person, *, slot: str, place: int, care: float) -> int:
    """Return the id of what a character had put on a piece; 0 is nothing."""
    if unit(seed, 140, person.index, place) < _FUTURE_SHARE:
        return FUTURE_ENCHANT
    if person.class_id == DEATH_KNIGHT and slot in _WEAPONS:
        return pick(tuple(RUNES), mix(seed, 141, person.index, place)) if care >= _RUNE_FROM else 0
    if care < _CHEAP_FROM:
        return 0
    grade = Grade.GOOD if care >= _GOOD_FROM else Grade.CHEAP
    family = "WEAPON" if slot in _WEAPONS else slot.rstrip("_12")
    return pick(ENCHANTS[grade][family], mix(seed, 141, person.index, place))


def gems(seed: int, person: Person, *, slot: str, place: int, care: float) -> tuple[int, ...]:
    """Return the item id of the gem in each socket of a piece; 0 is an empty socket."""
    if slot not in _SOCKETS:
        return ()
    grade = Grade.GOOD if care >= _GOOD_GEM_FROM else Grade.CHEAP
    favourite = pick(GEMS[grade], mix(seed, 143, person.index))
    if unit(seed, 144, person.index, place) < _FUTURE_SHARE:
        favourite = FUTURE_GEM
    filled = [
        favourite if care > _FIRST_SOCKET + _PER_SOCKET * number else 0 for number in range(_SOCKETS[slot])
    ]
    if slot == "NECK" and person.skill > _DIAMOND_SKILL and filled[0]:
        filled[0] = DIAMOND
    return tuple(filled)


def tinker(care: float) -> int:
    """Return the item id of what a tinkerer put into the socket for it; 0 is nothing."""
    return _TINKER_GEM if care > _TINKER_FROM else 0
