"""Find the guild that an address means; other spellings and former addresses lead to the right one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from sqlalchemy import and_, bindparam, select

from webapp.extensions import db
from webapp.lib.names import BadName, checked_name, guild_name_key, guild_slug, name_key
from webapp.models import FormerGuildName, FormerRealmSlug, Guild, Realm
from webapp.permissions.key_reading import KeyRow, read_key
from webapp.permissions.people import beside_session, session_row
from webapp.sync.runs import newest_run_at
from webapp.web.guild_heads import GuildHead
from webapp.words import REGIONS, Faction

UNKNOWN_GUILD = (
    "No guild of that name is open to you here. Members see their guild when they sign in with Battle.net;"
    " whoever runs this server adds guilds with the command: flask guild add REGION/REALM/NAME"
)
NO_SUCH_REGION = f"There is no such region; an address begins with one of {', '.join(REGIONS)}."


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildAddress:
    """A tracked guild as pages name it, with the versions and times that rights depend on."""

    id: int
    region: str
    realm: str
    realm_name: str
    name: str
    faction: Faction | None
    data_version: int
    missing_since: datetime | None
    permission_version: int = 0
    roster_succeeded_at: datetime | None = None
    ranks_doubted_at: datetime | None = None
    newest_run_at: datetime | None = None
    archived_at: datetime | None = None

    @property
    def path(self) -> str:
        """The one address of this guild's pages; ends with a slash."""
        return guild_path(self.region, self.realm, self.name)

    @property
    def head(self) -> GuildHead:
        """What of the guild heads a page."""
        return GuildHead(
            name=self.name,
            path=self.path,
            realm_name=self.realm_name,
            region=self.region,
            faction=self.faction,
        )

    def is_written(self, region: str, realm: str, name: str) -> bool:
        """Say whether an address is spelled as this guild's is."""
        return (region, realm, name) == (self.region, self.realm, guild_slug(self.name))


@dataclass(frozen=True, slots=True)
class FoundGuild:
    """The guild that an address means, if any, and the columns of the session that asks."""

    guild: GuildAddress | None
    session_row: Sequence[Any]


@lru_cache(maxsize=4096)
def guild_path(region: str, realm: str, name: str) -> str:
    """Return a guild's address, ready for an ``href``."""
    return f"/guilds/{region}/{quote(realm)}/{quote(guild_slug(name), safe='')}/"


def guild_at(region: str, realm: str, name: str) -> GuildAddress | None:
    """Return the guild at an address, in any spelling, whoever asks."""
    return find_guild(region, realm, name, session_id=None).guild


def find_guild(region: str, realm: str, name: str, *, session_id: str | None) -> FoundGuild:
    """Return the guild at an address and who asks, for an address as it should be with one statement."""
    rows = _candidates(region.lower(), realm, name, session_id)
    if not rows:
        return FoundGuild(None, session_row(session_id))
    chosen = _best(name, rows)
    return FoundGuild(address_of(chosen[:_OWN]), chosen[_OWN:])


def _candidates(region: str, realm: str, name: str, session_id: str | None) -> Sequence[KeyRow]:
    sought = _sought(realm, name)
    if sought is None or region not in REGIONS:
        return ()
    slug, wanted = sought
    key = {"region": region, "name_key": wanted, "session_id": session_id or ""}
    rows = read_key(_STATEMENT, {**key, "realm": slug})
    if not rows and (current := _current_slug(region, slug)) is not None:
        rows = read_key(_STATEMENT, {**key, "realm": current})
    return rows or read_key(_FORMERLY, {**key, "realm": slug})


@lru_cache(maxsize=4096)
def _sought(realm: str, name: str) -> tuple[str, str] | None:
    """Return the realm's slug and the key of the guild's name, or None of what no guild can be called."""
    try:
        slug = checked_name(realm, what="realm").lower()
        return slug, guild_name_key(checked_name(name, what="guild"))
    except BadName:
        return None


def _best(name: str, rows: Sequence[KeyRow]) -> KeyRow:
    """Prefer the exact spelling, then a guild that is not archived, confirmed last: a key may be shared."""
    if len(rows) == 1:
        return rows[0]
    wanted = checked_name(name, what="guild")
    exact = [row for row in rows if wanted in {row[_NAME], guild_slug(row[_NAME])}]
    return next(iter(exact or rows))


def address_of(values: Sequence[Any]) -> GuildAddress:
    """Return the guild of a row of ``GUILD_COLUMNS``."""
    facts = dict(zip(_FIELDS, values, strict=True))
    facts["realm_name"] = facts["realm_name"] or facts["realm"]
    return GuildAddress(**facts)


GUILD_COLUMNS = (
    Guild.id,
    Guild.region,
    Guild.realm,
    Realm.name.label("realm_name"),
    Guild.name,
    Guild.faction,
    Guild.data_version,
    Guild.missing_since,
    Guild.permission_version,
    Guild.roster_succeeded_at,
    Guild.ranks_doubted_at,
    newest_run_at().label("newest_run_at"),
    Guild.archived_at,
)
_FIELDS = tuple(column.key for column in GUILD_COLUMNS)
_OWN, _NAME = len(GUILD_COLUMNS), _FIELDS.index("name")
_GUILDS = (
    select(*GUILD_COLUMNS)
    .select_from(Guild)
    .outerjoin(Realm, and_(Realm.region == Guild.region, Realm.slug == Guild.realm))
)
_STATEMENT = beside_session(
    _GUILDS.where(
        Guild.region == bindparam("region"),
        Guild.realm == bindparam("realm"),
        Guild.name_key == bindparam("name_key"),
    ).order_by(Guild.archived_at.is_not(None), Guild.last_synced_at.desc().nulls_last(), Guild.id.desc())
)
"""The key statement of every page about a guild: the guild with its versions, and who asks."""


_FORMERLY = beside_session(
    _GUILDS.join(FormerGuildName, FormerGuildName.guild_id == Guild.id).where(
        FormerGuildName.region == bindparam("region"),
        FormerGuildName.realm == bindparam("realm"),
        FormerGuildName.name_key == bindparam("name_key"),
    )
)
"""The same of an address that no guild has now: the guild that had it last."""


def _current_slug(region: str, realm: str) -> str | None:
    """Return the slug that a former slug or a realm's name stands for today."""
    former = (
        select(Realm.slug)
        .join(FormerRealmSlug, FormerRealmSlug.realm_id == Realm.id)
        .where(FormerRealmSlug.region == region, FormerRealmSlug.slug == realm)
    )
    by_name = select(Realm.slug).where(Realm.region == region, Realm.name_key == name_key(realm))
    return db.session.scalar(former) or db.session.scalar(by_name)
