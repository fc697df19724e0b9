"""Read what a person's own pages show, and the file that they may take along."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from webapp.extensions import db
from webapp.me import data_reading, own_reading
from webapp.me.cards import guild_card
from webapp.me.export import document_of
from webapp.me.news_words import character_in, sentence_of
from webapp.me.own_reading import Membership, own_character
from webapp.me.page import MOST_NEWS, CharactersPage, DataPage, GuildCard, NewsLine, OwnCharacter, RegionList
from webapp.models import Character, GuildMember, Notification
from webapp.permissions.viewer import Viewer
from webapp.words import REGIONS


def characters_page(viewer: Viewer, now: datetime) -> CharactersPage:
    """Return the person's guilds and characters, and what they are told."""
    session, user_id = db.session(), viewer.user_id
    rows = own_reading.read_characters(session, user_id)
    memberships = own_reading.read_memberships(session, user_id)
    own = [own_character(row, memberships.get(row["id"])) for row in rows]
    lists = own_reading.read_lists(session, user_id)
    return CharactersPage(
        name=viewer.name,
        news=_news(session, user_id),
        guilds=_guilds(session, user_id, [(one, memberships.get(one.id)) for one in own], now),
        regions=[_region(region, lists.get(region), own) for region in REGIONS],
        waiting=sum(row["attempted_at"] is None for row in rows),
    )


def data_page(viewer: Viewer, now: datetime, *, problem: str | None = None) -> DataPage:
    """Return what is stored about the person."""
    session = db.session()
    user, own = data_reading.read_account(session, viewer.user_id)
    return DataPage(
        battletag=user.battletag,
        number=user.bnet_id,
        is_operator=user.is_operator,
        first_seen_at=user.created_at,
        last_login_at=user.last_login_at,
        sessions=data_reading.read_sessions(session, viewer, now),
        stored=data_reading.read_stored(session, viewer.user_id),
        notes=data_reading.read_notes_read(session, viewer.user_id),
        characters=own,
        led=data_reading.read_led(session, viewer.user_id),
        problem=problem,
    )


def export(viewer: Viewer, now: datetime) -> dict[str, Any]:
    """Return everything that is stored about the person."""
    return document_of(db.session(), viewer.user_id, now)


def _guilds(
    session: Session, user_id: int, own: Sequence[tuple[OwnCharacter, Membership | None]], now: datetime
) -> Sequence[GuildCard]:
    there: dict[int, list[tuple[OwnCharacter, Membership]]] = {}
    for one, membership in own:
        if membership is not None:
            there.setdefault(membership.guild_id, []).append((one, membership))
    guilds = own_reading.read_guilds(session, list(there))
    rules = own_reading.read_rules(session, guilds)
    exemptions = own_reading.read_exemptions(session, user_id)
    return [
        guild_card(guild, there[guild.id], rules[guild.id], exemptions.get(guild.id, ()), now)
        for guild in guilds
    ]


def _region(region: str, listed: Any, own: Sequence[OwnCharacter]) -> RegionList:
    here = [one for one in own if one.region == region]
    if listed is None:
        return RegionList(region=region, characters=here)
    return RegionList(
        region=region,
        read_at=listed.read_at,
        listed=listed.character_count,
        forgotten=listed.forgotten_count,
        characters=here,
    )


def _news(session: Session, user_id: int) -> Sequence[NewsLine]:
    new_first = (Notification.read_at.is_not(None), Notification.id.desc())
    query = select(Notification).where(Notification.user_id == user_id).order_by(*new_first)
    told = session.scalars(query.limit(MOST_NEWS)).all()
    names = _names(
        session, user_id, [number for one in told if (number := character_in(one.facts)) is not None]
    )
    return [
        NewsLine(
            id=one.id,
            sentence=sentence_of(one.kind, names.get(character_in(one.facts) or 0)),
            at=one.created_at,
            is_new=one.read_at is None,
        )
        for one in told
    ]


def _names(session: Session, user_id: int, character_ids: Sequence[int]) -> dict[int, str]:
    """Return how those are called who are the person's, or members of a guild of theirs: nobody else."""
    mine = aliased(Character)
    own_guilds = select(GuildMember.guild_id).join(mine, mine.id == GuildMember.character_id)
    own_guilds = own_guilds.where(mine.user_id == user_id, GuildMember.left_at.is_(None))
    there = (GuildMember.guild_id.in_(own_guilds), GuildMember.left_at.is_(None))
    members = select(GuildMember.character_id).where(*there)
    is_known = or_(Character.user_id == user_id, Character.id.in_(members))
    query = select(Character.id, Character.name).where(Character.id.in_(character_ids), is_known)
    return {row.id: row.name for row in session.execute(query)}
