"""Tell guilds of troubles that last: each once, however often anybody looks."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select

from webapp.database import repeated, transaction
from webapp.models import GuildNotice, NoticeMark
from webapp.notifications.rules import Notice
from webapp.notifications.trends.queries import refused_since, troubled_guilds
from webapp.notifications.trends.states import ServerState, told_of_guild, told_of_server
from webapp.notifications.writing import write_notices
from webapp.sync.outside import battlenet


def tell_states(now: datetime) -> int:
    """Tell what is wrong now and was not told before; return how many notices were written."""
    governor = battlenet().governor.state()
    with transaction() as session:
        state = ServerState(
            refused_since=refused_since(session),
            used_this_hour=governor.used_this_hour,
            per_hour=governor.per_hour,
            day=now,
        )
        own = {guild_id: told_of_guild(one, now) for guild_id, one in troubled_guilds(session, now).items()}
    return tell_all(told_of_server(state), now) + sum(tell(one, told, now) for one, told in own.items())


def tell_all(notices: Sequence[Notice], now: datetime) -> int:
    """Tell every guild that was ever looked at, but for those that know."""
    return sum(
        tell(guild_id, [notice], now) for notice in notices for guild_id in _who_knows_nothing_of(notice)
    )


def tell(guild_id: int, notices: Sequence[Notice], now: datetime) -> int:
    """Tell one guild, in a transaction of its own."""
    return repeated(partial(_write, guild_id, notices, now)) if notices else 0


def _write(guild_id: int, notices: Sequence[Notice], now: datetime) -> int:
    with transaction() as session:
        return write_notices(session, guild_id, notices, now)


def _who_knows_nothing_of(notice: Notice) -> Sequence[int]:
    is_told = select(GuildNotice.id).where(
        GuildNotice.guild_id == NoticeMark.guild_id, GuildNotice.cause_key == notice.cause_key
    )
    with transaction() as session:
        query = select(NoticeMark.guild_id).where(~is_told.correlate(NoticeMark).exists())
        return session.scalars(query.order_by(NoticeMark.guild_id)).all()
