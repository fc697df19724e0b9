"""What is told of troubles that last: each once, by when it began. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.notifications.kinds import Kind
from webapp.notifications.rules import Notice

LATE_AFTER = timedelta(hours=3)
"""A roster is read every half hour: so long without one is no turn that was missed."""
MUCH_OF_QUOTA = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerState:
    """What is the trouble of every guild of the server; ``hour`` is when its calls were counted."""

    refused_since: datetime | None
    used_this_hour: int
    per_hour: int
    day: datetime


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
    used = state.used_this_hour / state.per_hour if state.per_hour else 0.0
    if used > MUCH_OF_QUOTA:
        cause = f"{Kind.QUOTA_HIGH}:{state.day:%Y-%m-%d}"
        told.append(
            Notice(kind=Kind.QUOTA_HIGH, cause_key=cause, facts={"percent": min(100, int(used * 100))})
        )
    return told


def told_of_guild(state: GuildState, now: datetime) -> Sequence[Notice]:
    """Return what a guild is told of its own roster."""
    told = []
    if state.held_since is not None:
        told.append(_since(Kind.ROSTER_HELD, state.held_since, count=state.leaving))
    if state.read_at is not None and not state.is_paused and now - state.read_at > LATE_AFTER:
        told.append(_since(Kind.SYNC_LATE, state.read_at))
    return told


def _since(kind: Kind, began: datetime, **facts: int) -> Notice:
    return Notice(kind=kind, cause_key=f"{kind}:{int(began.timestamp())}", facts=facts)
