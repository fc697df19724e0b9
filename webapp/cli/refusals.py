"""How a command says no: one sentence on standard error, exit code 2, nothing written."""

import shlex
from collections.abc import Iterable

import click
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from webapp.cli.places import BadPlace, Place, parse_place
from webapp.cli.plain_words import in_brackets
from webapp.config import current_settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.lib.names import guild_name_key, name_key
from webapp.lib.spelling import plain_apostrophes
from webapp.models import Guild, Realm
from webapp.schema import SchemaState, schema_state
from webapp.sync.pausing import pauses_at
from webapp.web.guild_address import GuildAddress
from webapp.words import PauseScope


class Refused(click.ClickException):
    """The command cannot do what was asked; the message says why and what would be right."""

    exit_code = 2


class Failed(click.ClickException):
    """What was asked for was tried and did not come about; the message says why."""


MENDING = {
    SchemaState.EMPTY: "The database has no tables yet; make them with: flask db upgrade",
    SchemaState.BEHIND: "The database is older than this program; bring it along with: flask db upgrade",
    SchemaState.NEWER: "The database is newer than this program; update the program.",
}


def need_ready_database() -> None:
    """Refuse when the database does not answer or does not have this program's tables."""
    try:
        state = schema_state(db.engine)
    except DBAPIError as error:
        raise Refused("The database does not answer; check it with: flask doctor") from error
    if state in MENDING:
        raise Refused(MENDING[state])


def need_credentials() -> None:
    """Refuse where Battle.net cannot be asked."""
    if not current_settings().has_battlenet_credentials:
        raise Refused(
            "BATTLENET_CLIENT_ID and BATTLENET_CLIENT_SECRET are not set, so Battle.net cannot be asked."
            " Register a client at https://develop.battle.net/access/clients"
        )


def need_no_pause(guild_id: int | None) -> None:
    """Refuse to wait for what nobody does: a guild, or with None everything, is paused by hand."""
    pauses = pauses_at(db.session(), clock.now())
    pause = pauses.over(PauseScope.BATTLENET) if guild_id is None else pauses.over_guild(guild_id)
    if pause is not None:
        why = in_brackets(pause.reason)
        since = f"{pause.paused_at:%d %b %H:%M} UTC"
        raise Refused(f"Paused by hand since {since}{why}. Resume it on the page /operations/sync/ first.")


def place_or_refuse(text: str) -> Place:
    """Return the place that was typed, or refuse with what would be right."""
    try:
        return parse_place(text)
    except BadPlace as error:
        raise Refused(str(error)) from error


def tracked_guild(text: str) -> Guild:
    """Return the tracked guild that was typed, by realm name or slug, or refuse."""
    place = place_or_refuse(text)
    slugs = select(Realm.slug).where(Realm.region == place.region, Realm.name_key == name_key(place.realm))
    there = (Guild.region == place.region, Guild.realm.in_(slugs) | (Guild.realm == place.realm.lower()))
    guild = db.session.scalars(
        select(Guild).where(*there, Guild.name_key == guild_name_key(place.name))
    ).first()
    guild = guild or _by_plain_slug(db.session.scalars(select(Guild).where(*there)), place.name)
    if guild is None:
        raise Refused(f"{place} is not tracked here; add it with: flask guild add {shlex.quote(str(place))}")
    return guild


def _by_plain_slug(guilds: Iterable[Guild], name: str) -> Guild | None:
    """Return the only guild whose name is the one typed once apostrophes are left out, as in addresses."""
    wanted = _without_apostrophes(name)
    meant = [one for one in guilds if _without_apostrophes(one.name) == wanted]
    return meant[0] if len(meant) == 1 else None


def _without_apostrophes(name: str) -> str:
    return guild_name_key(plain_apostrophes(name).replace("'", ""))


def address_of(guild: Guild) -> GuildAddress:
    """Return a guild as pages name it."""
    realm_name = db.session.scalar(
        select(Realm.name).where(Realm.region == guild.region, Realm.slug == guild.realm)
    )
    return GuildAddress(
        id=guild.id,
        region=guild.region,
        realm=guild.realm,
        realm_name=realm_name or guild.realm,
        name=guild.name,
        faction=guild.faction,
        data_version=guild.data_version,
        missing_since=guild.missing_since,
    )
