"""Card documents for page tests: a tidy raider of Midnight Season 2, and what may be wrong with one."""

from copy import deepcopy
from typing import Any

from tests.characters.pieces import AS_OF, BOSSES, DUNGEONS, SLOTS, kills, part, run, slot, vault_row

NEXT_NOTE = (
    "+10 is the middle of the levels timed this season."
    " Points of a run that just makes its time; a faster one gives up to 15 more."
)


def tidy_card() -> dict[str, Any]:
    """Return the card of a raider who has nothing to fix."""
    return deepcopy(_TIDY)


def with_problems(*problems: tuple[str, str, str, str]) -> dict[str, Any]:
    """Return a card with these problems of the audit: kind, slot, state, sentence."""
    card = tidy_card()
    names = ("kind", "slot", "state", "says")
    card["gear"]["audit"]["problems"] = [dict(zip(names, problem, strict=True)) for problem in problems]
    worn = {item["slot"]: item for item in card["gear"]["slots"]}
    for kind, place, *_ in problems:
        if place in worn:
            worn[place].update(_FAULTS.get(kind, {}))
    return card


_FAULTS: dict[str, dict[str, Any]] = {
    "no_enchant": {"enchant": None},
    "empty_socket": {"gems": [{"id": None, "name": None, "socket": "PRISMATIC", "grade": "missing"}]},
    "cheap_enchant": {"enchant": {"id": 7001, "name": "Oath of the Dusk", "grade": "cheap"}},
}


MESSY = (
    ("no_enchant", "FEET", "missing", "Feet: no enchantment."),
    ("empty_socket", "FINGER_2", "missing", "Ring 2: an empty socket."),
    ("cheap_enchant", "LEGS", "cheap", "Legs: the cheap version of this season's enchantment."),
    ("empty_slot", "OFF_HAND", "missing", "Off hand: nothing is worn."),
    ("no_enchant", "HEAD", "missing", "Head: no enchantment."),
)
_TIDY: dict[str, Any] = {
    "schemaVersion": 1,
    "seasonKey": "season-mn-2",
    "seasonName": "Midnight Season 2",
    "blizzardId": 180_000_064,
    "region": "EU",
    "realm": "argent-dawn",
    "realmName": "Argent Dawn",
    "characterName": "Nildank",
    "class": "Druid",
    "classId": 11,
    "spec": "Balance",
    "specId": 102,
    "role": "ranged",
    "race": "Night Elf",
    "faction": "alliance",
    "level": 90,
    "itemLevel": 312,
    "averageItemLevel": 313,
    "achievementPoints": 21_340,
    "lastLoginAt": AS_OF,
    "guild": {"name": "Lantern Watch", "realm": "argent-dawn", "rank": 2, "rankName": "Raider"},
    "summary": part(),
    "gear": {
        **part(),
        "slots": [slot(*values) for values in SLOTS],
        "emptySlots": [],
        "tier": {"name": "Umbral Hunt", "pieces": 5, "of": 5, "activeBonuses": [2, 4], "isOfSeason": True},
        "audit": {
            "isApplied": True,
            "note": None,
            "problems": [],
            "unrecognised": 0,
            "isSeasonKnown": True,
            "upgradesLeft": 31,
            "embellishments": 2,
            "crafted": 2,
        },
    },
    "mythic": {
        **part(),
        "rating": 2741.3,
        "ratingColor": "#ff8000",
        "seasonId": 18,
        "best": [run(number, *values) for number, values in enumerate(DUNGEONS)],
        "unplayed": ["Voidscar Arena"],
        "week": [run(0, *DUNGEONS[0]), run(5, *DUNGEONS[5])],
        "nextPoints": [
            {"dungeonId": 585, "dungeon": "Voidscar Arena", "fromLevel": None, "toLevel": 10, "gain": 320.0},
            {
                "dungeonId": 250,
                "dungeon": "Temple of Sethraliss",
                "fromLevel": 9,
                "toLevel": 10,
                "gain": 15.0,
            },
        ],
        "nextPointsFrom": {**part("inferred"), "asOf": None, "note": NEXT_NOTE},
    },
    "raids": {
        **part(),
        "summary": "4/5 H",
        "raids": [
            {
                "id": 1307,
                "name": "The Voidspire",
                "progress": [
                    {"difficulty": "NORMAL", "killed": 5, "of": 5},
                    {"difficulty": "HEROIC", "killed": 4, "of": 5},
                ],
                "bosses": [
                    {
                        "id": 2700 + number,
                        "name": name,
                        "byDifficulty": {
                            "NORMAL": kills(9 - number, this_week=False),
                            **({"HEROIC": kills(5 - number, this_week=number < 3)} if number < 4 else {}),
                        },
                    }
                    for number, name in enumerate(BOSSES)
                ],
            }
        ],
    },
    "vault": {
        **part("at least", "Blizzard names only the best run of each dungeon."),
        "weekStart": "2026-11-18T04:00:00Z",
        "weekEnd": "2026-11-25T04:00:00Z",
        "rows": [
            vault_row("raid", (2, 4, 6), 3, (318, 318, 305)),
            vault_row("mythic", (1, 4, 8), 2, (318, 311, 308)),
            vault_row("world", (2, 4, 8), None, (0, 0, 0)),
        ],
    },
    "professions": {
        **part(),
        "professions": [
            {
                "id": 171,
                "name": "Alchemy",
                "isPrimary": True,
                "specialization": None,
                "tier": "Midnight Alchemy",
                "skill": 96,
                "maxSkill": 100,
                "knownRecipes": 61,
            },
            {
                "id": 185,
                "name": "Cooking",
                "isPrimary": False,
                "specialization": None,
                "tier": "Midnight Cooking",
                "skill": 40,
                "maxSkill": 75,
                "knownRecipes": 12,
            },
        ],
    },
    "talents": {
        **part(),
        "spec": "Balance",
        "heroTree": "Keeper of the Grove",
        "code": "CYGAAAAAAAAAAAAAAAAAAAAAAA",
    },
    "media": {**part(), "avatar": None, "inset": None, "main": None},
    "logs": {
        **part(source="Warcraft Logs"),
        "state": "ranked",
        "metric": "dps",
        "zone": "The Voidspire",
        "difficulty": "Heroic",
        "best": 91.4,
        "median": 78.2,
        "bosses": [
            {
                "id": 3100 + number,
                "name": name,
                "best": 99.2 - number * 12,
                "median": 88.0 - number * 14,
                "kills": 5 - number,
                "spec": "Balance",
            }
            for number, name in enumerate(BOSSES[:4])
        ],
        "url": None,
    },
    "missing": [],
    "old": [],
    "absent": [],
    "reasons": {},
}
