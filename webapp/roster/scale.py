"""The quiet bar behind an item level: how far it stands from the guild's lowest to its best. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

BAR_STEPS = 20


class Scale(NamedTuple):
    """The span of equipped item levels that the quiet bar is drawn in."""

    lowest: int
    highest: int

    def step(self, item_level: int | None) -> int:
        """Return the bar's length from 0 (nothing known) to ``BAR_STEPS`` (the guild's best)."""
        if item_level is None:
            return 0
        span = max(self.highest - self.lowest, 1)
        return 1 + (BAR_STEPS - 1) * (item_level - self.lowest) // span


def scale_of(item_levels: Sequence[int]) -> Scale:
    """Return the scale from the guild's lowest to its highest."""
    return Scale(min(item_levels, default=0), max(item_levels, default=0))
