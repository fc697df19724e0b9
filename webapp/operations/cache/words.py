"""The health of what is stored, in words. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from webapp.clients.warcraftlogs.sentences import SENTENCES as OF_LOGS
from webapp.freshness.states import FreshnessState
from webapp.freshness.telling import Ages
from webapp.freshness.why import error_word
from webapp.lib.errors import ErrorWord, Who
from webapp.operations.health import Check, Health, Verdict, verdict_of
from webapp.operations.status.rows import WHO
from webapp.words import Section

TITLES: Mapping[Section, str] = {
    Section.SUMMARY: "Summary",
    Section.EQUIPMENT: "Equipment",
    Section.MYTHIC: "Mythic+ profile",
    Section.MYTHIC_SEASON: "Mythic+ season",
    Section.RAIDS: "Raids",
    Section.PROFESSIONS: "Professions",
    Section.MEDIA: "Portrait",
    Section.STATUS: "Profile check",
    Section.SPECIALIZATIONS: "Talents",
    Section.LOGS: "Logs",
}
DONE: Mapping[str, str] = {
    "retry": "Asked for: they are due now, and looked at as soon as the allowance lets them.",
    "park": "Parked: nobody looks at them for a week, unless somebody asks by hand.",
    "mute": "Muted for a day: they are shown, and left out of the verdict.",
    "unmute": "They count again.",
    "purge": "Dropped: the character is looked at anew, ahead of everything else.",
}
"""What is said after a press, by the last word of its address."""
NOTES: Mapping[Section, str] = {
    Section.STATUS: "whether Battle.net still has the profile; asked only in doubt"
}
"""What a title alone does not say."""
ALL_WELL = "Every answer that was asked for came"
ALL_BUT = "All is well but for"
FEW_SHARE = 0.01
"""Up to this share of characters, and always one, may fail while nothing is the matter with the rest."""
OLD_SHARE = 0.2
"""A larger share of stale sections than this is told in the verdict."""


def sentence_of(outcome: str, section: Section) -> str:
    """Return what to tell of a failure: of whoever was asked."""
    word = error_word(outcome)
    if word is None:
        return "The last attempts failed."
    if word is ErrorWord.NOT_FOUND and section not in {Section.SUMMARY, Section.STATUS, Section.LOGS}:
        return f"{TITLES[section]}: Battle.net has nothing to tell of it."
    return OF_LOGS[word] if section is Section.LOGS else word.sentence


def mender_of(outcome: str) -> str:
    """Return who can mend a failure."""
    word = error_word(outcome)
    return WHO[Who.TIME if word is None else word.who]


def park_words(section: Section, count: int) -> str:
    """Say what parking does: logs are looked at by themselves, all else with its whole character."""
    whom = "1 character" if count == 1 else f"{count:,} characters"
    if section is Section.LOGS:
        return f"Nobody looks at the logs of {whom} for a week"
    return f"Nobody looks at {whom} at all for a week"


class Told(NamedTuple):
    """Failures of one cause that nobody has muted, and when the first of them is looked at next, if ever.

    ``name`` is whose they are where they are of one character.
    """

    section: Section
    outcome: str
    number: int
    since: datetime | None = None
    next_at: datetime | None = None
    name: str = ""


class Affected(NamedTuple):
    """How many characters fail; of an outage only that they are at least so many."""

    number: int
    is_exact: bool = True


def verdict_on(
    failing: Sequence[Told],
    counts: Mapping[FreshnessState, int],
    characters: int,
    *,
    affected: Affected,
    now: datetime,
) -> Verdict:
    """Say in one line how what is stored is: how many of the characters fail, why, and when that may end."""
    if not characters:
        return Verdict(health=Health.NEW, title="Nothing is stored yet.", troubles=())
    checks = [_check(one, now) for one in failing]
    stored = sum(counts.values()) or 1
    stale = counts.get(FreshnessState.STALE, 0)
    if stale > OLD_SHARE * stored:
        words = f"are older than they should be: {stale:,}, {round(100 * stale / stored)} %"
        checks.append(Check(subject="Answers", health=Health.LATE, words=words))
    if not checks:
        return Verdict(health=Health.OK, title=_all_well(counts), troubles=())
    verdict = verdict_of(checks)
    if not failing:
        return verdict
    few = affected.is_exact and is_few(affected.number, characters)
    if few and len(checks) == len(failing):
        return _well_but_for(failing, affected.number, characters, now)
    title = _who_fails(failing, affected, characters, now)
    return Verdict(health=verdict.health, title=title, troubles=verdict.troubles)


def _who_fails(failing: Sequence[Told], affected: Affected, characters: int, now: datetime) -> str:
    verb = "fails" if affected.number == 1 else "fail"
    least = "" if affected.is_exact or affected.number >= characters else "At least "
    most = failing[0]
    part = TITLES[most.section].lower()
    part = f": {part}" if len(failing) == 1 else f", {most.number:,} of them {part}"
    who = f"{least}{affected.number:,} of {characters:,} characters {verb}{part}"
    return " ".join([f"{who}.", sentence_of(most.outcome, most.section), *_next(most.next_at, now)])


def is_few(failing: int, characters: int) -> bool:
    """Say whether so many that fail are their own trouble, and neither the server's nor the sources'."""
    return failing < characters and failing <= max(1, FEW_SHARE * characters)


def _well_but_for(failing: Sequence[Told], number: int, characters: int, now: datetime) -> Verdict:
    """Say calmly who fails, why, and when that may end: one cause in the headline, more below it."""
    one = failing[0]
    if len(failing) == 1 and one.name:
        part, why = TITLES[one.section].lower(), sentence_of(one.outcome, one.section)
        said = [f"{ALL_BUT} {one.name}, whose {part} could not be read.", why, *_next(one.next_at, now)]
        return Verdict(health=Health.OK, title=" ".join(said), troubles=())
    whom = one.name if number == 1 and one.name else f"{number:,} of {characters:,} characters"
    checks = [replace(_check(cause, now), health=Health.PAUSED) for cause in failing]
    return Verdict(health=Health.OK, title=f"{ALL_BUT} {whom}.", troubles=checks)


def _check(one: Told, now: datetime) -> Check:
    works = " ".join([f"Who can mend it: {mender_of(one.outcome)}.", *_next(one.next_at, now)])
    times = "once" if one.number == 1 else f"{one.number:,} times"
    words = f"fails {times}: {sentence_of(one.outcome, one.section).rstrip('.')}"
    return Check(
        subject=TITLES[one.section],
        health=Health.LATE,
        words=words,
        since=one.since,
        works=works,
        word="failing",
    )


def _next(at: datetime | None, now: datetime) -> Sequence[str]:
    if at is None:
        return []
    if at - now < timedelta(seconds=1):
        return ["The next attempt is due now."]
    return [f"The next attempt is {Ages(now).ahead(at)}."]


def _all_well(counts: Mapping[FreshnessState, int]) -> str:
    if muted := counts.get(FreshnessState.FAILING, 0):
        return f"{ALL_BUT} {muted:,} {'failure' if muted == 1 else 'failures'} that somebody muted."
    late = counts.get(FreshnessState.LATE, 0)
    return f"{ALL_WELL}; {late:,} are a little late." if late else f"{ALL_WELL}."
