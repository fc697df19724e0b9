"""Which lines stand on a page and which below which: alts below their mains, never cut apart. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from webapp.roster.choices import Alts

Family = tuple[int, ...]
"""The ids of lines that stay together; the first leads, the others stand below it."""


@dataclass(frozen=True, slots=True)
class Nesting:
    """The lines of one page, and whose alts there are in the whole guild."""

    families: Sequence[Family] = ()
    mains: Mapping[int, int] = field(default_factory=dict)

    @property
    def lines(self) -> list[int]:
        """The ids of all lines in their order."""
        return [one for family in self.families for one in family]

    @property
    def below(self) -> frozenset[int]:
        """Those who stand below their main."""
        return frozenset(one for _, *alts in self.families for one in alts)

    @property
    def alts(self) -> Mapping[int, Sequence[int]]:
        """The alts of each main, wherever they stand."""
        found: dict[int, list[int]] = defaultdict(list)
        for alt, main in self.mains.items():
            found[main].append(alt)
        return found

    @property
    def named(self) -> set[int]:
        """Everybody whom the page names: its lines, their mains, and their alts."""
        lines, alts = self.lines, self.alts
        return (
            set(lines)
            | {self.mains[one] for one in lines if one in self.mains}
            | {alt for one in lines for alt in alts.get(one, ())}
        )


def arrange(ordered: Sequence[int], mains: Mapping[int, int], alts: Alts) -> list[Family]:
    """Return all families of a view in their order; ``ordered`` are the members whom it keeps.

    An alt whose main the view does not keep stands alone, in its own place.
    """
    if alts is Alts.MAINS:
        return [(one,) for one in ordered if one not in mains]
    if alts is Alts.FLAT or not mains:
        return [(one,) for one in ordered]
    return list(_nested(ordered, mains))


def _nested(ordered: Sequence[int], mains: Mapping[int, int]) -> Iterator[Family]:
    kept = set(ordered)
    below: dict[int, list[int]] = defaultdict(list)
    for one in ordered:
        if (main := mains.get(one)) in kept and main is not None:
            below[main].append(one)
    for one in ordered:
        if mains.get(one) not in kept:
            yield (one, *below.get(one, ()))
