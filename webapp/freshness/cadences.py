"""How often each section of a character is looked at, and what state that puts it in. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from webapp.freshness import logs
from webapp.freshness.sections import LOGIN_SECTIONS, PERIODIC_SECTIONS, VALIDITY_PERIOD
from webapp.freshness.states import CHARACTER, GOOD, Cadence, Facts, FreshnessState, state_of
from webapp.words import Section

_BY_LOOK = replace(CHARACTER, is_by_look=True)
_LOGS_TURN = timedelta(hours=2)
CADENCES: Mapping[Section, Cadence] = {
    Section.SUMMARY: _BY_LOOK,
    **dict.fromkeys(sorted(LOGIN_SECTIONS), _BY_LOOK),
    **{
        section: replace(CHARACTER, period=period + CHARACTER.period)
        for section, period in PERIODIC_SECTIONS.items()
    },
    Section.STATUS: Cadence(period=VALIDITY_PERIOD + timedelta(days=1), grace=timedelta(days=3)),
    Section.LOGS: Cadence(period=logs.PERIOD + _LOGS_TURN, grace=logs.GRACE - _LOGS_TURN),
}
"""What is only asked for together with a look may be as much later as looks are apart."""


def section_state(
    section: Section,
    facts: Facts,
    now: datetime,
    *,
    looked_at: datetime | None,
    reset_at: datetime | None = None,
) -> FreshnessState:
    """Return the state of a section of a character at which was last looked well at ``looked_at``."""
    known = replace(facts, succeeded_at=checked_at(section, facts, looked_at))
    return state_of(known, now, cadence=CADENCES[section], reset_at=reset_at)


def checked_at(section: Section, facts: Facts, looked_at: datetime | None) -> datetime | None:
    """Return when a section was last known to be right: what a log-out alone changes, with each good look."""
    is_as_good = CADENCES[section].is_by_look and facts.outcome == GOOD
    return looked_at if is_as_good and looked_at is not None else facts.succeeded_at
