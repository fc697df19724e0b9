"""What the page shows of gear: slots in the order of the game's character pane, and what to mend. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A judgement with its shape and word: good, cheap, missing, unrecognised, or plain (not judged)."""

    state: str
    word: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotLine:
    """One slot; an empty one has no item."""

    place: str
    item: str | None
    href: str | None
    quality: str
    quality_word: str
    level: str
    track: str
    tags: Sequence[str]
    marks: Sequence[Mark]
    worst: str


@dataclass(frozen=True, slots=True)
class FixList:
    """What to mend before the raid: the first few, and the rest; ``remark`` where nothing can be judged."""

    title: str
    state: str
    counts: str
    first: Sequence[Mark]
    rest: Sequence[Mark]
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GearView:
    """Gear as the game's own pane has it: left, right, and the weapons below."""

    left: Sequence[SlotLine]
    right: Sequence[SlotLine]
    weapons: Sequence[SlotLine]
    sums: Sequence[tuple[str, str]]
