"""What a raid wants of each kind: places by role, and what classes give to everybody in it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.words import Role

RAID_SIZE = 20
"""A Mythic raid has exactly so many places; every other raid works with that too."""
ROLE_TARGETS: Mapping[Role, int] = {Role.TANK: 2, Role.HEALER: 4, Role.MELEE: 7, Role.RANGED: 7}
"""Bosses are made for two tanks, and most groups bring four healers; the rest is halved."""
TARGET_SOURCE = (
    f"The target is one Mythic raid of {RAID_SIZE}: two tanks, four healers, the rest half melee and half"
    " ranged, and of each kind of tokens an even share. It is a rule of thumb, not the game's."
)
OFFICERS_TARGET = (
    "The target is what the guild's officers want; where they want nothing else it is a rule of thumb."
)


@dataclass(frozen=True, slots=True)
class RaidBuff:
    """Something that helps the whole raid, of which one giver is enough."""

    name: str
    effect: str
    class_ids: tuple[int, ...]


RAID_BUFFS = (
    RaidBuff("Arcane Intellect", "intellect", (8,)),
    RaidBuff("Battle Shout", "attack power", (1,)),
    RaidBuff("Power Word: Fortitude", "stamina", (5,)),
    RaidBuff("Mark of the Wild", "versatility", (11,)),
    RaidBuff("Skyfury", "mastery and auto-attacks", (7,)),
    RaidBuff("Blessing of the Bronze", "movement abilities", (13,)),
    RaidBuff("Devotion Aura", "less damage taken", (2,)),
    RaidBuff("Mystic Touch", "more physical damage", (10,)),
    RaidBuff("Chaos Brand", "more magic damage", (12,)),
    RaidBuff("Hunter's Mark", "more damage above 80 % health", (3,)),
    RaidBuff("Atrophic Poison", "less damage from the boss", (4,)),
    RaidBuff("Bloodlust or its like", "haste for 40 seconds", (3, 7, 8, 13)),
    RaidBuff("Combat resurrection", "somebody stands up again", (2, 6, 9, 11)),
)
BUFF_SOURCE = (
    "Who gives what is inferred, as players knew it in patch 11.0: Battle.net tells of no buffs, and what a"
    " patch has changed since is not known here."
)
