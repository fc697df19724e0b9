"""Count sections by state and age, and cards by season: a guild's at once, the server's by a job."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.orm import Session

from webapp.freshness.state_column import WORST_LAST, section_code
from webapp.freshness.states import GOOD
from webapp.models import Character, CharacterEnrichmentCache, GuildMember, SectionState
from webapp.models.cards import LATEST
from webapp.models.columns import UtcDateTime
from webapp.operations.cache.states import AGES, OLDER
from webapp.operations.cache.tally import CARD, FAILURE, OTHERS, SECTION, Tally
from webapp.seasons import all_seasons

Rows = Select[*tuple[Any, ...]]


def _age(now: datetime) -> ColumnElement[str]:
    steps = [(SectionState.succeeded_at >= _moment(now - span), name) for name, span in AGES.items()]
    return case((SectionState.succeeded_at.is_(None), ""), *steps, else_=OLDER)


def count_sections(session: Session, guild_id: int | None, now: datetime) -> Sequence[Tally]:
    """Count the sections of a guild's members, or of everybody; the latter reads every row there is."""
    columns = (SectionState.section, section_code(now).label("state"), _age(now).label("age"))
    query: Rows = select(*columns).join(Character, Character.id == SectionState.character_id)
    each = of_members(query, guild_id).subquery()
    alike = (each.c.section, each.c.state, each.c.age)
    rows = session.execute(select(*alike, func.count()).group_by(*alike))
    return [
        Tally(kind=SECTION, first=str(section), second=WORST_LAST[code].value, third=years, count=number)
        for section, code, years, number in rows
    ]


def count_failures(session: Session) -> Sequence[Tally]:
    """Count everybody's failures by their cause, with the last attempt, which stands in the table alone."""
    own = SectionState
    query = select(own.section, own.outcome, func.count(), func.max(own.attempted_at))
    rows = session.execute(query.where(own.outcome != GOOD).group_by(own.section, own.outcome))
    return [
        Tally(kind=FAILURE, first=str(section), second=outcome, count=number, last_at=last)
        for section, outcome, number, last in rows
    ]


def count_cards(session: Session, guild_id: int | None) -> Sequence[Tally]:
    """Count the cards of a guild's members, or all, by season and status; seasons that no game has as one."""
    card = CharacterEnrichmentCache
    known = sorted({LATEST, *(season.key for season in all_seasons())})
    season = case((card.season_key.in_(known), card.season_key), else_=OTHERS).label("season")
    query: Rows = select(season, card.fetch_status, card.updated_at)
    if guild_id is not None:
        query = of_members(query.join(Character, Character.id == card.character_id), guild_id)
    each = query.subquery()
    alike = (each.c.season, each.c.fetch_status)
    rows = session.execute(select(*alike, func.count(), func.max(each.c.updated_at)).group_by(*alike))
    return [
        Tally(kind=CARD, first=name, second=str(status), count=number, last_at=last)
        for name, status, number, last in rows
    ]


def count_characters(session: Session, guild_id: int | None) -> int:
    """Count a guild's members, or all characters."""
    query = select(func.count()).select_from(Character)
    return session.scalar(of_members(query, guild_id)) or 0


def of_members(query: Rows, guild_id: int | None) -> Rows:
    """Keep a statement that joins characters to the present members of a guild."""
    if guild_id is None:
        return query
    return query.join(GuildMember, GuildMember.character_id == Character.id).where(
        GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None)
    )


def _moment(value: datetime) -> ColumnElement[datetime]:
    return literal(value, UtcDateTime)
