"""Who leads a guild: the person whose character holds rank 0 in its roster."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.models import Character, Guild, GuildMember


def name_leaders(session: Session, guild_ids: Collection[int]) -> None:
    """Write who leads guilds that the caller has locked; nobody, while the guild master has not signed in."""
    master = (
        select(Character.user_id)
        .join(GuildMember, GuildMember.character_id == Character.id)
        .where(GuildMember.guild_id == Guild.id, GuildMember.rank == 0, GuildMember.left_at.is_(None))
        .order_by(Character.id)
        .limit(1)
        .scalar_subquery()
    )
    session.execute(
        update(Guild)
        .where(Guild.id.in_(sorted(guild_ids)), Guild.leader_id.is_distinct_from(master))
        .values(leader_id=master)
        .execution_options(synchronize_session=False)
    )
