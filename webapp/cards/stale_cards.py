"""Which cards are stale, who wants them most, and how the looked-at ones get a look soon."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, case, func, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp.cards.stale import StaleSection, fresh_since, stale_sections
from webapp.freshness.logs import LATE_AFTER
from webapp.freshness.page_views import LOOKED_AT, looked_at_since
from webapp.freshness.sections import SectionFacts
from webapp.freshness.states import PARKING
from webapp.freshness.weeks import resets_of
from webapp.models import Character, CharacterEnrichmentCache, GuildMember, SectionState, SyncTarget
from webapp.models.cards import LATEST
from webapp.models.columns import UtcDateTime
from webapp.models.upsert import chunks
from webapp.seasons import season_at
from webapp.words import REGIONS, CardStatus, Section, TargetKind

Cache = CharacterEnrichmentCache
RAIDING_RANKS = 5
"""The upper half of a guild's ten ranks: who raids stands there."""
LOOKED_UP = 100
"""Characters whose sections are read with one statement."""
_LOGS = aliased(SyncTarget)
_FACTS = ("attempted_at", "succeeded_at", "changed_at", "outcome")


class Priority(IntEnum):
    """Who is refreshed first."""

    WAITED_FOR = 0
    LOOKED_AT = 1
    RAIDER = 2
    REST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleCard:
    """A stale card: whose, how much it is wanted, and what about it is stale."""

    character_id: int
    region: str
    realm: str
    name: str
    priority: Priority
    looks: int
    next_due_at: datetime | None
    logs_due_at: datetime | None
    """When Warcraft Logs is asked next; ``next_due_at`` is about Battle.net."""
    outcome: str | None
    sections: tuple[StaleSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Which cards to look through: of one guild, or only those looked at that a look can mend."""

    guild_id: int | None = None
    is_worth_waking: bool = False


def stale_cards(
    session: Session, now: datetime, *, limit: int, among: Among | None = None
) -> list[StaleCard]:
    """Return stale cards, the most wanted first; logs alone are nothing that a look at Battle.net mends."""
    among, resets = among or Among(), resets_of(session, now)
    candidates = session.execute(_candidates(now, resets, among)).mappings()
    found: list[StaleCard] = []
    for rows in chunks(candidates, LOOKED_UP):
        known = _facts(session, [row["character_id"] for row in rows])
        for row in rows:
            reset_at = resets.get(row["region"])
            sections = stale_sections(known.get(row["character_id"], {}), now, reset_at=reset_at)
            counted = [
                one for one in sections if one.section is not Section.LOGS or not among.is_worth_waking
            ]
            found += [_stale_card(row, tuple(counted))] if counted else []
        if len(found) >= limit:
            break
    return found[:limit]


def wake(session: Session, character_ids: Collection[int], now: datetime) -> int:
    """Make the looks at these characters due; who is parked, failing, under way or due already stays so."""
    ready = select(Character.id).where(Character.id.in_(sorted(character_ids)), _is_well())
    result = session.execute(
        update(SyncTarget)
        .where(
            SyncTarget.kind == TargetKind.CHARACTER, SyncTarget.character_id.in_(ready), _can_be_sooner(now)
        )
        .values(next_due_at=now)
        .execution_options(synchronize_session=False)
    )
    return int(result.rowcount)  # type: ignore[attr-defined]


def _is_well() -> ColumnElement[bool]:
    """Say that the last look at a character went well, or that there was none."""
    is_parked = Character.outcome.in_(sorted(PARKING))
    return and_(
        Character.failures == 0,
        or_(Character.outcome.is_(None), ~is_parked),
        Character.suspected_at.is_(None),
    )


def _can_be_sooner(now: datetime) -> ColumnElement[bool]:
    return and_(SyncTarget.claimed_by.is_(None), SyncTarget.next_due_at > now)


def _candidates(now: datetime, resets: dict[str, datetime], among: Among) -> Select[*tuple[Any, ...]]:
    """Return the statement that finds cards which may be stale; their sections decide."""
    looked_at = looked_at_since(now - LOOKED_AT)
    looks = func.coalesce(looked_at.c.looks, 0)
    priority = _priority(looks, now)
    look = and_(SyncTarget.character_id == Character.id, SyncTarget.kind == TargetKind.CHARACTER)
    member = and_(GuildMember.character_id == Character.id, GuildMember.guild_id == Character.guild_id)
    query = (
        select(
            Character.id.label("character_id"),
            Character.region,
            Character.realm,
            Character.name,
            Character.outcome,
            SyncTarget.next_due_at,
            _LOGS.next_due_at.label("logs_due_at"),
            looks.label("looks"),
            priority.label("priority"),
        )
        .join(Cache, and_(Cache.character_id == Character.id, Cache.season_key == LATEST))
        .outerjoin(SyncTarget, look)
        .outerjoin(_LOGS, and_(_LOGS.character_id == Character.id, _LOGS.kind == TargetKind.LOGS))
        .outerjoin(GuildMember, and_(member, GuildMember.left_at.is_(None)))
        .join(looked_at, looked_at.c.character_id == Character.id, isouter=not among.is_worth_waking)
        .where(_may_be_stale(now, resets))
        .order_by(priority, looks.desc(), Cache.blizzard_last_fetched_at.asc().nulls_first(), Character.id)
    )
    if among.is_worth_waking:
        query = query.where(_is_well(), _can_be_sooner(now))
    return query if among.guild_id is None else query.where(Character.guild_id == among.guild_id)


def _priority(looks: ColumnElement[int], now: datetime) -> ColumnElement[int]:
    caps = {region: season_at(region, now).level_cap for region in REGIONS}
    at_cap = or_(
        *(and_(Character.region == region, Character.level >= cap) for region, cap in caps.items() if cap),
        literal(value=False),
    )
    return case(
        (SyncTarget.wished_at.is_not(None), Priority.WAITED_FOR.value),
        (looks > 0, Priority.LOOKED_AT.value),
        (and_(GuildMember.rank < RAIDING_RANKS, at_cap), Priority.RAIDER.value),
        else_=Priority.REST.value,
    )


def _may_be_stale(now: datetime, resets: dict[str, datetime]) -> ColumnElement[bool]:
    """Return what the row alone can tell: its times, and that a section is missing."""
    by_region = {
        region: literal(fresh_since(now, reset_at=reset), UtcDateTime) for region, reset in resets.items()
    }
    anywhere = literal(fresh_since(now, reset_at=None), UtcDateTime)
    since = case(by_region, value=Cache.region, else_=anywhere) if by_region else anywhere
    return or_(
        Cache.blizzard_last_fetched_at.is_(None),
        Cache.blizzard_last_fetched_at < since,
        Cache.wcl_last_fetched_at < now - LATE_AFTER,
        Cache.fetch_status != CardStatus.COMPLETE,
    )


def _facts(session: Session, ids: Sequence[int]) -> dict[int, dict[Section, SectionFacts]]:
    columns = (getattr(SectionState, name) for name in _FACTS)
    query = select(SectionState.character_id, SectionState.section, *columns)
    known: dict[int, dict[Section, SectionFacts]] = {}
    for character_id, section, *values in session.execute(query.where(SectionState.character_id.in_(ids))):
        facts = SectionFacts(**dict(zip(_FACTS, values, strict=True)))
        known.setdefault(character_id, {})[section] = facts
    return known


def _stale_card(row: RowMapping, sections: tuple[StaleSection, ...]) -> StaleCard:
    named = ("character_id", "region", "realm", "name", "looks", "next_due_at", "logs_due_at", "outcome")
    return StaleCard(
        **{name: row[name] for name in named}, priority=Priority(row["priority"]), sections=sections
    )
