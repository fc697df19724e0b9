"""Begin to track guilds in which a person who has signed in plays, as a look at a character tells."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import select, tuple_, update
from sqlalchemy.orm import Session

from webapp.clients.battlenet.payloads.mentions import GuildRef
from webapp.lib.names import guild_name_key, has_room
from webapp.models import Guild, RemovedGuild, SyncTarget
from webapp.models.upsert import insert_missing
from webapp.permissions.standing import first_version
from webapp.sync.results import CharacterFetch
from webapp.sync.roster_answer import faction_of
from webapp.sync.targets import ensure_roster_targets
from webapp.words import TargetKind

log = structlog.get_logger()
Found = Mapping[tuple[str, int], GuildRef]


def discover_guilds(
    session: Session, fetches: Sequence[CharacterFetch], *, owners: Mapping[int, int | None], now: datetime
) -> int:
    """Track the guilds that owned characters name, within the caller's transaction; return how many are new.

    ``owners`` says whose each character is. Guilds that nobody signed in for, or that an operator
    removed, are an operator's to add.
    """
    owned = [fetch for fetch in fetches if owners.get(fetch.subject.character_id) is not None]
    found = _guilds_of(owned)
    missing = _untracked(session, found) if found else []
    if missing:
        rows = [_row(region, found[region, number], now) for region, number in missing]
        insert_missing(session, Guild, rows, keys=("region", "bnet_guild_id"), now=now)
        ensure_roster_targets(session, now)
        log.info("guilds_discovered", guilds=len(missing))
    _read_again(session, _guilds_of(fetch for fetch in owned if fetch.subject.guild_id is None), now)
    return len(missing)


def _guilds_of(fetches: Iterable[CharacterFetch]) -> Found:
    found: dict[tuple[str, int], GuildRef] = {}
    for fetch in fetches:
        value = None if fetch.summary is None else fetch.summary.value
        guild: GuildRef | None = None if value is None else value.guild
        if guild is not None and has_room(guild.name) and has_room(guild.realm_slug):
            found[fetch.subject.region, guild.id] = guild
    return found


def _read_again(session: Session, guilds: Found, now: datetime) -> None:
    """Have the rosters read that do not list an owned character yet: it is new in its guild, or is back."""
    if not guilds:
        return
    key = tuple_(Guild.region, Guild.bnet_guild_id)
    tracked = select(Guild.id).where(key.in_(list(guilds)), Guild.archived_at.is_(None))
    waiting = (SyncTarget.claimed_by.is_(None), SyncTarget.next_due_at > now)
    session.execute(
        update(SyncTarget)
        .where(SyncTarget.kind == TargetKind.ROSTER, SyncTarget.guild_id.in_(tracked), *waiting)
        .values(next_due_at=now)
        .execution_options(synchronize_session=False)
    )


def _untracked(session: Session, found: Found) -> Sequence[tuple[str, int]]:
    """Return the guilds that have no row and that no operator removed, in an order that two workers share."""
    known: set[tuple[str, int]] = set()
    for model in (Guild, RemovedGuild):
        key = tuple_(model.region, model.bnet_guild_id)
        rows = session.execute(select(model.region, model.bnet_guild_id).where(key.in_(list(found))))
        known.update((region, number) for region, number in rows)
    return sorted(found.keys() - known)


def _row(region: str, guild: GuildRef, now: datetime) -> dict[str, Any]:
    return {
        "bnet_guild_id": guild.id,
        "region": region,
        "realm": guild.realm_slug,
        "name": guild.name,
        "name_key": guild_name_key(guild.name),
        "faction": faction_of(guild.faction),
        "permission_version": first_version(now),
    }
