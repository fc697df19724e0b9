"""Which sections of a character are worth a call now. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.lib.errors import ErrorWord
from webapp.words import Section

SUMMARY_PERIOD = timedelta(minutes=240)
LOOKED_AT_PERIOD = timedelta(minutes=60)
"""How often a character is looked at whose page people opened lately."""
MEDIA_PERIOD = timedelta(days=7)
PROFESSIONS_PERIOD = timedelta(hours=24)
VALIDITY_PERIOD = timedelta(days=25)
"""Battle.net's rule is 30 days: asked early, an outage of some days costs nobody's profile."""
ABSENT_PERIOD = timedelta(days=7)
"""A section that Battle.net does not have (404) or does not show (403) is asked for again after this."""

LOGIN_SECTIONS = frozenset(
    {Section.EQUIPMENT, Section.MYTHIC, Section.MYTHIC_SEASON, Section.RAIDS, Section.SPECIALIZATIONS}
)
"""What can only change when the player has been in the game: the answers are made at log-out."""
PERIODIC_SECTIONS = {Section.MEDIA: MEDIA_PERIOD, Section.PROFESSIONS: PROFESSIONS_PERIOD}
ABSENT = frozenset({ErrorWord.NOT_FOUND.value, ErrorWord.FORBIDDEN.value})
"""Outcomes that say the section is not there; neither is a failure."""


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """What is known about the attempts at one section."""

    attempted_at: datetime
    succeeded_at: datetime | None = None
    changed_at: datetime | None = None
    outcome: str = "ok"
    error: str | None = None
    failures: int = 0
    content_hash: str | None = None
    last_modified: str | None = None
    season_id: int | None = None
    """The season that the last attempt was about, where the section belongs to one."""


def sections_to_fetch(
    known: Mapping[Section, SectionFacts],
    *,
    has_played: bool,
    verified_at: datetime | None,
    now: datetime,
    season_id: int | None = None,
) -> frozenset[Section]:
    """Choose what to ask for after the summary; ``has_played``: the last log-in differs from the stored one.

    A section that failed is asked for again with each look at its character: the character's own
    due time does the backing off. ``season_id`` is the region's running season, None as long as nobody
    knows it; a season is asked for together with the profile, which says whether it was played.
    """
    wanted = {
        section
        for section in LOGIN_SECTIONS | PERIODIC_SECTIONS.keys()
        if _is_wanted(section, known.get(section), has_played=has_played, now=now)
    }
    season = known.get(Section.MYTHIC_SEASON)
    if season_id is None:
        wanted.discard(Section.MYTHIC_SEASON)
    elif Section.MYTHIC_SEASON in wanted or season is None or season.season_id != season_id:
        wanted |= {Section.MYTHIC, Section.MYTHIC_SEASON}
    if verified_at is not None and now - verified_at >= VALIDITY_PERIOD:
        wanted.add(Section.STATUS)
    return frozenset(wanted)


def _is_wanted(section: Section, facts: SectionFacts | None, *, has_played: bool, now: datetime) -> bool:
    if facts is None or (has_played and section in LOGIN_SECTIONS):
        return True
    if facts.outcome in ABSENT:
        return now - facts.attempted_at >= ABSENT_PERIOD
    if facts.outcome != "ok" or facts.succeeded_at is None:
        return True
    period = PERIODIC_SECTIONS.get(section)
    return period is not None and now - facts.succeeded_at >= period


def look_period(*, is_looked_at: bool) -> timedelta:
    """Return how long after a good look a character is due again."""
    return LOOKED_AT_PERIOD if is_looked_at else SUMMARY_PERIOD
