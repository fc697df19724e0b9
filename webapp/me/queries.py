"""Read what a person's own pages show, and the file that they may take along."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.extensions import db
from webapp.me import data_reading, own_reading
from webapp.me.cards import guild_card
from webapp.me.export import document_of
from webapp.me.kinds import kind_choices
from webapp.me.news_reading import read_news, read_page
from webapp.me.own_reading import Membership, own_character
from webapp.me.page import MOST_NEWS, CharactersPage, DataPage, GuildCard, NewsPage, OwnCharacter, RegionList
from webapp.permissions.viewer import Viewer
from webapp.web.present_tools import present_tools
from webapp.words import REGIONS


def characters_page(viewer: Viewer, now: datetime) -> CharactersPage:
    """Return the person's guilds and characters, and what they are told."""
    session, user_id = db.session(), viewer.user_id
    rows = own_reading.read_characters(session, user_id)
    memberships = own_reading.read_memberships(session, user_id)
    own = [own_character(row, memberships.get(row["id"])) for row in rows]
    lists = own_reading.read_lists(session, user_id)
    moved = own_reading.count_moved(session, user_id)
    return CharactersPage(
        name=viewer.name,
        news=read_news(session, user_id, now),
        guilds=_guilds(session, user_id, [(one, memberships.get(one.id)) for one in own], now),
        regions=[_region(region, lists.get(region), own, moved.get(region, 0)) for region in REGIONS],
        waiting=sum(row["attempted_at"] is None for row in rows),
    )


def news_page(viewer: Viewer, before: int, now: datetime) -> NewsPage:
    """Return what the person was told before a line, the newest first."""
    told = read_page(db.session(), viewer.user_id, before, now)
    shown = told[:MOST_NEWS]
    return NewsPage(
        news=shown,
        unread=viewer.unread,
        older=shown[-1].id if len(told) > MOST_NEWS else None,
        before=before,
        kinds=kind_choices(db.session(), viewer.user_id, now),
    )


def data_page(viewer: Viewer, now: datetime, *, problem: str | None = None) -> DataPage:
    """Return what is stored about the person."""
    session = db.session()
    user, own = data_reading.read_account(session, viewer.user_id)
    return DataPage(
        battletag=user.battletag,
        number=user.bnet_id,
        is_operator=user.is_operator,
        is_unlisted=user.is_unlisted,
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
    exemptions, present = own_reading.read_exemptions(session, user_id), present_tools()
    return [
        guild_card(
            guild,
            there[guild.id],
            rules=rules[guild.id],
            exemptions=exemptions.get(guild.id, ()),
            present=present,
            now=now,
        )
        for guild in guilds
    ]


def _region(region: str, listed: Any, own: Sequence[OwnCharacter], moved: int) -> RegionList:
    here = [one for one in own if one.region == region]
    if listed is None:
        return RegionList(region=region, characters=here)
    return RegionList(
        region=region,
        read_at=listed.read_at,
        listed=listed.character_count,
        forgotten=listed.forgotten_count,
        moved=moved,
        characters=here,
    )
