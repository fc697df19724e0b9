"""Which part of a board is asked for: how many places, and behind whom it goes on. Pure."""

import re
from dataclasses import dataclass
from decimal import Decimal

from webapp.web.request_values import HIGHEST_ID

MOST_PLACES = 100
"""So many lines a part of a board has at most; who stands beyond it is counted."""
CURSOR = re.compile(r"(-?[0-9]{1,7}(?:\.[0-9]{1,30})?)_([0-9]{1,10})_([0-9]{1,9})_([0-9]{1,9})")


@dataclass(frozen=True, slots=True)
class After:
    """The last of the part before: the exact figure and the row, its place, and how many stood up to it.

    The figure and the row say where the next part begins; who came before is not counted again.
    """

    exact: float
    id: int
    place: int
    number: int

    def text(self) -> str:
        """Return it as it stands in an address."""
        return f"{Decimal(repr(self.exact)):f}_{self.id}_{self.place}_{self.number}"

    def is_before(self, exact: float, row_id: int) -> bool:
        """Say whether somebody stands behind it: lower, or equal with a later row."""
        return (-exact, row_id) > (-self.exact, self.id)


@dataclass(frozen=True, slots=True)
class Part:
    """So many places, behind somebody or from the first on."""

    after: After | None = None
    limit: int = MOST_PLACES


FIRST = Part()


def after_in(text: str | None) -> After | None:
    """Return the place that a cursor names; None for the beginning."""
    found = CURSOR.fullmatch(text or "")
    if found is None:
        return None
    return After(float(found[1]), min(int(found[2]), HIGHEST_ID), int(found[3]), int(found[4]))
