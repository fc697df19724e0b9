"""Counts of rows that are alike, and what they come to. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from webapp.freshness.cadences import CADENCES
from webapp.freshness.states import FreshnessState
from webapp.operations.cache.states import AGE_WORDS, SECTION_STATES
from webapp.words import CardStatus, Section

SECTION, CARD, FAILURE = "section", "card", "failure"
OTHERS = "others"
"""Stands for all seasons of programs' own making, of which there may be any number."""
SEASON_LABELS = {"latest": "This season", OTHERS: "Kept by programs under other keys"}
OPTIONAL = frozenset({Section.LOGS, Section.STATUS})
"""Sections that not every character has: without a row nothing is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many rows are alike in three words."""

    kind: str
    first: str
    second: str
    third: str = ""
    count: int
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A section and how many characters have it in each state."""

    section: Section
    counts: Mapping[FreshnessState, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A step of a histogram; ``height`` is a percentage of the highest."""

    words: str
    count: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A season and its cards by status."""

    season: str
    counts: Mapping[CardStatus, int]

    @property
    def label(self) -> str:
        """Return what the season is called on the page; a past one has its key."""
        return SEASON_LABELS.get(self.season, self.season)


def matrix_of(tallies: Iterable[Tally], characters: int) -> Sequence[MatrixRow]:
    """Return every section with its counts; of whom there is no row, it was never asked for."""
    counts: dict[str, Counter[str]] = {section.value: Counter() for section in CADENCES}
    for one in tallies:
        if one.kind == SECTION and one.first in counts:
            counts[one.first][one.second] += one.count
    rows = []
    for section in CADENCES:
        found = {state: counts[section.value][state.value] for state in SECTION_STATES}
        if section not in OPTIONAL:
            found[FreshnessState.NEVER] += max(0, characters - sum(found.values()))
        rows.append(MatrixRow(section=section, counts=found))
    return rows


def as_it_is(
    rows: Sequence[MatrixRow], failures: Mapping[Section, Mapping[FreshnessState, int]]
) -> Sequence[MatrixRow]:
    """Put what fails and what is not there as it is now in the place of what was counted some minutes ago."""
    live = (FreshnessState.FAILING, FreshnessState.PARKED)
    return [
        MatrixRow(
            section=row.section,
            counts={**row.counts, **{state: failures.get(row.section, {}).get(state, 0) for state in live}},
        )
        for row in rows
    ]


def histogram_of(tallies: Iterable[Tally]) -> Sequence[Bar]:
    """Return how old good answers are."""
    ages: Counter[str] = Counter()
    for one in tallies:
        if one.kind == SECTION and one.third:
            ages[one.third] += one.count
    highest = max(ages.values(), default=0) or 1
    return [
        Bar(words=words, count=ages[age], height=-(-100 * ages[age] // highest))
        for age, words in AGE_WORDS.items()
    ]


def cards_of(tallies: Iterable[Tally]) -> Sequence[CardRow]:
    """Return the cards of each season, the one that is kept up to date first, programs' own last."""
    seasons: dict[str, Counter[str]] = {}
    for one in tallies:
        if one.kind == CARD:
            seasons.setdefault(one.first, Counter())[one.second] += one.count
    return [
        CardRow(season=season, counts={status: seasons[season][status.value] for status in CardStatus})
        for season in sorted(seasons, key=lambda name: (name == OTHERS, name != "latest", name))
    ]


def last_failures(tallies: Iterable[Tally]) -> Mapping[tuple[str, str], datetime]:
    """Return by section and outcome when the last of them was attempted."""
    failures = (one for one in tallies if one.kind == FAILURE)
    return {(one.first, one.second): one.last_at for one in failures if one.last_at is not None}
