"""Read what the list of guilds shows, in one statement, or why it is empty for somebody, in one more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select, true

from webapp.extensions import db
from webapp.models import (
    Character,
    CharacterList,
    Guild,
    GuildMember,
    GuildPermission,
    PermissionException,
    Realm,
    SyncTarget,
    UserSession,
)
from webapp.permissions.policy import Exemption, GuildRules, Standing, Tool, ToolRule, decide
from webapp.permissions.standing import effective_rank
from webapp.permissions.viewer import Viewer
from webapp.web.guild_address import guild_path
from webapp.words import Faction, TargetKind, Visibility


@dataclass(frozen=True, slots=True)
class GuildEntry:
    """One guild of the list."""

    region: str
    realm: str
    realm_name: str
    name: str
    faction: Faction | None
    roster_succeeded_at: datetime | None
    members: int

    @property
    def path(self) -> str:
        """Where the guild's roster is."""
        return guild_path(self.region, self.realm, self.name)


class Hitch(StrEnum):
    """Why somebody who has signed in sees no guild: each has a sentence and a next step of its own."""

    NOT_SHARED = "not_shared"
    NONE_LISTED = "none_listed"
    BEING_READ = "being_read"
    NONE_KEPT = "none_kept"


@dataclass(frozen=True, slots=True)
class NoGuild:
    """Why there is no guild for a viewer, how many characters are theirs, and where they signed in last."""

    hitch: Hitch
    characters: int
    region: str


@dataclass(frozen=True, slots=True)
class GuildList:
    """The guilds that somebody may see, by name, and who looks; ``no_guild`` is for those who see none."""

    guilds: Sequence[GuildEntry]
    is_signed_in: bool = False
    is_operator: bool = False
    no_guild: NoGuild | None = None


