"""Raid bosses that a character has killed."""

from dataclasses import dataclass
from datetime import datetime

from webapp.clients.battlenet.payloads.mentions import name_of, type_of
from webapp.clients.upstream.door import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class EncounterKills:
    """Kills of one boss in one difficulty."""

    encounter_id: int
    name: str | None
    kills: int
    last_kill_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidMode:
    """Progress in one difficulty (an upper-case word such as HEROIC)."""

    difficulty: str
    completed: int | None
    total: int | None
    encounters: tuple[EncounterKills, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidInstance:
    """One raid."""

    id: int
    name: str | None
    modes: tuple[RaidMode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidExpansion:
    """Raids of one expansion; the pseudo-expansion 505 repeats those of the current season."""

    id: int
    name: str | None
    instances: tuple[RaidInstance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Raids:
    """All raids in which a character killed something."""

    expansions: tuple[RaidExpansion, ...]


def parse_raids(document: Json) -> Raids:
    """Read a character's raids; one who never raided has no list."""
    return Raids(expansions=tuple(_expansion(entry) for entry in document.children("expansions")))


def _expansion(entry: Json) -> RaidExpansion:
    return RaidExpansion(
        id=entry.child("expansion").integer("id"),
        name=name_of(entry, "expansion"),
        instances=tuple(_instance(instance) for instance in entry.children("instances")),
    )


def _instance(entry: Json) -> RaidInstance:
    return RaidInstance(
        id=entry.child("instance").integer("id"),
        name=name_of(entry, "instance"),
        modes=tuple(_mode(mode) for mode in entry.children("modes")),
    )


def _mode(entry: Json) -> RaidMode:
    progress = entry.child_or_none("progress")
    difficulty = type_of(entry, "difficulty")
    if difficulty is None:
        raise entry.bad("difficulty")
    return RaidMode(
        difficulty=difficulty,
        completed=None if progress is None else progress.integer_or_none("completed_count"),
        total=None if progress is None else progress.integer_or_none("total_count"),
        encounters=()
        if progress is None
        else tuple(_encounter(one) for one in progress.children("encounters")),
    )


def _encounter(entry: Json) -> EncounterKills:
    return EncounterKills(
        encounter_id=entry.child("encounter").integer("id"),
        name=name_of(entry, "encounter"),
        kills=entry.integer_or_none("completed_count") or 0,
        last_kill_at=entry.moment_or_none("last_kill_timestamp"),
    )
