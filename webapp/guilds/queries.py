"""Read what the list of guilds shows, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from webapp.extensions import db
from webapp.models import Character, Guild, GuildMember, Realm
from webapp.permissions.viewer import Viewer
from webapp.web.guild_address import guild_path
from webapp.words import Faction, Visibility


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


@dataclass(frozen=True, slots=True)
class GuildList:
    """The guilds that somebody may see, by name, and who looks."""

    guilds: Sequence[GuildEntry]
    is_signed_in: bool = False
    is_operator: bool = False


def guild_list(viewer: Viewer | None) -> GuildList:
    """Return the guilds that opt in to visitors, and those of a viewer's characters; operators see all."""
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
        )
        .outerjoin(Realm, and_(Realm.region == Guild.region, Realm.slug == Guild.realm))
        .where(Guild.archived_at.is_(None), _is_open_to(viewer))
        .order_by(Guild.name_key, Guild.region, Guild.realm)
    )
    return GuildList(
        guilds=[GuildEntry(*row) for row in db.session.execute(query)],
        is_signed_in=viewer is not None,
        is_operator=viewer is not None and viewer.is_operator,
    )


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
