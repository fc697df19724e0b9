"""Patterns that find a kind of problem in the summary that a card's build writes. Pure.

``webapp.cards.scalars.problem_summary`` writes "missing: 3 enchantments, 2 gems; cheap: 4 gems".
"""

from collections.abc import Sequence
from itertools import product

from webapp.roster.query.vocabulary import MISSING, Field

_BEFORE: Sequence[str] = ("1 enchantment, ", "_ enchantments, ", "__ enchantments, ")
"""What may stand before the gems: in LIKE, a _ is one digit."""
_COUNTS: Sequence[str] = ("_", "__")


def patterns_of(field: Field, group: str) -> Sequence[str]:
    """Return the LIKE patterns of missing or cheap enchantments or gems."""
    head = f"{group}: " if group == MISSING else f"%{group}: "
    if field is Field.ENCHANTS:
        return [f"{head}{count} enchantment%" for count in _COUNTS]
    return [f"{head}{before}{count} gem%" for before, count in product(("", *_BEFORE), _COUNTS)]
