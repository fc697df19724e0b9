"""Find the guild that an address means; other spellings and former realms lead to the one right address."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from flask import abort, redirect, request
from sqlalchemy import ColumnElement, RowMapping, Select, and_, select

from webapp.extensions import db
from webapp.lib.names import BadName, checked_name, guild_name_key, guild_slug, name_key
from webapp.models import FormerRealmSlug, Guild, Realm
from webapp.words import Faction

REGIONS = ("us", "eu", "kr", "tw")
UNKNOWN_GUILD = (
    "No guild of that name is tracked here. An operator adds one with the command:"
    " flask guild add REGION/REALM/NAME"
)
NO_SUCH_REGION = f"There is no such region; an address begins with one of {', '.join(REGIONS)}."
MOVED = 308
"""Keeps the method, so a button under an old address still works."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildAddress:
    """A tracked guild as pages name it."""

    id: int
    region: str
    realm: str
    realm_name: str
    name: str
    faction: Faction | None
    data_version: int
    missing_since: datetime | None

    @property
    def path(self) -> str:
        """The one address of this guild's pages; ends with a slash."""
        return guild_path(self.region, self.realm, self.name)


def guild_path(region: str, realm: str, name: str) -> str:
    """Return a guild's address, ready for an ``href``."""
    return f"/guilds/{region}/{quote(realm)}/{quote(guild_slug(name), safe='')}/"


def guild_at(region: str, realm: str, name: str, *, below: str = "") -> GuildAddress:
    """Return the guild at an address, or answer 404, or lead to the right spelling; ``below`` is kept."""
    if region.lower() not in REGIONS:
        abort(404, NO_SUCH_REGION)
    guild = _find(region.lower(), realm, name)
    if guild is None:
        abort(404, UNKNOWN_GUILD)
    if (region, realm, name) != (guild.region, guild.realm, guild_slug(guild.name)):
        query = f"?{request.query_string.decode('latin-1')}" if request.query_string else ""
        abort(redirect(guild.path + below + query, MOVED))
    return guild


def _find(region: str, realm: str, name: str) -> GuildAddress | None:
    try:
        slug = checked_name(realm, what="realm").lower()
        wanted = checked_name(name, what="guild")
    except BadName:
        return None
    here = and_(Guild.region == region, Guild.name_key == guild_name_key(wanted))
    found = _best(wanted, _guilds(here, Guild.realm == slug))
    if found is None and (current := _current_slug(region, slug)) is not None:
        found = _best(wanted, _guilds(here, Guild.realm == current))
    return found


def _guilds(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Guild.id,
            Guild.region,
            Guild.realm,
            Realm.name.label("realm_name"),
            Guild.name,
            Guild.faction,
            Guild.data_version,
            Guild.missing_since,
        )
        .outerjoin(Realm, and_(Realm.region == Guild.region, Realm.slug == Guild.realm))
        .where(*conditions, Guild.archived_at.is_(None))
        .order_by(Guild.last_synced_at.desc().nulls_last(), Guild.id.desc())
    )


def _best(wanted: str, query: Select[*tuple[Any, ...]]) -> GuildAddress | None:
    """Prefer the exact spelling, then the guild that was confirmed last: a key may be shared."""
    rows = db.session.execute(query).mappings().all()
    exact = [row for row in rows if wanted in {row["name"], guild_slug(row["name"])}]
    chosen = next(iter(exact or rows), None)
    return None if chosen is None else _address(chosen)


def _address(row: RowMapping) -> GuildAddress:
    return GuildAddress(**{**row, "realm_name": row["realm_name"] or row["realm"]})


def _current_slug(region: str, realm: str) -> str | None:
    """Return the slug that a former slug or a realm's name stands for today."""
    former = (
        select(Realm.slug)
        .join(FormerRealmSlug, FormerRealmSlug.realm_id == Realm.id)
        .where(FormerRealmSlug.region == region, FormerRealmSlug.slug == realm)
    )
    by_name = select(Realm.slug).where(Realm.region == region, Realm.name_key == name_key(realm))
    return db.session.scalar(former) or db.session.scalar(by_name)
