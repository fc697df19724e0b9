"""Tell guilds of troubles that last and of how figures moved: each cause once, however often anybody looks.

The look of a day is noted when all guilds had theirs; who dies in the middle tells nothing twice.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select

from webapp.database import repeated, transaction
from webapp.models import ClockTick, GuildNotice, NoticeMark
from webapp.models.upsert import upsert
from webapp.notifications.rules import Notice
from webapp.notifications.trends.day_queries import look_at
from webapp.notifications.trends.days import MOST_DAYS, moment_of, slot_of, told_of_days
from webapp.notifications.trends.looks import note_look
from webapp.notifications.trends.own_actions import tell_own
from webapp.notifications.trends.queries import TICK, last_slot, silence_of, told_guilds, troubled_guilds
from webapp.notifications.trends.states import ServerState, told_of_guild, told_of_server
from webapp.notifications.writing import write_notices
from webapp.sync.outside import battlenet


def tell_states(now: datetime) -> int:
    """Tell what is wrong now and was not told before; return how many notices were written."""
    governor = battlenet().governor.state()
    with transaction() as session:
        last = note_look(session, now)
        silence = silence_of(session)
        state = ServerState(
            refused_since=silence.refused_since,
            used_this_hour=governor.used_this_hour,
            per_hour=governor.per_hour,
            day=now,
            up_since=last.up_since,
            away_from=last.away_from,
            is_silent=silence.is_silent,
        )
        troubled = troubled_guilds(session, now)
        own = {guild_id: told_of_guild(one, state, now) for guild_id, one in troubled.items()}
    return tell_all(told_of_server(state), now) + sum(tell(one, told, now) for one, told in own.items())


def tell_days(now: datetime) -> int:
    """Tell how figures moved since the last look; the first one only notes that it was."""
    slot = slot_of(now)
    with transaction() as session:
        last = last_slot(session)
        guilds = session.scalars(told_guilds()).all()
    written = 0
    if last is not None and last < slot:
        since, until = moment_of(max(last, slot - MOST_DAYS)), moment_of(slot)
        written = sum(repeated(partial(_tell_day, one, since, until, now)) for one in guilds) + tell_own(
            until
        )
    with transaction() as session:
        tick = {"name": TICK, "slot": slot, "ticked_at": now}
        upsert(session, ClockTick, [tick], keys=("name",), columns=("slot", "ticked_at"), now=now)
    return written


def _tell_day(guild_id: int, since: datetime, until: datetime, now: datetime) -> int:
    with transaction() as session:
        look = look_at(session, guild_id, since=since, until=until)
        return write_notices(session, guild_id, told_of_days(look), now)


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
        return session.scalars(told_guilds().where(~is_told.correlate(NoticeMark).exists())).all()
