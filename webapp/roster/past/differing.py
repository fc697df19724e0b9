"""What differs between two rosters of a guild: who came and went, ranks, and what members gained. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webapp.roster.past.figures import Figures, gain, middle, signed, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody at a moment; the realm is shown where another is called alike."""

    number: int
    name: str
    realm: str
    is_name_shared: bool
    path: str | None
    class_id: int
    rank: int | None

    @property
    def shown_realm(self) -> str:
        """Return the realm where it tells members apart."""
        return self.realm if self.is_name_shared else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same member at both moments."""

    before: Member
    after: Member


@dataclass(frozen=True, slots=True)
class Gained:
    """How a member's figures differ; what is not known at either moment is None."""

    member: Member
    item_level: int | None
    rating: int | None
    problems: int | None

    @property
    def is_known(self) -> bool:
        """Whether anything can be told."""
        return (self.item_level, self.rating, self.problems) != (None, None, None)


@dataclass(frozen=True, slots=True)
class Differing:
    """The members of whom something differs, each list by rank and name as the rosters are."""

    joined: Sequence[Member]
    left: Sequence[Member]
    ranked: Sequence[Pair]
    stayed: Sequence[Pair]


def differing(before: Iterable[Member], after: Iterable[Member]) -> Differing:
    """Compare two rosters; a rank that either does not tell is no change."""
    old, new = {one.number: one for one in before}, {one.number: one for one in after}
    stayed = [Pair(old[number], one) for number, one in new.items() if number in old]
    return Differing(
        joined=[one for number, one in new.items() if number not in old],
        left=[one for number, one in old.items() if number not in new],
        ranked=[
            pair
            for pair in stayed
            if pair.before.rank != pair.after.rank and None not in (pair.before.rank, pair.after.rank)
        ],
        stayed=stayed,
    )


def gained(
    stayed: Iterable[Pair], before: Mapping[int, Figures], after: Mapping[int, Figures]
) -> list[Gained]:
    """Return what everybody gained who was there at both moments, the most first."""
    found = [
        _gained(pair.after, before.get(pair.after.number), after.get(pair.after.number)) for pair in stayed
    ]
    known = [one for one in found if one.is_known]
    return sorted(known, key=lambda one: (-(one.item_level or 0), -(one.rating or 0), one.member.name))


def _gained(member: Member, old: Figures | None, new: Figures | None) -> Gained:
    if old is None or new is None:
        return Gained(member, None, None, None)
    return Gained(
        member,
        gain(old.item_level, new.item_level),
        gain(old.rating, new.rating),
        gain(old.problems, new.problems),
    )


def sum_words(values: Sequence[Sequence[float | None]]) -> tuple[str, str, str]:
    """Return the medians of a figure at both moments, of how many each is, and the difference."""
    (old, old_number), (new, new_number) = middle(values[0]), middle(values[1])
    return f"{whole(old)} (of {old_number})", f"{whole(new)} (of {new_number})", signed(gain(old, new))
