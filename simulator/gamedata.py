"""Public names and ids of the game that the simulated world is made of."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a specialization does in a group, in Battle.net's words."""

    TANK = "TANK"
    HEALER = "HEALER"
    DAMAGE = "DAMAGE"


class Armor(StrEnum):
    """The armor that a class wears."""

    CLOTH = "Cloth"
    LEATHER = "Leather"
    MAIL = "Mail"
    PLATE = "Plate"


@dataclass(frozen=True, slots=True)
class Spec:
    """A specialization of a class."""

    id: int
    name: str
    role: Role
    stat: str


@dataclass(frozen=True, slots=True)
class GameClass:
    """A playable class."""

    id: int
    name: str
    armor: Armor
    specs: tuple[Spec, ...]


@dataclass(frozen=True, slots=True)
class Race:
    """A playable race."""

    id: int
    name: str
    faction: str


@dataclass(frozen=True, slots=True)
class Dungeon:
    """A dungeon of the Mythic+ season; par time in milliseconds."""

    id: int
    name: str
    par_ms: int


BUILD = "static-12.0.5_66741"
MAX_LEVEL = 90
LOCALES = {
    "us": ("en_US", "es_MX", "pt_BR"),
    "eu": ("en_GB", "es_ES", "fr_FR", "ru_RU", "de_DE", "pt_PT", "it_IT"),
    "kr": ("ko_KR",),
    "tw": ("zh_TW",),
}
REGIONS = tuple(LOCALES)
ALL_LOCALES = (
    "en_US", "es_MX", "pt_BR", "de_DE", "en_GB", "es_ES", "fr_FR", "it_IT", "ru_RU", "ko_KR", "zh_TW",
    "zh_CN",
)  # fmt: skip

_T, _H, _D = Role.TANK, Role.HEALER, Role.DAMAGE
_STR, _AGI, _INT = "STRENGTH", "AGILITY", "INTELLECT"

_CLASS_TABLE = (
    (1, "Warrior", Armor.PLATE, (71, "Arms", _D, _STR), (72, "Fury", _D, _STR), (73, "Protection", _T, _STR)),
    (2, "Paladin", Armor.PLATE,
     (65, "Holy", _H, _INT), (66, "Protection", _T, _STR), (70, "Retribution", _D, _STR)),
    (3, "Hunter", Armor.MAIL,
     (253, "Beast Mastery", _D, _AGI), (254, "Marksmanship", _D, _AGI), (255, "Survival", _D, _AGI)),
    (4, "Rogue", Armor.LEATHER,
     (259, "Assassination", _D, _AGI), (260, "Outlaw", _D, _AGI), (261, "Subtlety", _D, _AGI)),
    (5, "Priest", Armor.CLOTH,
     (256, "Discipline", _H, _INT), (257, "Holy", _H, _INT), (258, "Shadow", _D, _INT)),
    (6, "Death Knight", Armor.PLATE,
     (250, "Blood", _T, _STR), (251, "Frost", _D, _STR), (252, "Unholy", _D, _STR)),
    (7, "Shaman", Armor.MAIL,
     (262, "Elemental", _D, _INT), (263, "Enhancement", _D, _AGI), (264, "Restoration", _H, _INT)),
    (8, "Mage", Armor.CLOTH, (62, "Arcane", _D, _INT), (63, "Fire", _D, _INT), (64, "Frost", _D, _INT)),
    (9, "Warlock", Armor.CLOTH,
     (265, "Affliction", _D, _INT), (266, "Demonology", _D, _INT), (267, "Destruction", _D, _INT)),
    (10, "Monk", Armor.LEATHER,
     (268, "Brewmaster", _T, _AGI), (269, "Windwalker", _D, _AGI), (270, "Mistweaver", _H, _INT)),
    (11, "Druid", Armor.LEATHER,
     (102, "Balance", _D, _INT), (103, "Feral", _D, _AGI),
     (104, "Guardian", _T, _AGI), (105, "Restoration", _H, _INT)),
    (12, "Demon Hunter", Armor.LEATHER,
     (577, "Havoc", _D, _AGI), (581, "Vengeance", _T, _AGI), (1480, "Devourer", _D, _INT)),
    (13, "Evoker", Armor.MAIL,
     (1467, "Devastation", _D, _INT), (1468, "Preservation", _H, _INT), (1473, "Augmentation", _D, _INT)),
)  # fmt: skip
CLASSES = tuple(
    GameClass(number, name, armor, tuple(Spec(*spec) for spec in specs))
    for number, name, armor, *specs in _CLASS_TABLE
)
CLASS_BY_ID = {game_class.id: game_class for game_class in CLASSES}
CLASS_OF_SPEC = {spec.id: game_class for game_class in CLASSES for spec in game_class.specs}
SPEC_BY_ID = {spec.id: spec for game_class in CLASSES for spec in game_class.specs}
PET_SPECS = ((74, "Ferocity"), (79, "Cunning"), (81, "Tenacity"))

