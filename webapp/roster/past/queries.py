"""Read who was in a guild at a moment, and what their snapshots say of the days up to one."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from sqlalchemy import ColumnElement, Row, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from webapp.extensions import db
from webapp.freshness.retention import member_is_shown, profile_is_shown, shown_since
from webapp.freshness.weeks import WEEK, began, period_sheet
from webapp.models import Character, CharacterSnapshot, GuildMember, MemberEvent, Rank
from webapp.models.namesakes import realm_name
from webapp.permissions.rank_words import RankNames
from webapp.roster.past.figures import Figures
from webapp.roster.past.rebuild import Known, Told, Was, members_at, unnamed_members
from webapp.web.former_members import former_member
from webapp.words import EventKind

MOST_RESETS = 104
_Then = aliased(CharacterSnapshot)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member at a moment; whose name is not shown any more has a pseudonym, and neither class nor page."""

    character_id: int
    name: str
    name_now: str
    is_named: bool
    realm: str
    is_name_shared: bool
    path: str | None
    class_id: int
    rank: int | None
    rank_now: int | None
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class People:
    """Who was in a guild at a moment, by rank and name; of some nothing is kept but that they were there."""

    members: Sequence[Person]
    unnamed: int


def first_roster_at(guild_id: int) -> datetime | None:
    """Return since when it is known who was in a guild."""
    joined = select(func.min(GuildMember.joined_at)).where(GuildMember.guild_id == guild_id)
    told = select(func.min(MemberEvent.seen_at)).where(MemberEvent.guild_id == guild_id)
    found = [one for one in (db.session.scalar(joined), db.session.scalar(told)) if one is not None]
    return min(found, default=None)


def resets_since(region: str, first: datetime | None, now: datetime) -> Sequence[datetime]:
    """Return the weekly resets of a region since a moment, the newest first, as far as one is known."""
    sheet: Mapping[str, Any] | None = db.session.scalar(select(period_sheet(literal(region))))
    if first is None or not sheet or sheet.get("start") is None:
        return []
    newest = began(sheet, now) or datetime.fromisoformat(sheet["start"])
    number = min(MOST_RESETS, max(0, (newest - first) // WEEK + 1))
    return [newest - back * WEEK for back in range(number)]


def rank_names(guild_id: int) -> RankNames:
    """Return what officers call the ranks today."""
    ranks = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild_id)
    return {row.rank_id: row.rank_name for row in db.session.execute(ranks)}


def people_at(guild_id: int, moment: datetime, now: datetime) -> People:
    """Return who was a member, in three statements whatever their number."""
    rows = db.session.execute(_could_have_been(guild_id, moment, now)).all()
    known = [
        Known(character_id=row.character_id, name=row.name, rank=row.rank, left_at=row.left_at)
        for row in rows
    ]
    was = members_at(known, _later(guild_id, moment), moment)
    about = {row.character_id: row for row in rows}
    called = Counter(one.name for one in was.values())
    found = [
        _person(about[number], one, guild_id, is_name_shared=called[one.name] > 1)
        for number, one in was.items()
    ]
    found.sort(
        key=lambda one: (one.rank is None, one.rank or 0, not one.is_named, one.name, one.character_id)
    )
    return People(found, unnamed_members(_later_of_nobody(guild_id, moment)))


def _could_have_been(guild_id: int, moment: datetime, now: datetime) -> Any:
    member = GuildMember
    columns = (
        *(member.character_id, member.rank, member.left_at, member.character_name.label("name")),
        *(Character.region, Character.realm, Character.class_id, realm_name().label("realm_name")),
        member_is_shown(shown_since(now)).label("is_named"),
    )
    return (
        select(*columns)
        .join(Character, Character.id == member.character_id)
        .where(member.guild_id == guild_id, member.joined_at <= moment)
        .where(or_(member.left_at.is_(None), member.left_at > moment))
    )


def _later(guild_id: int, moment: datetime) -> list[Told]:
    event = MemberEvent
    query = select(event.character_id, event.kind, event.before).where(*_after(guild_id, moment))
    rows = db.session.execute(
        query.where(event.character_id.is_not(None)).order_by(event.seen_at.desc(), event.id.desc())
    )
    return [Told(character_id=row.character_id, kind=row.kind, before=row.before) for row in rows]


def _later_of_nobody(guild_id: int, moment: datetime) -> dict[EventKind, int]:
    """Count later events of those who are gone; a removed profile ended a membership where no run told it."""
    event = MemberEvent
    ends = or_(event.kind != EventKind.DELETED, event.run_id.is_(None))
    query = select(event.kind, func.count()).where(
        *_after(guild_id, moment), event.character_id.is_(None), ends
    )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(event.kind))}


def _after(guild_id: int, moment: datetime) -> tuple[ColumnElement[bool], ...]:
    return MemberEvent.guild_id == guild_id, MemberEvent.seen_at > moment


def _person(row: Row[Any], was: Was, guild_id: int, *, is_name_shared: bool) -> Person:
    path = f"/characters/{row.region}/{quote(row.realm, safe='')}/{quote(row.name, safe='')}"
    is_here = row.left_at is None
    return Person(
        character_id=row.character_id,
        name=was.name if row.is_named else former_member(guild_id, row.character_id),
        name_now=row.name if row.is_named else "",
        is_named=row.is_named,
        realm=row.realm_name if row.is_named else "",
        is_name_shared=row.is_named and is_name_shared,
        path=path if row.is_named and is_here else None,
        class_id=row.class_id or 0 if row.is_named else 0,
        rank=was.rank,
        rank_now=row.rank if is_here else None,
        left_at=row.left_at,
    )


def figures_at(
    guild_id: int, day: date, now: datetime, *, only: Collection[int] | None = None
) -> dict[int, Figures]:
    """Return the last snapshot up to a day of whoever is or was in a guild, where it may be shown."""
    one = CharacterSnapshot
    days = (one.character_id == GuildMember.character_id, one.taken_on <= day)
    last = select(func.max(one.taken_on)).where(*days).correlate(GuildMember).scalar_subquery()
    is_then = and_(_Then.character_id == GuildMember.character_id, _Then.taken_on == last)
    query = (
        select(_Then)
        .join_from(GuildMember, Character, Character.id == GuildMember.character_id)
        .join(_Then, is_then)
        .where(GuildMember.guild_id == guild_id, profile_is_shown(shown_since(now)))
    )
    if only is not None:
        query = query.where(GuildMember.character_id.in_(sorted(only)))
    return {then.character_id: _figures(then) for then in db.session.scalars(query)}


def _figures(then: CharacterSnapshot) -> Figures:
    return Figures(
        taken_on=then.taken_on,
        week_on=then.week_on,
        item_level=then.item_level,
        rating=then.mythic_rating,
        tier=then.tier_pieces,
        problems=then.problem_count,
        vault=(then.vault_raid, then.vault_mythic, then.vault_world),
    )
