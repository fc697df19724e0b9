"""Refuse what ranks decide while they are old, and have the roster read for whoever wants to decide.

Of a guild that is archived nothing is changed at all, by nobody.
"""

from datetime import datetime, timedelta

from flask import abort

from webapp.sync.wishes import NothingToRefresh, wish_guild_refresh
from webapp.web.asking_again import whole_second
from webapp.web.guild_address import GuildAddress
from webapp.web.refusals import ARCHIVED, ranks_too_old

RANKS_AGE = timedelta(hours=24)
"""What only some ranks may write needs ranks that were read since."""
CONFLICT = 409


def refuse_archived(guild: GuildAddress | None) -> None:
    """Answer 409 where a guild is archived: its ranks are nobody's any more."""
    if guild is not None and guild.archived_at is not None:
        abort(CONFLICT, ARCHIVED)


def refuse_old_ranks(guild: GuildAddress, asked_by: int | None, now: datetime) -> None:
    """Answer 409 where a guild's ranks are too old; say that they are being read, or when they can be."""
    read_at = guild.roster_succeeded_at
    if read_at is None or now - read_at > RANKS_AGE:
        abort(CONFLICT, ranks_too_old(_possible_at(guild.id, asked_by, now)))


def _possible_at(guild_id: int, asked_by: int | None, now: datetime) -> datetime | None:
    """Wish for the roster; return when one may wish again, or None while it is being read."""
    try:
        wish = wish_guild_refresh(guild_id, asked_by=asked_by, now=now)
    except NothingToRefresh:  # removed a moment ago
        return now
    return None if wish.reads_roster else whole_second(wish.again_at)
