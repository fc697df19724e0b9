"""The progress on a player card: Mythic+, raids, the Great Vault. Pure."""

from typing import TypedDict

from webapp.cards.card_part import Part


class Run(TypedDict):
    """One Mythic+ run; ``upgrades`` is 1 to 3 for a run in time where the par time is known."""

    dungeonId: int
    dungeon: str | None
    level: int
    isTimed: bool
    upgrades: int | None
    durationMs: int | None
    parMs: int | None
    completedAt: str
    rating: float | None
    ratingColor: str | None


class NextPoints(TypedDict):
    """A dungeon where points are cheapest: the next level there, and about how many points it gives."""

    dungeonId: int
    dungeon: str
    fromLevel: int | None
    toLevel: int
    gain: float | None


class Mythic(Part):
    """Mythic+: the rating with the API's own colour, the best run in each dungeon, this week's runs.

    ``nextPointsFrom`` says by which rule, and how surely, the advice on next points was found.
    """

    rating: float | None
    ratingColor: str | None
    seasonId: int | None
    best: list[Run]
    unplayed: list[str]
    week: list[Run]
    nextPoints: list[NextPoints]
    nextPointsFrom: Part | None


class BossKills(TypedDict):
    """Kills of one boss in one difficulty."""

    kills: int
    lastKillAt: str | None
    isThisWeek: bool


class Boss(TypedDict):
    """One boss; ``byDifficulty`` has LFR, NORMAL, HEROIC and MYTHIC as far as it was killed."""

    id: int
    name: str | None
    byDifficulty: dict[str, BossKills]


class DifficultyProgress(TypedDict):
    """How many bosses of a raid were killed in one difficulty."""

    difficulty: str
    killed: int
    of: int | None


class Raid(TypedDict):
    """One raid with its bosses."""

    id: int
    name: str | None
    progress: list[DifficultyProgress]
    bosses: list[Boss]


class Raids(Part):
    """Raids of the season, or the newest that were played; ``summary`` is like "6/9 H"."""

    summary: str | None
    raids: list[Raid]


class VaultSlot(TypedDict):
    """One of nine: ``state`` is "filled", "open" (``more`` to go at most) or "unknown".

    ``level`` and ``track`` are the reward's, as the season's facts say; ``isConfirmed`` whether
    they are sure.
    """

    needs: int
    state: str
    more: int | None
    level: int | None
    track: str | None
    isConfirmed: bool
    by: str | None


class VaultRow(TypedDict):
    """One row: ``kind`` is raid, mythic or world; ``done`` counts at least so many."""

    kind: str
    done: int | None
    certainty: str
    note: str | None
    slots: list[VaultSlot]


class Vault(Part):
    """The Great Vault of the running week, as far as it can be known."""

    weekStart: str
    weekEnd: str
    rows: list[VaultRow]
