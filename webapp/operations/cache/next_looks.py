"""Who of the failures is named at once, how many characters they are, and when these are looked at next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from webapp.models import Character, SectionState, SyncTarget
from webapp.operations.cache.counting import Rows, of_members
from webapp.operations.cache.failures import NOT_GOOD, Cause, is_cause
from webapp.operations.cache.words import Affected
from webapp.words import Section, TargetKind

MOST_NAMED = 5
"""Characters of one cause that are named; the list has the rest."""
MOST_CAUSES = 20
"""Causes of which anybody is named: the page has those of the most characters first."""
MOST_FOLLOWED = 20_000
"""Failures that are gone through one by one: beyond it is an outage, and the next look is at hand."""
_TARGET = and_(
    SyncTarget.character_id == SectionState.character_id,
    or_(
        and_(SectionState.section == Section.LOGS, SyncTarget.kind == TargetKind.LOGS),
        and_(SectionState.section != Section.LOGS, SyncTarget.kind == TargetKind.CHARACTER),
    ),
)
_WHOM = (Character.region, Character.realm, Character.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFailure:
    """A character of a group, and when it is looked at next; None where nobody looks."""

    region: str
    realm: str
    name: str
    next_at: datetime | None


def named_failures(
    session: Session, causes: Sequence[Cause], guild_id: int | None
) -> Mapping[Cause, Sequence[NamedFailure]]:
    """Return a few characters of each cause, those first who fail the longest: by one statement."""
    few = causes[:MOST_CAUSES]
    if not few:
        return {}
    each = [select(_some(cause, place, guild_id).subquery()) for place, cause in enumerate(few)]
    found: dict[Cause, list[NamedFailure]] = {cause: [] for cause in few}
    rows = session.execute(union_all(*each)).all()
    for row in sorted(rows, key=lambda row: (row.since.timestamp() if row.since else 0.0, row.id)):
        one = NamedFailure(region=row.region, realm=row.realm, name=row.name, next_at=row.next_due_at)
        found[few[row.place]].append(one)
    return found


def only_name(named: Sequence[NamedFailure], number: int) -> str:
    """Return whose failures of one cause are that only one character has; of more, nobody's."""
    return named[0].name if number == 1 and named else ""


def _some(cause: Cause, place: int, guild_id: int | None) -> Rows:
    since = SectionState.failed_since.label("since")
    query: Rows = (
        select(literal(place).label("place"), Character.id, *_WHOM, since, SyncTarget.next_due_at)
        .select_from(SectionState)
        .join(Character, Character.id == SectionState.character_id)
        .outerjoin(SyncTarget, _TARGET)
        .where(*is_cause(cause))
    )
    order = (SectionState.failed_since, SectionState.character_id)
    return of_members(query, guild_id).order_by(*order).limit(MOST_NAMED)


def next_looks(
    session: Session, causes: Mapping[Cause, int], guild_id: int | None
) -> Mapping[Cause, datetime]:
    """Return when the first of each cause is looked at next; ``causes`` are counted."""
    if not causes or sum(causes.values()) > MOST_FOLLOWED:
        return {}
    alike = (SectionState.outcome, SectionState.section)
    query: Rows = select(*alike, func.min(SyncTarget.next_due_at)).join(SyncTarget, _TARGET)
    query = query.where(NOT_GOOD, _are(causes)).group_by(*alike)
    rows = session.execute(_in_guild(query, guild_id))
    return {Cause(outcome=outcome, section=Section(section)): at for outcome, section, at in rows}


def affected_by(session: Session, causes: Mapping[Cause, int], guild_id: int | None) -> Affected:
    """Return how many characters fail for any of some causes, which are counted: one in two parts is one.

    In an outage they are not gone through: of one section each character has one failure, so that there are
    at least as many as the section with the most has.
    """
    sections: Counter[Section] = Counter()
    for cause, count in causes.items():
        sections[cause.section] += count
    most = max(sections.values(), default=0)
    if len(sections) <= 1 or sections.total() > MOST_FOLLOWED:
        return Affected(most, is_exact=len(sections) <= 1)
    query: Rows = select(func.count(SectionState.character_id.distinct())).where(NOT_GOOD, _are(causes))
    return Affected(session.scalar(_in_guild(query, guild_id)) or 0)


def _in_guild(query: Select[*tuple[Any, ...]], guild_id: int | None) -> Rows:
    if guild_id is None:
        return query
    return of_members(query.join(Character, Character.id == SectionState.character_id), guild_id)


def _are(causes: Mapping[Cause, int]) -> ColumnElement[bool]:
    return or_(*(and_(*is_cause(cause)) for cause in causes))