ALLIANCE, HORDE, NEUTRAL = "ALLIANCE", "HORDE", "NEUTRAL"
FACTION_NAMES = {ALLIANCE: "Alliance", HORDE: "Horde", NEUTRAL: "Neutral"}
RACES = (
    Race(1, "Human", ALLIANCE), Race(2, "Orc", HORDE), Race(3, "Dwarf", ALLIANCE),
    Race(4, "Night Elf", ALLIANCE),
    Race(5, "Undead", HORDE), Race(6, "Tauren", HORDE), Race(7, "Gnome", ALLIANCE), Race(8, "Troll", HORDE),
    Race(9, "Goblin", HORDE), Race(10, "Blood Elf", HORDE), Race(11, "Draenei", ALLIANCE),
    Race(22, "Worgen", ALLIANCE),
    Race(24, "Pandaren", NEUTRAL), Race(25, "Pandaren", ALLIANCE), Race(26, "Pandaren", HORDE),
    Race(27, "Nightborne", HORDE), Race(28, "Highmountain Tauren", HORDE), Race(29, "Void Elf", ALLIANCE),
    Race(30, "Lightforged Draenei", ALLIANCE), Race(31, "Zandalari Troll", HORDE),
    Race(32, "Kul Tiran", ALLIANCE),
    Race(34, "Dark Iron Dwarf", ALLIANCE), Race(35, "Vulpera", HORDE), Race(36, "Mag'har Orc", HORDE),
    Race(37, "Mechagnome", ALLIANCE), Race(52, "Dracthyr", ALLIANCE), Race(70, "Dracthyr", HORDE),
    Race(84, "Earthen", HORDE), Race(85, "Earthen", ALLIANCE),
)  # fmt: skip
RACE_BY_ID = {race.id: race for race in RACES}
RACES_OF_CLASS = {12: (4, 10), 13: (52, 70)}

CURRENT_SEASON = 18
DUNGEONS = (
    Dungeon(588, "Altar of Fangs", 1_800_000), Dungeon(587, "Murder Row", 2_040_000),
    Dungeon(586, "Den of Nalorakk", 1_920_000), Dungeon(584, "The Blinding Vale", 1_800_000),
    Dungeon(585, "Voidscar Arena", 1_800_000), Dungeon(249, "Kings' Rest", 1_980_000),
    Dungeon(250, "Temple of Sethraliss", 1_920_000), Dungeon(399, "Ruby Life Pools", 1_680_000),
)  # fmt: skip
OLD_DUNGEONS = (
    Dungeon(402, "Algeth'ar Academy", 1_860_000), Dungeon(558, "Magisters' Terrace", 2_040_000),
    Dungeon(560, "Maisara Caverns", 1_980_000), Dungeon(559, "Nexus-Point Xenas", 1_800_000),
    Dungeon(556, "Pit of Saron", 1_800_000), Dungeon(239, "Seat of the Triumvirate", 2_040_000),
    Dungeon(161, "Skyreach", 1_680_000), Dungeon(557, "Windrunner Spire", 1_980_000),
)  # fmt: skip
AFFIXES = (
    (10, "Fortified"),
    (9, "Tyrannical"),
    (147, "Xal'atath's Guile"),
    (160, "Xal'atath's Bargain: Devour"),
)
