"""Whether a card is stale, and which of its sections: from facts and the clock, never stored. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from webapp.freshness import logs
from webapp.freshness.cadences import CADENCES
from webapp.freshness.sections import (
    ABSENT,
    ABSENT_PERIOD,
    LOGIN_SECTIONS,
    SectionFacts,
)
from webapp.freshness.states import CHARACTER_GRACE, CHARACTER_PERIOD
from webapp.words import Section

LOOK = CHARACTER_PERIOD + CHARACTER_GRACE
"""Nothing that is looked at is let alone for longer, unless something is wrong."""
WEEKLY = frozenset({Section.MYTHIC, Section.MYTHIC_SEASON, Section.RAIDS})
"""What tells of the running week: an answer from before the reset is of another week."""
OPTIONAL = frozenset({Section.MYTHIC_SEASON, Section.LOGS})
"""Sections that not everybody has; that they were never fetched makes nobody's card stale."""


class StaleBecause(StrEnum):
    """Why a section is stale."""

    NEVER = "never"
    RESET = "reset"
    AGE = "age"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleSection:
    """A stale section: why, since when its answer is what it is, and how the last attempt went."""

    section: Section
    because: StaleBecause
    confirmed_at: datetime | None
    outcome: str | None


def fresh_since(now: datetime, *, reset_at: datetime | None) -> datetime:
    """Return the moment before which a look at Battle.net is too old for the present week."""
    return max(now - LOOK, reset_at or now - LOOK)


def is_stale(known: Mapping[Section, SectionFacts], now: datetime, *, reset_at: datetime | None) -> bool:
    """Say whether any section of a card needs a look."""
    return bool(stale_sections(known, now, reset_at=reset_at))


def stale_sections(
    known: Mapping[Section, SectionFacts], now: datetime, *, reset_at: datetime | None
) -> tuple[StaleSection, ...]:
    """Return the sections that need a look, in the order of their words."""
    wanted = [one for one in Section if one is not Section.STATUS and (one in known or one not in OPTIONAL)]
    found = []
    for section in wanted:
        facts, confirmed_at = known.get(section), confirmed(known, section)
        because = _because(section, confirmed_at, now, reset_at=reset_at, is_absent=_is_absent(facts))
        if because is not None:
            outcome = facts.outcome if facts else None
            found.append(
                StaleSection(section=section, because=because, confirmed_at=confirmed_at, outcome=outcome)
            )
    return tuple(found)


def confirmed(known: Mapping[Section, SectionFacts], section: Section) -> datetime | None:
    """Return when a section's answer was last known to be what Battle.net would say.

    What can only change at log-out is confirmed by each look at the summary that saw no new log-in.
    """
    facts, summary = known.get(section), known.get(Section.SUMMARY)
    if facts is None:
        return None
    if _is_absent(facts):
        return facts.attempted_at
    moments = [facts.succeeded_at]
    if section in LOGIN_SECTIONS and facts.outcome == "ok" and summary is not None:
        moments.append(summary.succeeded_at)
    return max((moment for moment in moments if moment is not None), default=None)


def _is_absent(facts: SectionFacts | None) -> bool:
    return facts is not None and facts.outcome in ABSENT


def _because(
    section: Section,
    confirmed_at: datetime | None,
    now: datetime,
    *,
    reset_at: datetime | None,
    is_absent: bool,
) -> StaleBecause | None:
    if confirmed_at is None:
        return StaleBecause.NEVER
    if not is_absent and section in WEEKLY and reset_at is not None and confirmed_at < reset_at:
        return StaleBecause.RESET
    patience = _patience(section, is_absent=is_absent)
    return StaleBecause.AGE if now - confirmed_at > patience else None


def _patience(section: Section, *, is_absent: bool) -> timedelta:
    if is_absent:
        return logs.PARKED_LATE_AFTER if section is Section.LOGS else ABSENT_PERIOD + LOOK
    return CADENCES[section].period + CADENCES[section].grace
