"""Read the health of what is stored: of the server, or of one guild's members."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote

from sqlalchemy.orm import Session

from webapp.caching import api as caching
from webapp.extensions import db
from webapp.freshness.states import FreshnessState
from webapp.lib.forms import FieldProblem
from webapp.operations.cache import tally, words
from webapp.operations.cache.counting import count_cards, count_characters, count_sections
from webapp.operations.cache.failures import Cause, FailureGroup, counts_of, failure_groups
from webapp.operations.cache.forms import ListFilter
from webapp.operations.cache.listing import list_rows
from webapp.operations.cache.next_looks import (
    NamedFailure,
    affected_by,
    named_failures,
    next_looks,
    only_name,
)
from webapp.operations.cache.page import CachePage, Cell, GroupRow, ListPage, NamedRow, SectionRow
from webapp.operations.cache.states import SECTION_STATES
from webapp.operations.cache.tallies import Counted, read_tallies
from webapp.operations.cache.tier_rows import tier_panel
from webapp.operations.health import Verdict
from webapp.operations.look import what_hinders
from webapp.operations.status.log_reading import read_log
from webapp.operations.status.queries import whose
from webapp.permissions.audience_words import Audience, audience_of
from webapp.permissions.changes import RightLost
from webapp.permissions.policy import Tool
from webapp.permissions.section_tools import TOOL_OF, closed_to
from webapp.permissions.viewer import Access
from webapp.web.failure_words import failure_label
from webapp.web.freshness_words import STATE_WORDS
from webapp.web.guild_address import GuildAddress
from webapp.words import CardStatus, Section

SERVER_HOME = "/operations/cache/"
AS_THEY_ARE = frozenset({FreshnessState.FAILING, FreshnessState.PARKED})
"""What is counted for each page; all else of the server is not known until a job has counted."""


def server_page(*, now: datetime, problems: Sequence[FieldProblem] = ()) -> CachePage:
    """Return the health of everything that is stored: failures as they are, the rest as a job counted it."""
    session = db.session()
    counted = read_tallies(session)
    last_seen = tally.last_failures(counted.tallies)
    groups = failure_groups(session, None, now, last_seen=last_seen)
    characters = count_characters(session, None)
    found = _Found(
        guild=None,
        access=None,
        counted=counted,
        groups=groups,
        characters=characters,
        ahead=_read_ahead(session, groups, None),
    )
    page, tiers = _page(found, now=now, problems=problems), caching.cache_report(now)
    return replace(page, log=read_log(session), tiers=tier_panel(tiers, caching.redis_health()))


def guild_page(
    guild: GuildAddress, access: Access, *, now: datetime, problems: Sequence[FieldProblem] = ()
) -> CachePage:
    """Return the health of what is stored about a guild's members, counted just now.

    Nothing is said of sections whose tool the officer lacks.
    """
    session, closed = db.session(), closed_to(access.tools)
    sections = [one for one in count_sections(session, guild.id, now) if one.first not in closed]
    tallies = [*sections, *count_cards(session, guild.id)]
    groups = [one for one in failure_groups(session, guild.id, now) if one.cause.section not in closed]
    found = _Found(
        guild=guild,
        access=access,
        counted=Counted(tallies, now),
        groups=groups,
        characters=count_characters(session, guild.id),
        ahead=_read_ahead(session, groups, guild.id),
    )
    return _page(found, now=now, problems=problems)


def list_page(
    guild: GuildAddress | None, access: Access | None, wanted: ListFilter, *, now: datetime
) -> ListPage:
    """Return the sections of one count of the matrix; raise RightLost where the officer may not."""
    home, tool = home_of(guild), TOOL_OF.get(wanted.section)
    if access is not None and tool is not None and tool not in access.tools:
        raise RightLost(tool, access)
    found = list_rows(db.session(), None if guild is None else guild.id, wanted, now)
    return ListPage(
        guild=whose(guild),
        home=home,
        audience=_audience(access),
        title=f"{words.TITLES[wanted.section]}: {STATE_WORDS[wanted.state]}",
        rows=found.rows,
        next_path=f"{home}sections?{wanted.query(found.next_after)}" if found.next_after else None,
    )


def home_of(guild: GuildAddress | None) -> str:
    """Return the address of the page."""
    return SERVER_HOME if guild is None else f"{guild.path}cache/"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ahead:
    """Who fails, and when somebody looks again; ``affected`` are those that the verdict tells of."""

    named: Mapping[Cause, Sequence[NamedFailure]]
    next_looks: Mapping[Cause, datetime]
    affected: words.Affected


def _read_ahead(session: Session, groups: Sequence[FailureGroup], guild_id: int | None) -> _Ahead:
    failing = {one.cause: one.count for one in groups if not one.is_parked}
    told = {one.cause: one.count for one in groups if one.is_told}
    return _Ahead(
        named=named_failures(session, list(failing), guild_id),
        next_looks=next_looks(session, failing, guild_id),
        affected=affected_by(session, told, guild_id),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Whose health is told and to whom, and what was counted of it."""

    guild: GuildAddress | None
    access: Access | None
    counted: Counted
    groups: Sequence[FailureGroup]
    characters: int
    ahead: _Ahead


