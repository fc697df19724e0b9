"""Failures by cause and section: how many, since when, one of them as a sample; and which rows they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, func, null, or_, select
from sqlalchemy.orm import Session

from webapp.freshness.states import GOOD, PARKING, FreshnessState
from webapp.lib.logs import struck_out
from webapp.models import Character, FailureMute, SectionState
from webapp.operations.cache.counting import Rows, of_members
from webapp.words import Section

LONGEST_SAMPLE = 200
NOT_GOOD = SectionState.outcome != GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What failures have in common: the word of their outcome, and the section."""

    outcome: str
    section: Section


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureGroup:
    """Failures of one cause, to which its moments and its sample belong.

    A parked one is no failure but an absence, which only its player can end.
    """

    cause: Cause
    count: int
    first_seen: datetime | None
    last_seen: datetime | None
    sample: str
    muted_until: datetime | None

    @property
    def is_parked(self) -> bool:
        """Whether nothing failed: there is nothing to be seen."""
        return self.cause.outcome in PARKING

    @property
    def is_told(self) -> bool:
        """Whether the verdict tells of it: something failed, and nobody has muted it."""
        return not self.is_parked and self.muted_until is None


def counts_of(groups: Sequence[FailureGroup]) -> Mapping[Section, Mapping[FreshnessState, int]]:
    """Return by section how many fail and of how many there is nothing to be seen."""
    counts: dict[Section, Counter[FreshnessState]] = {}
    for one in groups:
        state = FreshnessState.PARKED if one.is_parked else FreshnessState.FAILING
        counts.setdefault(one.cause.section, Counter())[state] += one.count
    return counts


def failure_groups(
    session: Session,
    guild_id: int | None,
    now: datetime,
    *,
    last_seen: Mapping[tuple[str, str], datetime] | None = None,
) -> Sequence[FailureGroup]:
    """Return the failures by cause, the most first; reads the index of what is not good, and no table.

    When the last was seen stands in the table alone, so that it is counted for a guild; for the server it is
    passed in by section and outcome, as a job counted it.
    """
    rows = session.execute(_of_everybody() if guild_id is None else _grouped(guild_id)).all()
    samples, mutes = _samples(session, rows), _mutes(session, guild_id, now)
    groups = [
        FailureGroup(
            cause=Cause(outcome=row.outcome, section=Section(row.section)),
            count=row.number,
            first_seen=row.first,
            last_seen=(last_seen or {}).get((row.section, row.outcome)) if guild_id is None else row.last,
            sample=samples.get((row.who, row.section), ""),
            muted_until=mutes.get((row.outcome, row.section)),
        )
        for row in rows
    ]
    return sorted(groups, key=lambda one: (-one.count, one.cause.section, one.cause.outcome))


def _grouped(guild_id: int) -> Rows:
    """Build the statement over failures of a guild by cause; ``who`` is one of each group."""
    columns = (SectionState.outcome, SectionState.section)
    counts = (
        func.count().label("number"),
        func.min(SectionState.failed_since).label("first"),
        func.max(SectionState.character_id).label("who"),
        func.max(SectionState.attempted_at).label("last"),
    )
    query: Rows = select(*columns, *counts).where(NOT_GOOD).group_by(*columns)
    return of_members(query.join(Character, Character.id == SectionState.character_id), guild_id)


def _of_everybody() -> Rows:
    """Build the same over the server: each cause is counted in its range of the index.

    To group 200,000 entries would compare the two texts of each; ``who`` is the one that fails longest.
    """
    own, causes = SectionState, _causes()
    mine = (NOT_GOOD, own.outcome == causes.c.outcome, own.section == causes.c.section)
    who = select(own.character_id).where(*mine).order_by(own.failed_since, own.character_id).limit(1)
    return select(
        causes.c.outcome,
        causes.c.section,
        select(func.count()).where(*mine).scalar_subquery().label("number"),
        select(func.min(own.failed_since)).where(*mine).scalar_subquery().label("first"),
        who.scalar_subquery().label("who"),
        null().label("last"),
    ).where(causes.c.section.is_not(None))


def _causes() -> CTE:
    """Step from cause to cause along the index; each outcome ends with a row that has no section."""
    own = SectionState
    words = select(func.min(own.outcome).label("outcome")).where(NOT_GOOD).cte("words", recursive=True)
    next_word = select(func.min(own.outcome)).where(NOT_GOOD, own.outcome > words.c.outcome)
    words = words.union_all(select(next_word.scalar_subquery()).where(words.c.outcome.is_not(None)))
    first = select(func.min(own.section)).where(NOT_GOOD, own.outcome == words.c.outcome)
    columns = (words.c.outcome, first.scalar_subquery().label("section"))
    causes = select(*columns).where(words.c.outcome.is_not(None)).cte("causes", recursive=True)
    after = (NOT_GOOD, own.outcome == causes.c.outcome, own.section > causes.c.section)
    following = select(func.min(own.section)).where(*after).scalar_subquery()
    return causes.union_all(select(causes.c.outcome, following).where(causes.c.section.is_not(None)))


def _samples(session: Session, rows: Sequence[Any]) -> Mapping[tuple[int, str], str]:
    """Return one error of each group, without what looks like a secret, and cut."""
    keys = [(row.who, row.section) for row in rows]
    if not keys:
        return {}
    key = (SectionState.character_id, SectionState.section)
    # SQLite reads the whole table for a list of pairs
    each = [and_(SectionState.character_id == who, SectionState.section == section) for who, section in keys]
    found = session.execute(select(*key, SectionState.error).where(or_(*each)))
    return {(who, section): struck_out(error or "")[:LONGEST_SAMPLE] for who, section, error in found}


def _mutes(session: Session, guild_id: int | None, now: datetime) -> Mapping[tuple[str, str], datetime]:
    own = FailureMute
    columns = (own.outcome, own.section, own.until)
    rows = session.execute(select(*columns).where(own.guild_id == guild_id, own.until > now))
    return {(outcome, section): until for outcome, section, until in rows}


def of_cause(cause: Cause, guild_id: int | None) -> Rows:
    """Return the characters that a group is made of."""
    query: Rows = select(SectionState.character_id).where(*is_cause(cause))
    if guild_id is None:
        return query
    return of_members(query.join(Character, Character.id == SectionState.character_id), guild_id)


def count_of(session: Session, cause: Cause, guild_id: int | None) -> int:
    """Return how many failures a group has now."""
    return session.scalar(select(func.count()).select_from(of_cause(cause, guild_id).subquery())) or 0


def is_cause(cause: Cause) -> tuple[ColumnElement[bool], ...]:
    """Name the index's own condition too: the planner knows the constant, but not that it is no parameter."""
    return (NOT_GOOD, SectionState.outcome == cause.outcome, SectionState.section == cause.section)
