"""Read members of a guild: samples of each rank, and everybody with the evidence of ownership."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from webapp.freshness.retention import member_is_shown, shown_since
from webapp.models import Character, GuildMember, Rank, Realm
from webapp.rights.page import Sample

SAMPLES = 5


def read_rank_names(session: Session, guild_id: int) -> dict[int, str | None]:
    """Read what officers call the ranks."""
    query = select(Rank.rank_id, Rank.rank_name).where(Rank.guild_id == guild_id)
    return {row.rank_id: row.rank_name for row in session.execute(query)}


def read_samples(
    session: Session, guild_id: int, now: datetime
) -> Mapping[int, tuple[int, Sequence[Sample]]]:
    """Read how many members each rank has, with the first names of them, in one statement."""
    place = func.row_number().over(partition_by=GuildMember.rank, order_by=GuildMember.character_name)
    count = func.count().over(partition_by=GuildMember.rank)
    own = (
        select(
            GuildMember.rank,
            GuildMember.character_name.label("name"),
            Character.class_id,
            place.label("place"),
            count.label("members"),
        )
        .join(Character, Character.id == GuildMember.character_id)
        .where(*_of(guild_id, now))
        .subquery()
    )
    found: dict[int, tuple[int, list[Sample]]] = {}
    for row in session.execute(select(own).where(own.c.place <= SAMPLES).order_by(own.c.rank, own.c.place)):
        found.setdefault(row.rank, (row.members, []))[1].append(Sample(row.name, row.class_id))
    return found


def count_members(session: Session, guild_id: int, now: datetime) -> tuple[int, int]:
    """Count the members of a guild, and those of them whom somebody has claimed."""
    query = select(func.count(), func.count(Character.user_id)).select_from(GuildMember)
    row = session.execute(
        query.join(Character, Character.id == GuildMember.character_id).where(*_of(guild_id, now))
    ).one()
    return row[0], row[1]


def read_members(
    session: Session, guild_id: int, *, is_claimed: bool | None, first: int, limit: int, now: datetime
) -> Sequence[Any]:
    """Read some members by rank and name: all, or those whom somebody, or nobody, has claimed."""
    query = (
        select(
            Character.name,
            func.coalesce(Realm.name, Character.realm).label("realm"),
            Character.class_id,
            GuildMember.rank,
            Character.user_id,
            Character.claimed_at,
        )
        .join(Character, Character.id == GuildMember.character_id)
        .outerjoin(Realm, and_(Realm.region == Character.region, Realm.slug == Character.realm))
        .where(*_of(guild_id, now))
        .order_by(GuildMember.rank, Character.name_key, Character.id)
    )
    if is_claimed is not None:
        query = query.where(Character.user_id.is_not(None) if is_claimed else Character.user_id.is_(None))
    return session.execute(query.limit(limit).offset(first)).all()


def _of(guild_id: int, now: datetime) -> tuple[Any, ...]:
    """Match the members who may be named: whom nobody has confirmed for nearly 30 days is on no page."""
    of_guild = (GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None))
    return *of_guild, member_is_shown(shown_since(now))