def _page(found: _Found, *, now: datetime, problems: Sequence[FieldProblem]) -> CachePage:
    home, tallies = home_of(found.guild), found.counted.tallies
    matrix, rows = _matrix(found), [_group(one, found.ahead, home, now) for one in found.groups]
    return CachePage(
        guild=whose(found.guild),
        home=home,
        audience=_audience(found.access),
        at=now,
        counted_at=found.counted.at,
        verdict=_verdict(found, matrix, now),
        characters=found.characters,
        states=[STATE_WORDS[state] for state in SECTION_STATES],
        matrix=[_section(row, home, is_counted=found.counted.at is not None) for row in matrix],
        ages=tally.histogram_of(tallies),
        statuses=[status.value for status in CardStatus],
        cards=tally.cards_of(tallies),
        failing=[row for row in rows if not row.is_parked],
        parked=[row for row in rows if row.is_parked],
        log=(),
        problems=problems,
        hindrance=what_hinders(db.session(), None if found.guild is None else found.guild.id, now),
    )


def _verdict(found: _Found, matrix: Sequence[tally.MatrixRow], now: datetime) -> Verdict:
    """Say how it is; of failures count those that nobody has muted, and no absences."""
    sums: Counter[FreshnessState] = Counter()
    for row in matrix:
        sums.update(row.counts)
    told = [
        words.Told(
            one.cause.section,
            one.cause.outcome,
            one.count,
            since=one.first_seen,
            next_at=found.ahead.next_looks.get(one.cause),
            name=only_name(found.ahead.named.get(one.cause, ()), one.count),
        )
        for one in found.groups
        if one.is_told
    ]
    return words.verdict_on(told, sums, found.characters, affected=found.ahead.affected, now=now)


def _matrix(found: _Found) -> Sequence[tally.MatrixRow]:
    closed = frozenset[Section]() if found.access is None else closed_to(found.access.tools)
    rows = tally.matrix_of(found.counted.tallies, found.characters if found.counted.at is not None else 0)
    return tally.as_it_is([row for row in rows if row.section not in closed], counts_of(found.groups))


def _section(row: tally.MatrixRow, home: str, *, is_counted: bool) -> SectionRow:
    return SectionRow(
        title=words.TITLES[row.section],
        note=words.NOTES.get(row.section),
        cells=[
            Cell(
                state=state.value,
                count=count if is_counted or state in AS_THEY_ARE else None,
                path=f"{home}sections?section={row.section}&state={state}" if count else None,
            )
            for state, count in row.counts.items()
        ],
    )


def _group(group: FailureGroup, ahead: _Ahead, home: str, now: datetime) -> GroupRow:
    cause = group.cause
    named, next_at = ahead.named.get(cause, ()), ahead.next_looks.get(cause)
    state = FreshnessState.PARKED if group.is_parked else FreshnessState.FAILING
    return GroupRow(
        outcome=cause.outcome,
        section=cause.section.value,
        title=words.TITLES[cause.section],
        word=failure_label(cause.outcome),
        sentence=words.sentence_of(cause.outcome, cause.section),
        who=words.mender_of(cause.outcome),
        parks=words.park_words(cause.section, group.count),
        count=group.count,
        first_seen=group.first_seen,
        last_seen=group.last_seen,
        next_at=None if next_at is None else max(next_at, now),
        named=[_named(one, now) for one in named],
        more=group.count - len(named),
        sample=group.sample,
        muted_until=group.muted_until,
        is_parked=group.is_parked,
        path=f"{home}sections?section={cause.section}&state={state}",
    )


def _named(one: NamedFailure, now: datetime) -> NamedRow:
    return NamedRow(
        name=one.name,
        path=f"/characters/{one.region}/{quote(one.realm, safe='')}/{quote(one.name, safe='')}",
        next_at=None if one.next_at is None else max(one.next_at, now),
    )


def _audience(access: Access | None) -> Audience | None:
    return None if access is None else audience_of(Tool.OPERATIONS, access.rules)
