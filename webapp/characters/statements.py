"""The statements behind a character's page: one row has character, guild, card and targets."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from webapp.freshness.retention import profile_is_shown
from webapp.freshness.weeks import period_sheet
from webapp.lib.names import name_key
from webapp.lib.spelling import plain
from webapp.members.reading import MAIN_ID, MAIN_SET_BY
from webapp.models import (
    Character,
    CharacterEnrichmentCache,
    FormerName,
    FormerRealmSlug,
    Guild,
    GuildMember,
    Rank,
    Realm,
    SyncTarget,
)
from webapp.models.cards import LATEST
from webapp.models.legacy import imported_at, is_somebody
from webapp.words import MainSetBy, TargetKind

MOST_ALIKE = 3
"""Characters that an unknown name is answered with."""
_LogsTarget, _CharacterTarget = aliased(SyncTarget), aliased(SyncTarget)
_HomeRealm = aliased(Realm)
_Main, _Alt, _AltMember = aliased(Character), aliased(Character), aliased(GuildMember)
_IS_HOME = and_(_HomeRealm.region == Character.region, _HomeRealm.slug == Character.realm)
IN_GUILD = and_(
    GuildMember.character_id == Character.id,
    GuildMember.guild_id == Character.guild_id,
    GuildMember.left_at.is_(None),
)
_ADDRESS = (
    Character.region,
    Character.realm,
    func.coalesce(_HomeRealm.name, Character.realm).label("realm_name"),
    Character.name,
)
_IS_CHOSEN = _Alt.main_set_by == MainSetBy.PLAYER
_CHOSEN_ALTS = select(func.count()).where(_Alt.main_id == Character.id, _IS_CHOSEN)
_SAID_ALTS = (
    select(func.count())
    .join_from(_AltMember, _Alt, _Alt.id == _AltMember.character_id)
    .where(
        _AltMember.main_id == Character.id,
        _AltMember.guild_id == GuildMember.guild_id,
        _AltMember.left_at.is_(None),
        _Alt.main_set_by.is_distinct_from(MainSetBy.PLAYER),
    )
)
_ALTS = _CHOSEN_ALTS.scalar_subquery() + _SAID_ALTS.scalar_subquery()
"""How many alts a character has, by its player's word and by that of its guild's officers."""
_COLUMNS = (
    Character.id,
    *_ADDRESS,
    Character.bnet_character_id,
    Character.class_id,
    Character.level,
    Character.role,
    GuildMember.role_override,
    Character.faction,
    Character.equipped_item_level,
    Character.average_item_level,
    Character.last_login_at,
    Character.attempted_at,
    Character.last_synced_at,
    Character.changed_at,
    Character.outcome,
    Character.failures,
    Character.verified_at,
    Character.user_id,
    MAIN_SET_BY.label("main_set_by"),
    _Main.id.label("main_id"),
    _Main.name.label("main_name"),
    _Main.user_id.label("main_user_id"),
    _ALTS.label("alts"),
    Guild.id.label("guild_id"),
    Guild.name.label("guild_name"),
    Guild.realm.label("guild_realm"),
    Guild.data_version.label("guild_data_version"),
    Guild.permission_version,
    Guild.roster_succeeded_at,
    Guild.ranks_doubted_at,
    Guild.archived_at.label("guild_archived_at"),
    GuildMember.rank,
    Rank.rank_name,
    CharacterEnrichmentCache.player_card,
    CharacterEnrichmentCache.fetch_status,
    CharacterEnrichmentCache.error_message,
    CharacterEnrichmentCache.updated_at.label("built_at"),
    _CharacterTarget.next_due_at,
    _CharacterTarget.wished_at,
    _LogsTarget.next_due_at.label("logs_due_at"),
    period_sheet(Character.region).label("period"),
    imported_at().label("imported_at"),
)


def _realm_slugs(region: str, slug: str) -> ColumnElement[bool]:
    """Match the realm of a slug, of a realm's name, or of a slug that a realm had before."""
    by_name = select(Realm.slug).where(Realm.region == region, Realm.name_key == name_key(slug))
    former = (
        select(Realm.slug)
        .join(FormerRealmSlug, FormerRealmSlug.realm_id == Realm.id)
        .where(FormerRealmSlug.region == region, FormerRealmSlug.slug == slug)
    )
    return or_(Character.realm == slug, Character.realm.in_(by_name), Character.realm.in_(former))


