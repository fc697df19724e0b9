"""End the tracking of a guild: what is stored of it goes, and it stays away until it is added again."""

from datetime import datetime

from sqlalchemy import delete, select

from webapp.database import transaction
from webapp.models import Character, Guild, GuildMember, RemovedGuild, SyncRun, SyncTarget
from webapp.models.upsert import insert_missing, lock_guilds
from webapp.sync.leavers import keep_owned
from webapp.sync.row_numbers import clear_numbers
from webapp.sync.runs import guild_scope


def forget_guild(guild_id: int, *, now: datetime) -> int:
    """Stop tracking a guild and delete what is stored about it; return how many characters went with it.

    Characters that belong to another tracked guild or to a person stay. That it was removed is written down,
    so that it does not come back with them.
    """
    with transaction() as session:
        lock_guilds(session, [guild_id])
        guild = select(Guild.region, Guild.bnet_guild_id).where(Guild.id == guild_id)
        rows = [dict(row) for row in session.execute(guild).mappings()]
        insert_missing(session, RemovedGuild, rows, keys=("region", "bnet_guild_id"), now=now)
        members = select(GuildMember.character_id).where(GuildMember.guild_id == guild_id)
        elsewhere = select(GuildMember.character_id).where(GuildMember.guild_id != guild_id)
        doomed = session.scalars(
            select(Character.id)
            .where(Character.id.in_(members), Character.id.not_in(elsewhere), Character.user_id.is_(None))
            .order_by(Character.id)
        ).all()
        keep_owned(session, SyncTarget.guild_id == guild_id)
        clear_numbers(session, doomed)
        session.execute(delete(Character).where(Character.id.in_(doomed)))
        session.execute(delete(SyncRun).where(SyncRun.scope == guild_scope(guild_id)))
        session.execute(delete(Guild).where(Guild.id == guild_id))
    return len(doomed)
