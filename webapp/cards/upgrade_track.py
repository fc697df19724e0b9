"""Find an item's upgrade track and step, from the game's own line in any language or from bonus ids. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from webapp.cards.reading import Document, child_of, text_of
from webapp.seasons.facts import TrackFacts

_STEP = re.compile(
    r"^(?:[^:\uff1a]*[:\uff1a])?\s*+(?P<name>(?:[^\d/:\s]++\s*+)*+)(?P<step>\d{1,2})\s*/\s*(?P<steps>\d{1,2})\s*$"
)
"""A line such as "Upgrade Level: Hero 4/6"; what stands before a colon is only its label.

Possessive where blanks may belong to the name or not: a line of blanks alone would be read again and again.
"""


class TrackStep(NamedTuple):
    """A step on an upgrade track; all three are None where nobody knows."""

    track: str | None
    step: int | None
    steps: int | None


NO_TRACK = TrackStep(None, None, None)


def track_of(item: Document, bonus_ids: Sequence[Any], tracks: TrackFacts) -> TrackStep:
    """Return the track: as the line says where its name is known, else by bonus id, else as the line says."""
    said = _said(item)
    if said.track in tracks.names:
        return said
    known = next((tracks.by_bonus[number] for number in bonus_ids if number in tracks.by_bonus), None)
    return said if known is None else TrackStep(known[0].name, known[1], known[0].steps)


def _said(item: Document) -> TrackStep:
    line = text_of(child_of(item, "name_description").get("display_string"))
    return NO_TRACK if line is None or "/" not in line else _step_of(line)


@lru_cache(maxsize=1_000)
def _step_of(line: str) -> TrackStep:
    match = _STEP.match(line)
    if match is None:
        return NO_TRACK
    step, steps = int(match["step"]), int(match["steps"])
    return TrackStep(match["name"].rstrip() or None, step, steps) if 0 <= step <= steps else NO_TRACK
