"""What is told of troubles that last: each once, by when it began. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.notifications.kinds import Kind
from webapp.notifications.rules import Notice

LATE_AFTER = timedelta(hours=3)
"""A roster is read every half hour: so long without one is no turn that was missed."""
AWAY_AFTER = timedelta(minutes=30)
"""Troubles are looked for every five minutes: so long without a look, this server was down itself."""
MUCH_OF_QUOTA = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """What is the trouble of every guild of the server; ``day`` is when its calls were counted.

    ``up_since`` is when the server began to look, ``away_from`` the last look before that, if it began just
    now. ``is_silent`` says that Battle.net does not answer.
    """

    refused_since: datetime | None
    used_this_hour: int
    per_hour: int
    day: datetime
    up_since: datetime
    away_from: datetime | None = None
    is_silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuildState:
    """How a guild stands now; ``read_at`` is when its roster was last read."""

    read_at: datetime | None
    is_paused: bool = False
    held_since: datetime | None = None
    leaving: int = 0


def told_of_server(state: ServerState) -> Sequence[Notice]:
    """Return what all guilds are told; of the quota once a day."""
    told = []
    if state.refused_since is not None:
        told.append(_since(Kind.KEY_REFUSED, state.refused_since))
    if state.away_from is not None and state.up_since - state.away_from > LATE_AFTER:
        span = {"from": int(state.away_from.timestamp()), "until": int(state.up_since.timestamp())}
        told.append(_since(Kind.SERVER_AWAY, state.away_from, **span))
    used = state.used_this_hour / state.per_hour if state.per_hour else 0.0
    if used > MUCH_OF_QUOTA:
        cause = f"{Kind.QUOTA_HIGH}:{state.day:%Y-%m-%d}"
        told.append(
            Notice(kind=Kind.QUOTA_HIGH, cause_key=cause, facts={"percent": min(100, int(used * 100))})
        )
    return told


def told_of_guild(state: GuildState, server: ServerState, now: datetime) -> Sequence[Notice]:
    """Return what a guild is told of its own roster.

    It is late by the time in which the server could have read it; a key that is refused is told as such.
    """
    told = []
    if state.held_since is not None:
        told.append(_since(Kind.ROSTER_HELD, state.held_since, count=state.leaving))
    if state.read_at is None or state.is_paused or server.refused_since is not None:
        return told
    if now - max(state.read_at, server.up_since) > LATE_AFTER:
        told.append(_since(Kind.SYNC_LATE, state.read_at, is_silent=int(server.is_silent)))
    return told


def _since(kind: Kind, began: datetime, **facts: int) -> Notice:
    return Notice(kind=kind, cause_key=f"{kind}:{int(began.timestamp())}", facts=facts)
