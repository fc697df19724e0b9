"""The health of what is stored, in words. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from webapp.clients.warcraftlogs.sentences import SENTENCES as OF_LOGS
from webapp.freshness.why import error_word
from webapp.lib.errors import ErrorWord, Who
from webapp.operations.cache.states import SectionHealth
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
NOTES: Mapping[Section, str] = {
    Section.STATUS: "whether Battle.net still has the profile; asked only in doubt"
}
"""What a title alone does not say."""
ALL_WELL = "Every answer that was asked for came"
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


def verdict_on(
    failing: Sequence[tuple[Section, str, int, datetime | None]],
    counts: Mapping[SectionHealth, int],
    characters: int,
) -> Verdict:
    """Say in one line how what is stored is; ``failing`` are the groups that nobody has muted."""
    if not characters:
        return Verdict(health=Health.NEW, title="Nothing is stored yet.", troubles=())
    checks = [_check(*one) for one in failing]
    stored = sum(counts.values()) or 1
    stale = counts.get(SectionHealth.STALE, 0)
    if stale > OLD_SHARE * stored:
        words = f"are older than they should be: {stale:,}, {round(100 * stale / stored)} %"
        checks.append(Check(subject="Answers", health=Health.LATE, words=words))
    if not checks:
        return Verdict(health=Health.OK, title=_all_well(counts), troubles=())
    verdict = verdict_of(checks)
    if not failing:
        return verdict
    section, outcome, number, _ = failing[0]
    title = TITLES[section].lower()
    most = f": {title}" if len(failing) == 1 else f", {number:,} of them {title}"
    title = f"{_who_fails(failing, characters)}{most}. {sentence_of(outcome, section)}"
    return Verdict(health=verdict.health, title=title, troubles=verdict.troubles)


def _who_fails(failing: Sequence[tuple[Section, str, int, datetime | None]], characters: int) -> str:
    """Say how many characters fail: those of one section are different ones, those of two may be the same."""
    of_section: Counter[Section] = Counter()
    for section, _, number, _ in failing:
        of_section[section] += number
    number = max(of_section.values())
    verb = "fails" if number == 1 else "fail"
    at_least = "At least " if len(of_section) > 1 else ""
    return f"{at_least}{number:,} of {characters:,} characters {verb}"


def _check(section: Section, outcome: str, number: int, since: datetime | None) -> Check:
    works = f"Who can mend it: {mender_of(outcome)}."
    times = "once" if number == 1 else f"{number:,} times"
    words = f"fails {times}: {sentence_of(outcome, section).rstrip('.')}"
    return Check(
        subject=TITLES[section], health=Health.LATE, words=words, since=since, works=works, word="failing"
    )


def _all_well(counts: Mapping[SectionHealth, int]) -> str:
    late = counts.get(SectionHealth.LATE, 0)
    return f"{ALL_WELL}; {late:,} are a little late." if late else f"{ALL_WELL}."
