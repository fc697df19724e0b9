"""The sections behind one count of the matrix, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import Select, and_, literal, null, select
from sqlalchemy.orm import Session

from webapp.freshness.state_column import CODES, section_code
from webapp.freshness.states import PARKING, FreshnessState
from webapp.lib.errors import ErrorWord
from webapp.lib.logs import struck_out
from webapp.models import Character, SectionState, SyncTarget
from webapp.operations.cache.counting import Rows, of_members
from webapp.operations.cache.failures import LONGEST_SAMPLE, NOT_GOOD
from webapp.operations.cache.forms import ListFilter
from webapp.operations.cache.page import ListedRow
from webapp.operations.cache.words import mender_of, sentence_of
from webapp.sync.again import kind_of

AT_ONCE = 100
FAILING = sorted({word.value for word in ErrorWord} - PARKING)
WHOM = (Character.id, Character.region, Character.realm, Character.name)
FACTS = (
    SectionState.attempted_at,
    SectionState.succeeded_at,
    SectionState.failed_since,
    SectionState.failures,
    SectionState.outcome,
    SectionState.error,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows, and after which character the next page begins; None on the last."""

    rows: Sequence[ListedRow]
    next_after: int | None


def list_rows(session: Session, guild_id: int | None, wanted: ListFilter, now: datetime) -> Listed:
    """Return a page of the sections in a state, in the order of their characters."""
    is_never = wanted.state is FreshnessState.NEVER
    query = _never(wanted) if is_never else _in_state(wanted, now, is_of_all=guild_id is None)
    target = and_(SyncTarget.character_id == Character.id, SyncTarget.kind == kind_of(wanted.section))
    query = of_members(query.outerjoin(SyncTarget, target), guild_id)
    query = query.where(Character.id > wanted.after).order_by(Character.id).limit(AT_ONCE + 1)
    found = session.execute(query).all()
    rows = [_row(one, wanted, now) for one in found[:AT_ONCE]]
    return Listed(rows, rows[-1].character_id if len(found) > AT_ONCE else None)


def _in_state(wanted: ListFilter, now: datetime, *, is_of_all: bool) -> Rows:
    query: Rows = (
        select(*WHOM, *FACTS, SyncTarget.next_due_at)
        .join(SectionState, SectionState.character_id == Character.id)
        .where(SectionState.section == wanted.section)
    )
    outcomes = {FreshnessState.FAILING: FAILING, FreshnessState.PARKED: sorted(PARKING)}.get(wanted.state)
    if outcomes is None:
        return query.where(section_code(now) == CODES[wanted.state])
    if is_of_all:
        return query.where(Character.id.in_(_first_bad(wanted, outcomes)))
    return query.where(NOT_GOOD, SectionState.outcome.in_(outcomes))


def _first_bad(wanted: ListFilter, outcomes: Sequence[str]) -> Select[int]:
    """Return whom a page shows, by the index of failures alone: of very many, to join all takes long."""
    bad = (NOT_GOOD, SectionState.outcome.in_(outcomes), SectionState.section == wanted.section)
    after = SectionState.character_id > wanted.after
    ids = select(SectionState.character_id).where(*bad, after)
    return ids.order_by(SectionState.character_id).limit(AT_ONCE + 1)


def _never(wanted: ListFilter) -> Rows:
    """Return the characters without such a section, with nothing where its facts would be."""
    has_one = select(SectionState.character_id).where(
        SectionState.character_id == Character.id, SectionState.section == wanted.section
    )
    nothing = [null().label(column.key) for column in FACTS if column.key != "failures"]
    no_failures = literal(0).label("failures")
    return select(*WHOM, *nothing, no_failures, SyncTarget.next_due_at).where(~has_one.exists())


def _row(one: Any, wanted: ListFilter, now: datetime) -> ListedRow:
    is_bad = wanted.state in {FreshnessState.FAILING, FreshnessState.PARKED}
    return ListedRow(
        character_id=one.id,
        name=one.name,
        realm=one.realm,
        path=f"/characters/{one.region}/{quote(one.realm, safe='')}/{quote(one.name, safe='')}",
        attempted_at=one.attempted_at,
        succeeded_at=one.succeeded_at,
        failed_since=one.failed_since,
        failures=one.failures,
        why=sentence_of(one.outcome, wanted.section) if is_bad else "",
        who=mender_of(one.outcome) if is_bad else "",
        sample=struck_out(one.error or "")[:LONGEST_SAMPLE] if is_bad else "",
        next_at=None if one.next_due_at is None else max(one.next_due_at, now),
    )
