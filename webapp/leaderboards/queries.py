"""Read who may stand on a board: a guild's members in one statement, the best of all guilds by an index."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, not_, null, or_, select
from sqlalchemy.orm import aliased

from webapp.extensions import db
from webapp.freshness.retention import member_is_shown, shown_since
from webapp.freshness.weeks import reset_of
from webapp.history.days import WEEK
from webapp.leaderboards.asking import Asked
from webapp.leaderboards.boards import WEEKS_OF_GAIN, Board, Contender
from webapp.leaderboards.parts import FIRST, After, Part
from webapp.members.mains import Kin, families
from webapp.members.reading import KIN
from webapp.models import (
    Character,
    CharacterSnapshot,
    Guild,
    GuildMember,
    GuildPermission,
    MythicRun,
    User,
)
from webapp.models.namesakes import realm_name
from webapp.permissions.policy import Tool
from webapp.web.guild_address import guild_path
from webapp.words import Visibility

_Then = aliased(CharacterSnapshot)
_ROLE = func.coalesce(GuildMember.role_override, Character.role)
_WHO = (
    Character.name,
    Character.realm,
    realm_name().label("realm_name"),
    Character.region,
    Character.class_id,
)
_BEST: tuple[Any, ...] = (*_WHO, Character.role, Character.mythic_rating.label("rating"))


def members(guild_id: int, board: Board, *, reset_at: datetime | None, now: datetime) -> Sequence[Contender]:
    """Return everybody in a guild who lets others see them on boards, in one statement."""
    query = (
        select(*KIN, *_WHO, _ROLE.label("role"), User.is_unlisted, *_figures(board, reset_at))
        .select_from(GuildMember)
        .join(Character, Character.id == GuildMember.character_id)
        .outerjoin(User, User.bnet_id == Character.user_id)
        .where(GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
        .where(member_is_shown(shown_since(now)))
    )
    if board is Board.GAIN:
        query = query.outerjoin(_Then, _is_then(now))
    rows = db.session.execute(query).all()
    alts = families(Kin(*row[: len(KIN)]) for row in rows)
    return [_member(row, is_alt=row.id in alts) for row in rows if not row.is_unlisted]


def _member(row: Any, *, is_alt: bool) -> Contender:
    given = row._asdict()
    figures = ("rating", "item_level", "item_level_then", "keys", "vault_slots")
    return Contender(
        id=row.id,
        name=row.name,
        realm=row.realm,
        realm_name=row.realm_name,
        region=row.region,
        class_id=row.class_id,
        role=row.role,
        is_alt=is_alt,
        **{name: given[name] for name in figures if name in given},
    )


def _figures(board: Board, reset_at: datetime | None) -> tuple[Any, ...]:
    """Return the columns of a board; of who was not seen since the reset the week is not known."""
    if board is Board.RATING:
        return (Character.mythic_rating.label("rating"),)
    if board is Board.GAIN:
        return Character.equipped_item_level.label("item_level"), _Then.item_level.label("item_level_then")
    if reset_at is None:
        return (null().label("keys"), null().label("vault_slots"))
    is_of_week = Character.vault_week_at == reset_at
    if board is Board.VAULT:
        filled = (Character.vault_raid, Character.vault_mythic, Character.vault_world)
        slots = [func.coalesce(one, 0) for one in filled]
        return (case((is_of_week, slots[0] + slots[1] + slots[2])).label("vault_slots"),)
    runs = (MythicRun.character_id == Character.id, MythicRun.completed_at >= reset_at)
    number = select(func.count()).select_from(MythicRun).where(*runs).correlate(Character).scalar_subquery()
    is_known = and_(is_of_week, Character.vault_mythic.is_not(None))
    return (case((is_known, number)).label("keys"),)


def _is_then(now: datetime) -> ColumnElement[bool]:
    """Pick each character's last day of the week that ended four weeks ago."""
    one, since = CharacterSnapshot, (now - timedelta(weeks=WEEKS_OF_GAIN)).date()
    days = (one.character_id == Character.id, one.taken_on <= since, one.taken_on > since - WEEK)
    last = select(func.max(one.taken_on)).where(*days).correlate(Character)
    return and_(_Then.character_id == Character.id, _Then.taken_on == last.scalar_subquery())


def week_began(region: str, now: datetime) -> datetime | None:
    """Return when the running week of a region began, if that is known."""
    return reset_of(db.session(), region, now)


