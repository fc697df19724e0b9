"""What the lines of mains and alts say about each other: names that lead to cards. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from webapp.roster.nesting import Nesting


class Relative(NamedTuple):
    """Somebody of the same player: where the card is, and the name."""

    path: str
    name: Markup


class Kin(NamedTuple):
    """Whose alt a line is, or which alts it has; ``is_below`` where it stands below its main."""

    is_below: bool
    main: Relative | None
    alts: Sequence[Relative]


def kin_of(nesting: Nesting, known: Mapping[int, Relative]) -> dict[int, Kin]:
    """Return what is said on each line of a page that is somebody's alt or main."""
    below, alts = nesting.below, nesting.alts
    found: dict[int, Kin] = {}
    for one in nesting.lines:
        main, own = nesting.mains.get(one), alts.get(one, ())
        if main is not None or own:
            found[one] = Kin(one in below, None if main is None else known.get(main), _named(own, known))
    return found


def _named(ids: Iterable[int], known: Mapping[int, Relative]) -> Sequence[Relative]:
    return [known[one] for one in ids if one in known]
