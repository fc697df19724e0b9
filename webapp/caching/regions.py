"""What is kept, for how long, and for whom it may be: the one table of the cache's regions. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Region(StrEnum):
    """A kind of thing that is kept under rules of its own; the word begins its keys."""

    CARD = "card"
    MYTHIC = "mythic"
    PROFESSIONS = "professions"
    RUNS = "runs"
    ROSTER = "roster"
    STRIP = "strip"
    PERMISSION = "permission"
    PROFILE = "profile"
    GAME_DATA = "game-data"
    SEARCH = "search"
    PROGRESSION = "progression"
    META = "meta"
    ANALYTICS = "analytics"
    LEADERBOARDS = "leaderboards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """How long a region's entries are fresh, how much longer they may be shown while one reader renews them.

    ``in_process`` is how long a process keeps an entry without asking Redis: zero where somebody's press must
    be seen at once by every process. Secrets are in no region.
    """

    title: str
    fresh_for: timedelta
    stale_for: timedelta
    in_process: timedelta


_SECONDS, _MINUTE, _HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
_NEVER = timedelta(0)

RULES: Mapping[Region, Rule] = {
    Region.CARD: Rule(
        title="Character cards", fresh_for=15 * _MINUTE, stale_for=30 * _SECONDS, in_process=30 * _SECONDS
    ),
    Region.MYTHIC: Rule(
        title="Mythic+ summaries", fresh_for=30 * _MINUTE, stale_for=5 * _MINUTE, in_process=30 * _SECONDS
    ),
    Region.PROFESSIONS: Rule(
        title="Professions and collections", fresh_for=_HOUR, stale_for=5 * _MINUTE, in_process=_MINUTE
    ),
    Region.RUNS: Rule(
        title="Recent runs", fresh_for=5 * _MINUTE, stale_for=_MINUTE, in_process=30 * _SECONDS
    ),
    Region.ROSTER: Rule(
        title="Roster pages", fresh_for=5 * _MINUTE, stale_for=30 * _SECONDS, in_process=5 * _SECONDS
    ),
    Region.STRIP: Rule(
        title="Sync strips", fresh_for=20 * _SECONDS, stale_for=10 * _SECONDS, in_process=2 * _SECONDS
    ),
    Region.PERMISSION: Rule(
        title="Permission checks",
        fresh_for=5 * _MINUTE,
        stale_for=_NEVER,
        in_process=5 * _MINUTE,
    ),
    Region.PROFILE: Rule(
        title="People's own pages",
        fresh_for=_MINUTE,
        stale_for=_NEVER,
        in_process=_NEVER,
    ),
    Region.GAME_DATA: Rule(
        title="Realms, classes, seasons", fresh_for=24 * _HOUR, stale_for=_HOUR, in_process=5 * _MINUTE
    ),
    Region.SEARCH: Rule(
        title="Search results", fresh_for=2 * _MINUTE, stale_for=_MINUTE, in_process=30 * _SECONDS
    ),
    Region.PROGRESSION: Rule(
        title="Rating progression", fresh_for=_HOUR, stale_for=10 * _MINUTE, in_process=_MINUTE
    ),
    Region.META: Rule(
        title="Meta trends", fresh_for=30 * _MINUTE, stale_for=10 * _MINUTE, in_process=_MINUTE
    ),
    Region.ANALYTICS: Rule(
        title="Character analytics", fresh_for=_HOUR, stale_for=10 * _MINUTE, in_process=_MINUTE
    ),
    Region.LEADERBOARDS: Rule(
        title="Leaderboards", fresh_for=30 * _MINUTE, stale_for=10 * _MINUTE, in_process=_MINUTE
    ),
}
"""Keys carry the version of what they show, so entries are right as long as they live: docs/caching.md."""


def rule_of(region: Region) -> Rule:
    """Return the rule of a region."""
    return RULES[region]
