"""What is asked of the cache: a key of a region, with the rules under which answers are kept. Pure."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from webapp.caching.entries import JSON, Codec
from webapp.caching.regions import Region, Rule, rule_of

T = TypeVar("T")
_REGIONS = set(Region)


@dataclass(frozen=True, slots=True)
class Question(Generic[T]):
    """A key of a region; entries of a ``group`` can be let go of together, at once, by every process.

    Where a region keeps entries in processes too, those are let go of within its ``in_process``.
    """

    region: Region
    key: str
    codec: Codec[T]
    group: str | None = None

    @property
    def name(self) -> str:
        """The key as it stands in every tier."""
        return f"{self.region}:{self.key}"

    @property
    def rule(self) -> Rule:
        """How long answers live."""
        return rule_of(self.region)


def question_of(name: str) -> Question[Any]:
    """Return the question for JSON under a key that begins with its region, such as ``search:eu:jaina``."""
    region, colon, rest = name.partition(":")
    if not colon or region not in _REGIONS:
        raise ValueError(f"a key begins with its region and a colon: {name!r}")
    return Question(Region(region), rest, JSON)


def group_of_guild(guild_id: int) -> str:
    """Return the group of what depends on a guild."""
    return f"guild:{guild_id}"


def group_of_strips(guild_id: int) -> str:
    """Return the group of what tells how a guild's sync goes: it changes more often than what was read."""
    return f"strips:{guild_id}"


def group_of_user(user_id: int) -> str:
    """Return the group of what depends on a person."""
    return f"user:{user_id}"
