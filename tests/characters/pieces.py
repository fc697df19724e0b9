"""Pieces of card documents for page tests: items, runs, rows of the vault, kills."""

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
