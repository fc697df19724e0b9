"""What is known of a season, as plain values. Pure."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType


class Confidence(StrEnum):
    """How sure a group of facts is; the season files say what each word means."""

    CONFIRMED = "confirmed"
    REPORTED = "reported"
    CONFLICTING = "conflicting"
    INFERRED = "inferred"


class Grade(StrEnum):
    """How good an enchantment or a gem of the season is."""

    GOOD = "good"
    CHEAP = "cheap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a group of facts comes from."""

    source: str
    confidence: Confidence


LOWEST_KEYSTONE = 2
NOBODY_KNOWS = Origin(source="nobody", confidence=Confidence.INFERRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dungeon:
    """A dungeon of the Mythic+ rotation; ``id`` is Battle.net's keystone dungeon."""

    id: int
    name: str
    par_seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRule:
    """What a Mythic+ run in time is worth, in rating points; ``time_share`` is of the par time."""

    origin: Origin
    base: float
    per_level: float
    affix_bonus: float
    affix_levels: tuple[int, ...]
    time_bonus: float
    time_share: float

    def least(self, level: int) -> float:
        """Return what a run of this level is worth that ends with its par time."""
        reached = bisect_right(self.affix_levels, level)
        return self.base + self.per_level * level + self.affix_bonus * reached

    def lowest_level(self, points: float) -> int:
        """Return the lowest level whose least worth is more than so many points."""
        most_bonus = self.affix_bonus * len(self.affix_levels)
        level = max(LOWEST_KEYSTONE, int((points - self.base - most_bonus) / self.per_level))
        while self.least(level) <= points:
            level += 1
        return level


@dataclass(frozen=True, slots=True, kw_only=True)
class MythicFacts:
    """The Mythic+ season: Battle.net's number of it, its dungeons, its zone on Warcraft Logs."""

    origin: Origin = NOBODY_KNOWS
    season_id: int | None = None
    first_period: int | None = None
    logs_zone_id: int | None = None
    dungeons: tuple[Dungeon, ...] = ()
    rating: RatingRule | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Boss:
    """A boss; ``id`` is the journal's encounter, ``logs_id`` Warcraft Logs' number for it."""

    id: int
    name: str
    logs_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidFacts:
    """A raid of the season by the journal; ``fills_vault``: its bosses surely count for the vault."""

    origin: Origin
    id: int
    name: str
    logs_zone_id: int | None
    fills_vault: bool
    bosses: tuple[Boss, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnchantFacts:
    """Which slots can be enchanted, and the known enchantments; ``weapon_slots`` only while a weapon is held.

    ``ids`` has them by grade and kind of slot (HEAD, FINGER, WEAPON, …), ``grades`` by id.
    """

    origin: Origin = NOBODY_KNOWS
    slots: tuple[str, ...] = ()
    weapon_slots: tuple[str, ...] = ()
    ids: Mapping[Grade, Mapping[str, tuple[int, ...]]] = field(default_factory=lambda: MappingProxyType({}))
    grades: Mapping[int, Grade] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class GemFacts:
    """The known gems by item id; empty sockets of ``ignored_sockets`` are nobody's fault."""

    origin: Origin = NOBODY_KNOWS
    grades: Mapping[int, Grade] = field(default_factory=lambda: MappingProxyType({}))
    ignored_sockets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A kind of tokens that raid bosses leave for class sets, and the classes that can use it."""

    name: str
    class_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFacts:
    """Which classes share their tokens."""

    origin: Origin = NOBODY_KNOWS
    kinds: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TierFacts:
    """The season's class sets."""

    origin: Origin = NOBODY_KNOWS
    slots: tuple[str, ...] = ()
    set_ids: frozenset[int] = frozenset()
    tokens: TokenFacts = field(default_factory=TokenFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """An upgrade track; ``levels`` are the item levels of its steps as far as known, ``bonus_ids`` too."""

    name: str
    steps: int
    levels: tuple[int, ...]
    bonus_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackFacts:
    """The upgrade tracks by name; ``by_bonus`` finds a track and its step by a bonus id of an item."""

    origin: Origin = NOBODY_KNOWS
    known: tuple[Track, ...] = ()
    names: frozenset[str] = frozenset()
    by_bonus: Mapping[int, tuple[Track, int]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbellishmentFacts:
    """How many embellished items may be worn, and how the game's line on them reads."""

    origin: Origin = NOBODY_KNOWS
    limit: int | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reward:
    """What a slot of the vault gives: ``by`` a difficulty or a level; ``level`` is the lowest claim."""

    by: str
    track: str | None
    level: int
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultRowFacts:
    """One row of the vault: how much each of its slots needs, and what it gives."""

    needs: tuple[int, ...] = ()
    rewards: tuple[Reward, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultFacts:
    """The Great Vault."""

    origin: Origin = NOBODY_KNOWS
    raid: VaultRowFacts = field(default_factory=VaultRowFacts)
    mythic: VaultRowFacts = field(default_factory=VaultRowFacts)
    world: VaultRowFacts = field(default_factory=VaultRowFacts)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonFacts:
    """Everything that is known of one season; ``starts`` and ``ends`` are by region."""

    key: str
    name: str
    version: int
    is_known: bool = True
    dates: Origin = NOBODY_KNOWS
    starts: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    ends: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    character: Origin = NOBODY_KNOWS
    level_cap: int | None = None
    expansion_id: int | None = None
    mythic: MythicFacts = field(default_factory=MythicFacts)
    raids: tuple[RaidFacts, ...] = ()
    enchants: EnchantFacts = field(default_factory=EnchantFacts)
    gems: GemFacts = field(default_factory=GemFacts)
    tier: TierFacts = field(default_factory=TierFacts)
    tracks: TrackFacts = field(default_factory=TrackFacts)
    embellishments: EmbellishmentFacts = field(default_factory=EmbellishmentFacts)
    vault: VaultFacts = field(default_factory=VaultFacts)


UNKNOWN_SEASON = SeasonFacts(key="unknown", name="Unknown season", version=0, is_known=False)
"""Stands in where no file covers a moment: nothing can be graded, so nobody is accused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeasonBefore:
    """The season that ended with the beginning of the present one, in a region."""

    name: str
    since: datetime
    until: datetime
