"""Read what the list of guilds shows, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select

from webapp.extensions import db
from webapp.models import Guild, GuildMember, Realm
from webapp.web.guild_address import guild_path
from webapp.words import Faction


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
    """The guilds that are tracked, by name; none is named while the pages are closed."""

    guilds: Sequence[GuildEntry]
    is_open: bool = True


CLOSED = GuildList(guilds=(), is_open=False)


def guild_list() -> GuildList:
    """Return every guild that is not archived, with how many members it has today."""
    members = (
        select(func.count())
        .where(GuildMember.guild_id == Guild.id, GuildMember.left_at.is_(None))
        .scalar_subquery()
    )
    rows = db.session.execute(
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
        .where(Guild.archived_at.is_(None))
        .order_by(Guild.name_key, Guild.region, Guild.realm)
    )
    return GuildList([GuildEntry(*row) for row in rows])
