"""Card documents for page tests: a tidy raider of Midnight Season 2, and what may be wrong with one."""

from copy import deepcopy
from typing import Any

AS_OF = "2026-11-21T09:12:00Z"
BONUSES = [12851, 6652]
SLOTS: tuple[tuple[str, str, int, str, int], ...] = (
    ("HEAD", "Cowl of the Umbral Hunt", 318, "Myth", 1),
    ("NECK", "Amulet of Quiet Waters", 315, "Hero", 4),
    ("SHOULDER", "Mantle of the Umbral Hunt", 311, "Hero", 3),
    ("BACK", "Duskweave Drape", 308, "Hero", 2),
    ("CHEST", "Vestments of the Umbral Hunt", 315, "Hero", 4),
    ("WRIST", "Sunforged Bindings", 311, "Hero", 3),
    ("HANDS", "Grips of the Umbral Hunt", 305, "Hero", 1),
    ("WAIST", "Cord of the Ninth Bell", 315, "Hero", 4),
    ("LEGS", "Breeches of the Umbral Hunt", 311, "Hero", 3),
    ("FEET", "Treads of Still Ash", 302, "Champion", 4),
    ("FINGER_1", "Ring of the Vigil", 315, "Hero", 4),
    ("FINGER_2", "Signet of the Sunken King", 308, "Hero", 2),
    ("TRINKET_1", "Heart of the Fang Altar", 318, "Myth", 1),
    ("TRINKET_2", "Blinding Bloom", 311, "Hero", 3),
    ("MAIN_HAND", "Voidscar Greatstaff", 318, "Myth", 1),
)
ENCHANTED = ("HEAD", "SHOULDER", "CHEST", "LEGS", "FEET", "FINGER_1", "FINGER_2", "MAIN_HAND")
DUNGEONS = (
    ("Altar of Fangs", 12, 1_800_000, 1_650_000),
    ("Den of Nalorakk", 11, 1_920_000, 1_500_000),
    ("Kings' Rest", 10, 1_980_000, 1_890_000),
    ("Murder Row", 10, 2_040_000, 2_151_000),
    ("Ruby Life Pools", 12, 1_680_000, 1_422_000),
    ("Temple of Sethraliss", 9, 1_920_000, 1_601_000),
    ("The Blinding Vale", 11, 1_800_000, 1_733_000),
)
BOSSES = (
    "Imperator Averzian",
    "Vorasius",
    "Fallen-King Salhadaar",
    "Vaelgor and Ezzorak",
    "Crown of the Cosmos",
)


def part(certainty: str = "exact", note: str | None = None, source: str = "Blizzard") -> dict[str, Any]:
    """Return what every part says about itself."""
    said = {"source": source, "asOf": AS_OF, "certainty": certainty}
    return said if note is None else {**said, "note": note}


def slot(place: str, name: str, level: int, track: str, step: int) -> dict[str, Any]:
    """Return one worn item, enchanted where that is possible."""
    enchant = {"id": 7000, "name": "Oath of the Dusk", "grade": "good"} if place in ENCHANTED else None
    gems = [{"id": 240_000, "name": "Keen Peridot", "socket": "PRISMATIC", "grade": "good"}]
    return {
        "slot": place,
        "itemId": 249_000 + level,
        "name": name,
        "quality": "EPIC",
        "level": level,
        "track": track,
        "step": step,
        "steps": 6,
        "enchant": enchant,
        "gems": gems if place in {"NECK", "FINGER_1"} else [],
        "setName": "Umbral Hunt" if "Umbral Hunt" in name else None,
        "isTier": "Umbral Hunt" in name,
        "isCrafted": place == "WRIST",
        "isEmbellished": place == "WRIST",
        "bonusIds": BONUSES,
        "problems": [],
    }


def run(number: int, name: str, level: int, par: int, took: int) -> dict[str, Any]:
    """Return one Mythic+ run."""
    is_timed = took <= par
    return {
        "dungeonId": 580 + number,
        "dungeon": name,
        "level": level,
        "isTimed": is_timed,
        "upgrades": (1 + (took <= par * 0.8) + (took <= par * 0.6)) if is_timed else None,
        "durationMs": took,
        "parMs": par,
        "completedAt": "2026-11-19T20:10:00Z",
        "rating": 180.0 + level * 15,
        "ratingColor": "#a335ee",
    }


def vault_row(kind: str, needs: tuple[int, ...], done: int | None, levels: tuple[int, ...]) -> dict[str, Any]:
    """Return one row of the vault; what is not reached is open, what nobody counts is unknown."""
    slots = [
        {
            "needs": need,
            "state": "unknown" if done is None else "filled" if done >= need else "open",
            "more": None if done is None or done >= need else need - done,
            "level": levels[place] if done is not None and done >= need else None,
            "track": "Hero" if done is not None and done >= need else None,
            "isConfirmed": kind == "mythic",
            "by": None,
        }
        for place, need in enumerate(needs)
    ]
    note = "No snapshot since the reset to count from." if done is None else None
    return {"kind": kind, "done": done, "certainty": "at least", "note": note, "slots": slots}


def kills(number: int, *, this_week: bool) -> dict[str, Any]:
    """Return kills of a boss in one difficulty."""
    return {"kills": number, "lastKillAt": "2026-11-19T21:00:00Z", "isThisWeek": this_week}


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