def characters_at(region: str, slug: str, name: str) -> Select[*tuple[Any, ...]]:
    """Return the statement over everybody whom an address may mean, last verified first."""
    cache = CharacterEnrichmentCache
    return (
        select(*_COLUMNS)
        .outerjoin(_HomeRealm, _IS_HOME)
        .outerjoin(GuildMember, IN_GUILD)
        .outerjoin(_Main, _Main.id == MAIN_ID)
        .outerjoin(Guild, Guild.id == GuildMember.guild_id)
        .outerjoin(Rank, and_(Rank.guild_id == Guild.id, Rank.rank_id == GuildMember.rank))
        .outerjoin(cache, and_(cache.character_id == Character.id, cache.season_key == LATEST))
        .outerjoin(_CharacterTarget, _target(_CharacterTarget, TargetKind.CHARACTER))
        .outerjoin(_LogsTarget, _target(_LogsTarget, TargetKind.LOGS))
        .where(Character.region == region, Character.name_key == name_key(name), _realm_slugs(region, slug))
        .order_by(Character.verified_at.desc().nulls_last(), Character.id.desc())
    )


def _target(target: type[SyncTarget], kind: TargetKind) -> ColumnElement[bool]:
    return and_(target.character_id == Character.id, target.kind == kind)


def former_address(region: str, slug: str, name: str, *, border: datetime) -> Select[*tuple[Any, ...]]:
    """Return the statement over the present addresses of who had a name of this key, the last one first.

    Who was last confirmed before ``border`` is not named any more.
    """
    here = select(Realm.slug).where(Realm.region == region, Realm.name_key == name_key(slug))
    return (
        select(*_ADDRESS, FormerName.name.label("former_name"))
        .join(FormerName, FormerName.character_id == Character.id)
        .outerjoin(_HomeRealm, _IS_HOME)
        .where(
            FormerName.region == region,
            FormerName.name_key == name_key(name),
            or_(FormerName.realm == slug, FormerName.realm.in_(here)),
            profile_is_shown(border),
        )
        .order_by((FormerName.name == name).desc(), FormerName.until.desc())
    )


def alike_homes(region: str, slug: str, name: str, *, border: datetime) -> Select[*tuple[Any, ...]]:
    """Return the statement over the guilds of those alike, each with its permission version."""
    columns = select(Guild.id, Guild.permission_version).select_from(Character)
    return _alike(columns, region, slug, name, border=border).where(Guild.id.is_not(None)).distinct()


def alike_at(
    region: str,
    slug: str,
    name: str,
    *,
    border: datetime,
    seen_guilds: Collection[int],
    viewer_id: int | None,
) -> Select[*tuple[Any, ...]]:
    """Return the statement over a few characters of a realm whose names differ by accents only.

    Whom Battle.net did not confirm since ``border``, and of whom nothing but a name is known, is not among
    them; nor who is in a guild that the viewer does not see: the few are those whom the viewer sees.
    """
    is_free = and_(Guild.id.is_(None), is_somebody())
    own = or_(is_free, Character.user_id == viewer_id) if viewer_id is not None else false()
    return (
        _alike(select(*_ADDRESS), region, slug, name, border=border)
        .outerjoin(_HomeRealm, _IS_HOME)
        .where(or_(Guild.id.in_(seen_guilds), own))
        .order_by(Character.verified_at.desc().nulls_last(), Character.id.desc())
        .limit(MOST_ALIKE)
    )


def _alike(
    columns: Select[*tuple[Any, ...]], region: str, slug: str, name: str, *, border: datetime
) -> Select[*tuple[Any, ...]]:
    return (
        columns.outerjoin(GuildMember, IN_GUILD)
        .outerjoin(Guild, Guild.id == GuildMember.guild_id)
        .where(
            Character.region == region,
            Character.realm == slug,
            Character.name_plain == plain(name),
            Character.level.is_not(None),
            profile_is_shown(border),
        )
    )