def best_of_all(asked: Asked, now: datetime, part: Part = FIRST) -> Sequence[Contender]:
    """Return the best by rating in guilds whose roster everybody may see, and one more than are wanted.

    Of two such guilds of one character the older one is named.
    """
    rows = _best(asked, now, part)
    homes = _homes([row.id for row in rows], now)
    return [
        Contender(
            id=row.id,
            name=row.name,
            realm=row.realm,
            realm_name=row.realm_name,
            region=row.region,
            class_id=row.class_id,
            role=row.role,
            rating=row.rating,
            guild=homes[row.id].name,
            guild_path=guild_path(homes[row.id].region, homes[row.id].realm, homes[row.id].name),
        )
        for row in rows
        if row.id in homes
    ]


def _best(asked: Asked, now: datetime, part: Part) -> Sequence[Any]:
    """Return the rows of a part and one more.

    The index does not put equal ratings in order: where the part ends among some, they are asked for again.
    """
    rows = db.session.execute(best_statement(asked, now, part)).all()
    if len(rows) <= part.limit or rows[-1].rating != rows[-2].rating:
        return rows
    above = [row for row in rows if row.rating > rows[-1].rating]
    equal = equals_statement(asked, now, part, rating=rows[-1].rating).limit(len(rows) - len(above))
    return [*above, *db.session.execute(equal)]


def best_statement(asked: Asked, now: datetime, part: Part = FIRST) -> Select[Any]:
    """Return the statement of a part of the best by rating, and one more.

    It walks down an index from where the part begins, and stops after enough.
    """
    wanted = select(Character.id, *_BEST).where(*_wanted(asked, now, part.after))
    return wanted.order_by(Character.mythic_rating.desc()).limit(part.limit + 1)


def equals_statement(asked: Asked, now: datetime, part: Part, *, rating: float) -> Select[Any]:
    """Return the statement of who has one rating, by the order of rows."""
    wanted = _wanted(asked, now, part.after)
    equal = select(Character.id, *_BEST).where(Character.mythic_rating == rating, *wanted)
    return equal.order_by(Character.id)


def _wanted(asked: Asked, now: datetime, after: After | None) -> Sequence[ColumnElement[bool]]:
    """Say who is compared with whom, and stands behind the part before."""
    is_open = select(literal(1)).where(GuildMember.character_id == Character.id, *_open_members(now))
    is_unlisted = select(literal(1)).where(User.bnet_id == Character.user_id, User.is_unlisted)
    wanted: list[ColumnElement[bool]] = [
        Character.mythic_rating > 0,
        _one(is_open).is_not(None),
        func.coalesce(_one(is_unlisted), 0) != 1,
    ]
    if asked.region:
        wanted.append(Character.region == asked.region)
    if asked.class_id:
        wanted.append(Character.class_id == asked.class_id)
    if asked.role:
        wanted.append(Character.role == asked.role)
    if after is not None:
        is_behind = or_(Character.mythic_rating < after.exact, Character.id > after.id)
        wanted += [Character.mythic_rating <= after.exact, is_behind]
    return wanted


def _one(query: Select[Any]) -> ColumnElement[int]:
    """Ask for one row per character; as EXISTS a planner would join first and sort the whole range."""
    return query.correlate(Character).limit(1).scalar_subquery()


def _open_members(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Say who is a member of a guild that shows its roster to visitors."""
    rule = and_(GuildPermission.guild_id == Guild.id, GuildPermission.tool_name == Tool.ROSTER.value)
    is_off = exists().where(rule, not_(GuildPermission.enabled)).correlate(Guild)
    open_guilds = select(Guild.id).where(
        Guild.visibility == Visibility.PUBLIC, Guild.archived_at.is_(None), not_(is_off)
    )
    return (
        GuildMember.left_at.is_(None),
        GuildMember.guild_id.in_(open_guilds),
        member_is_shown(shown_since(now)),
    )


def _homes(character_ids: Sequence[int], now: datetime) -> dict[int, Any]:
    query = (
        select(GuildMember.character_id, Guild.name, Guild.region, Guild.realm)
        .join(Guild, Guild.id == GuildMember.guild_id)
        .join(Character, Character.id == GuildMember.character_id)
        .where(GuildMember.character_id.in_(character_ids), *_open_members(now))
        .order_by(Guild.id.desc())
    )
    return {row.character_id: row for row in db.session.execute(query)}
