"""Who gains and who loses what when a guild's rules change, by name, and what would lock a guild. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from webapp.permissions.policy import Decision, GuildRules, Standing, Tool, decide

LOCKED_OUT = (
    "After this nobody who has signed in could open these settings, you included."
    " Let somebody else have them first, or keep them yourself."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who has signed in and owns characters in the guild, the best one first."""

    user_id: int
    name: str
    standing: Standing
    characters: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody in a guild: the people, and by rank the names of characters that nobody has claimed."""

    people: Sequence[Person] = ()
    unclaimed: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def person(self, user_id: int) -> Person | None:
        """Return the person of an account, if any character of it is in the guild."""
        return next((one for one in self.people if one.user_id == user_id), None)

    def with_standing(self, user_id: int, standing: Standing) -> "Roll":
        """Return the same guild in which one person stands differently."""
        changed = [
            Person(user_id=user_id, name=one.name, standing=standing, characters=one.characters)
            if one.user_id == user_id
            else one
            for one in self.people
        ]
        return Roll(changed, self.unclaimed)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolChange:
    """What another rule for a tool changes; of members who have not signed in there is the name alone."""

    tool: Tool
    gains: Sequence[Person]
    loses: Sequence[Person]
    unclaimed_gains: Sequence[str]
    unclaimed_loses: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """Who has a tool and why, and which members would have it if they signed in."""

    people: Sequence[tuple[Person, Decision]]
    unclaimed: Sequence[str]


def changes_between(
    roll: Roll, before: GuildRules, after: GuildRules, now: datetime
) -> tuple[ToolChange, ...]:
    """Return one change for each tool whose rule differs, in the order of the tools."""
    return tuple(
        _change(tool, roll, before, after, now=now) for tool in Tool if before.of(tool) != after.of(tool)
    )


def holders_of(tool: Tool, roll: Roll, rules: GuildRules, now: datetime) -> Holders:
    """Return who has a tool under these rules."""
    decided = [(person, decide(tool, person.standing, rules, now)) for person in roll.people]
    unclaimed = [
        name
        for rank, names in sorted(roll.unclaimed.items())
        if decide(tool, Standing(rank=rank), rules, now).is_allowed
        for name in names
    ]
    return Holders(
        people=[(person, decision) for person, decision in decided if decision.is_allowed],
        unclaimed=unclaimed,
    )


def lock_out(
    before: tuple[Roll, GuildRules], after: tuple[Roll, GuildRules], actor_id: int, now: datetime
) -> str | None:
    """Return why a change must not be: who makes it would be the last that could open the settings."""
    has_now = {person.user_id for person, _ in holders_of(Tool.SETTINGS, *before, now).people}
    would_have = {person.user_id for person, _ in holders_of(Tool.SETTINGS, *after, now).people}
    return LOCKED_OUT if actor_id in has_now and not would_have else None


def _change(tool: Tool, roll: Roll, before: GuildRules, after: GuildRules, *, now: datetime) -> ToolChange:
    had, has = (holders_of(tool, roll, rules, now) for rules in (before, after))
    had_ids, has_ids = ({person.user_id for person, _ in holders.people} for holders in (had, has))
    return ToolChange(
        tool=tool,
        gains=[person for person, _ in has.people if person.user_id not in had_ids],
        loses=[person for person, _ in had.people if person.user_id not in has_ids],
        unclaimed_gains=_without(has.unclaimed, had.unclaimed),
        unclaimed_loses=_without(had.unclaimed, has.unclaimed),
    )


def _without(some: Sequence[str], others: Sequence[str]) -> Sequence[str]:
    known = set(others)
    return [one for one in some if one not in known]
