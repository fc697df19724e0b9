"""Begin to track guilds in which a person who has signed in plays, as a look at a character tells."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from webapp.clients.battlenet.payloads.mentions import GuildRef
from webapp.lib.names import guild_name_key, has_room
from webapp.models import Guild
from webapp.models.upsert import insert_missing
from webapp.sync.results import CharacterFetch
from webapp.sync.roster_answer import faction_of
from webapp.sync.targets import ensure_roster_targets

log = structlog.get_logger()
Found = Mapping[tuple[str, int], GuildRef]


def discover_guilds(
    session: Session, fetches: Iterable[CharacterFetch], *, owners: Mapping[int, int | None], now: datetime
) -> int:
    """Track the guilds that owned characters name, within the caller's transaction; return how many are new.

    ``owners`` says whose each character is. Guilds that nobody signed in for are an operator's to add.
    """
    found = _named(fetches, owners)
    missing = _untracked(session, found) if found else []
    if missing:
        rows = [_row(region, found[region, number]) for region, number in missing]
        insert_missing(session, Guild, rows, keys=("region", "bnet_guild_id"), now=now)
        ensure_roster_targets(session, now)
        log.info("guilds_discovered", guilds=len(missing))
    return len(missing)


def _named(fetches: Iterable[CharacterFetch], owners: Mapping[int, int | None]) -> Found:
    found: dict[tuple[str, int], GuildRef] = {}
    for fetch in fetches:
        value = None if fetch.summary is None else fetch.summary.value
        guild: GuildRef | None = None if value is None else value.guild
        is_owned = owners.get(fetch.subject.character_id) is not None
        if is_owned and guild is not None and has_room(guild.name) and has_room(guild.realm_slug):
            found[fetch.subject.region, guild.id] = guild
    return found


def _untracked(session: Session, found: Found) -> Sequence[tuple[str, int]]:
    """Return the guilds that have no row, in an order that two workers share."""
    keys = tuple_(Guild.region, Guild.bnet_guild_id)
    rows = session.execute(select(Guild.region, Guild.bnet_guild_id).where(keys.in_(list(found))))
    known = {(region, number) for region, number in rows}
    return sorted(found.keys() - known)


def _row(region: str, guild: GuildRef) -> dict[str, Any]:
    return {
        "bnet_guild_id": guild.id,
        "region": region,
        "realm": guild.realm_slug,
        "name": guild.name,
        "name_key": guild_name_key(guild.name),
        "faction": faction_of(guild.faction),
    }