def guild_list(viewer: Viewer | None, now: datetime) -> GuildList:
    """Return the guilds whose roster a visitor or this viewer may see; operators see all."""
    members = (
        select(func.count())
        .where(GuildMember.guild_id == Guild.id, GuildMember.left_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(
            Guild.region,
            Guild.realm,
            func.coalesce(Realm.name, Guild.realm),
            Guild.name,
            Guild.faction,
            Guild.roster_succeeded_at,
            members,
            *_facts(viewer),
        )
        .outerjoin(Realm, and_(Realm.region == Guild.region, Realm.slug == Guild.realm))
        .outerjoin(GuildPermission, _ITS_RULE)
        .where(Guild.archived_at.is_(None), _is_open_to(viewer))
        .order_by(Guild.name_key, Guild.region, Guild.realm)
    )
    if viewer is not None:
        query = query.outerjoin(PermissionException, _of_viewer(viewer))
    rows = db.session.execute(query).all()
    guilds = [GuildEntry(*row[:7]) for row in rows if _is_shown(row[7:], viewer, now)]
    if viewer is None or viewer.is_operator or guilds:
        is_operator = viewer is not None and viewer.is_operator
        return GuildList(guilds, is_signed_in=viewer is not None, is_operator=is_operator)
    return GuildList(guilds, is_signed_in=True, no_guild=_no_guild(viewer, now))


@dataclass(frozen=True, slots=True)
class SeenGuild:
    """A guild whose roster somebody may see, and the version of its rights that was read."""

    id: int
    permission_version: int
    region: str
    realm: str
    realm_name: str
    name: str

    @property
    def path(self) -> str:
        """Where the guild's roster is."""
        return guild_path(self.region, self.realm, self.name)


def seen_guilds(viewer: Viewer | None, now: datetime) -> Sequence[SeenGuild]:
    """Return the same guilds with nothing but what names them."""
    realm_name = func.coalesce(Realm.name, Guild.realm)
    columns = (Guild.id, Guild.permission_version, Guild.region, Guild.realm, realm_name, Guild.name)
    query = (
        select(*columns, *_facts(viewer))
        .outerjoin(Realm, and_(Realm.region == Guild.region, Realm.slug == Guild.realm))
        .outerjoin(GuildPermission, _ITS_RULE)
        .where(Guild.archived_at.is_(None), _is_open_to(viewer))
        .order_by(Guild.name_key, Guild.region, Guild.realm)
    )
    if viewer is not None:
        query = query.outerjoin(PermissionException, _of_viewer(viewer))
    rows = db.session.execute(query).all()
    return [SeenGuild(*row[:6]) for row in rows if _is_shown(row[6:], viewer, now)]


def _no_guild(viewer: Viewer, now: datetime) -> NoGuild:
    """Say how far a viewer's characters are: shared, listed, and looked at since they became known."""
    looked_for = and_(SyncTarget.character_id == Character.id, SyncTarget.kind == TargetKind.CHARACTER)
    is_waiting = or_(
        Character.attempted_at.is_(None), SyncTarget.next_due_at <= now, SyncTarget.claimed_until > now
    )
    characters, waiting, lists, region = db.session.execute(
        select(
            func.count(Character.id),
            func.count(case((and_(SyncTarget.id.is_not(None), is_waiting), 1))),
            select(func.count()).where(CharacterList.user_id == viewer.user_id).scalar_subquery(),
            select(UserSession.region).where(UserSession.id == viewer.session_id).scalar_subquery(),
        )
        .select_from(Character)
        .outerjoin(SyncTarget, looked_for)
        .where(Character.user_id == viewer.user_id)
    ).one()
    if waiting:
        hitch = Hitch.BEING_READ
    elif characters:
        hitch = Hitch.NONE_KEPT
    else:
        hitch = Hitch.NONE_LISTED if lists else Hitch.NOT_SHARED
    return NoGuild(hitch, characters, region or "")


_ITS_RULE = and_(GuildPermission.guild_id == Guild.id, GuildPermission.tool_name == Tool.ROSTER.value)


def _of_viewer(viewer: Viewer) -> ColumnElement[bool]:
    own = PermissionException
    return and_(own.guild_id == Guild.id, own.user_id == viewer.user_id, own.tool_name == Tool.ROSTER.value)


def _facts(viewer: Viewer | None) -> Sequence[Any]:
    """Return the columns on which it depends whether somebody may see a guild's roster."""
    decided = (Guild.visibility, GuildPermission.min_rank_id, GuildPermission.enabled)
    if viewer is None:
        return decided
    present = and_(GuildMember.character_id == Character.id, GuildMember.left_at.is_(None))
    rank = select(func.min(effective_rank())).select_from(GuildMember).join(Character, present)
    rank = rank.where(Character.user_id == viewer.user_id, GuildMember.guild_id == Guild.id)
    own = PermissionException
    return (*decided, rank.correlate(Guild).scalar_subquery(), own.effect, own.reason, own.expires_at)


def _is_shown(facts: Sequence[Any], viewer: Viewer | None, now: datetime) -> bool:
    visibility, min_rank, is_on, *own = facts
    rules = {} if min_rank is None else {Tool.ROSTER.value: ToolRule(min_rank, is_on=is_on)}
    rank, exemptions = None, list[Exemption]()
    if own:
        rank, effect, reason, expires_at = own
        exempt = {"tool": Tool.ROSTER.value, "effect": effect, "reason": reason, "expires_at": expires_at}
        exemptions = [] if effect is None else [Exemption(**exempt)]
    is_operator = viewer is not None and viewer.is_operator
    standing = Standing(rank=rank, exemptions=exemptions, is_operator=is_operator)
    guild = GuildRules(rules, is_public=visibility is Visibility.PUBLIC)
    return decide(Tool.ROSTER, standing, guild, now).is_allowed


def _is_open_to(viewer: Viewer | None) -> ColumnElement[bool]:
    if viewer is not None and viewer.is_operator:
        return true()
    is_public = Guild.visibility == Visibility.PUBLIC
    if viewer is None:
        return is_public
    own = (
        select(GuildMember.guild_id)
        .join(Character, Character.id == GuildMember.character_id)
        .where(Character.user_id == viewer.user_id, GuildMember.left_at.is_(None))
    )
    return or_(is_public, Guild.id.in_(own))
