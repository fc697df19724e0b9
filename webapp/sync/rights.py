"""What a roster does to rights: a new version of them, and a doubt when ranks may be in another order."""

from collections import Counter
from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from webapp.models import Guild, GuildMember
from webapp.sync.diff import RosterPlan
from webapp.sync.rank_order import count_moves, reason_to_doubt

log = structlog.get_logger()


def mind_rights(session: Session, guild: Guild, plan: RosterPlan, now: datetime) -> None:
    """Give the guild's rights a new version when a roster moves them, before the roster is written.

    While the order of ranks is in doubt everybody keeps the lower of the rank before and the rank now: nobody
    gains anything, until the guild master has confirmed what each rank means.
    """
    ranked = [(pair.known.rank, pair.seen.rank) for pair in plan.changed if pair.has_new_rank]
    if not (ranked or plan.joined or plan.adopted or plan.returned or plan.left):
        return
    guild.permission_version += 1
    left = Counter(one.rank for one in plan.left if one.rank is not None)
    stayed = _ranks_now(session, guild.id) - left
    reason = reason_to_doubt(stayed, count_moves(ranked))
    if reason is None:
        return
    guild.ranks_doubt = reason
    guild.ranks_doubted_at = guild.ranks_doubted_at or now
    _keep_confirmed(session, guild.id)
    log.warning("ranks_doubted", guild_id=guild.id, reason=reason)


def _ranks_now(session: Session, guild_id: int) -> Counter[int]:
    return Counter(session.scalars(select(GuildMember.rank).where(*_present(guild_id))))


def _keep_confirmed(session: Session, guild_id: int) -> None:
    """Write down the ranks of before; what an earlier doubt wrote down stays."""
    session.execute(
        update(GuildMember)
        .where(*_present(guild_id), GuildMember.confirmed_rank.is_(None))
        .values(confirmed_rank=GuildMember.rank)
        .execution_options(synchronize_session=False)
    )


def _present(guild_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return GuildMember.guild_id == guild_id, GuildMember.left_at.is_(None)
