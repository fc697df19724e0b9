"""Whose characters are whose, as the newest list of a person's own characters proves. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

LOWEST_LEVEL = 10
"""Battle.net has no profiles below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCharacter:
    """A character that is stored: whose it is, since which reading of a list, and how high."""

    character_id: int
    bnet_id: int
    user_id: int | None
    claimed_at: datetime | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnershipPlan:
    """What a list changes: who is proved anew, whose owner changes, and who is let go."""

    confirmed: tuple[StoredCharacter, ...]
    taken: tuple[StoredCharacter, ...]
    released: tuple[StoredCharacter, ...]

    @property
    def owned(self) -> tuple[StoredCharacter, ...]:
        """Return everybody on the list."""
        return (*self.confirmed, *self.taken)

    @property
    def lost(self) -> tuple[StoredCharacter, ...]:
        """Return whom the list took from somebody else."""
        return tuple(one for one in self.taken if one.user_id is not None)

    @property
    def former_owners(self) -> frozenset[int]:
        """Return the people who had a character until now that is another's, or nobody's."""
        return frozenset(one.user_id for one in (*self.lost, *self.released) if one.user_id is not None)

    @property
    def changed_ids(self) -> frozenset[int]:
        """Return the characters whose owner is another one now, or nobody."""
        return frozenset(one.character_id for one in (*self.taken, *self.released))


def plan_ownership(
    user_id: int,
    listed: Collection[int],
    stored: Iterable[StoredCharacter],
    *,
    is_whole: bool,
    read_at: datetime,
) -> OwnershipPlan:
    """Compare a list of Blizzard ids with what is stored of those on it and of the person in that region.

    The newest proof wins, whichever is written last: what was proved by a list that was read after this one
    stays as it is. Of a list that could not be read whole, nobody is let go.
    """
    ours = (one for one in stored if one.claimed_at is None or one.claimed_at <= read_at)
    known = sorted(ours, key=lambda one: one.character_id)
    on_list = [one for one in known if one.bnet_id in listed]
    return OwnershipPlan(
        confirmed=tuple(one for one in on_list if one.user_id == user_id),
        taken=tuple(one for one in on_list if one.user_id != user_id),
        released=tuple(
            one for one in known if is_whole and one.user_id == user_id and one.bnet_id not in listed
        ),
    )


def has_profile(level: int | None) -> bool:
    """Say whether a character of this level is worth asking about."""
    return level is not None and level >= LOWEST_LEVEL
