"""Look at everything that keeps data fresh, once: for the pages, for Prometheus and for the API's health."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from webapp.config import current_settings
from webapp.jobs.engine_facts import RollCall
from webapp.jobs.queues import Queue
from webapp.lib.governor import GovernorState
from webapp.operations import checks, reading
from webapp.operations.health import Check
from webapp.sync.logs.outside import logs_connection
from webapp.sync.outside import battlenet
from webapp.sync.pauses import Pauses
from webapp.sync.pausing import pauses_at
from webapp.sync.seen import BATTLENET, REDIS, WARCRAFTLOGS, Sighting, worker_of
from webapp.sync.sightings import read_sightings
from webapp.words import PauseScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What was found."""

    present: RollCall | None
    pauses: Pauses
    governor: GovernorState
    sightings: Mapping[str, Sighting]
    schedule: Mapping[str, timedelta]
    ticks: Mapping[str, datetime]
    oldest_due_at: datetime | None
    checks: Sequence[Check]
    hindrance: str
    """What keeps everything that is due waiting, after "while"."""


def look_at_everything(session: Session, guild_id: int | None, now: datetime) -> Look:
    """Ask Redis and the database; what is due is that of one guild where one is named."""
    present, pauses = reading.present_here(), pauses_at(session, now)
    seen, governor = read_sightings(session), battlenet().governor.state()
    schedule, ticks = reading.schedule_here(), reading.read_ticks(session)
    oldest = reading.oldest_due(session, guild_id, now)
    pause = pauses.over(PauseScope.BATTLENET) if guild_id is None else pauses.over_guild(guild_id)
    found = [
        checks.check_redis(is_there=present is not None, seen=seen.get(REDIS)),
        checks.check_clock(schedule, ticks, now),
        *(checks.check_workers(one, present, seen.get(worker_of(one)), now) for one in Queue),
        *(checks.check_source(source, now) for source in _sources(pauses, governor, seen)),
        checks.check_backlog(oldest, pause, now),
    ]
    return Look(
        present=present,
        pauses=pauses,
        governor=governor,
        sightings=seen,
        schedule=schedule,
        ticks=ticks,
        oldest_due_at=oldest,
        checks=found,
        hindrance=checks.hindrance(found, is_paused=pause is not None),
    )


def what_hinders(session: Session, guild_id: int | None, now: datetime) -> str:
    """Return what keeps everybody from being looked at again, as it was written down: Redis is not asked.

    A source that does not answer is none: it is asked again when somebody is due.
    """
    pauses, seen = pauses_at(session, now), read_sightings(session)
    pause = pauses.over(PauseScope.BATTLENET) if guild_id is None else pauses.over_guild(guild_id)
    worker = seen.get(worker_of(Queue.SYNC))
    found = [
        checks.check_redis(is_there=not _is_in_trouble(seen.get(REDIS)), seen=seen.get(REDIS)),
        checks.check_clock(reading.schedule_here(), reading.read_ticks(session), now),
    ]
    if _is_in_trouble(worker):
        found.append(checks.check_workers(Queue.SYNC, RollCall([], []), worker, now))
    return checks.hindrance(found, is_paused=pause is not None)


def _is_in_trouble(seen: Sighting | None) -> bool:
    return seen is not None and seen.trouble_since is not None


def _sources(
    pauses: Pauses, governor: GovernorState, seen: Mapping[str, Sighting]
) -> Sequence[checks.Source]:
    """Return who is asked outside; Warcraft Logs only where it is connected."""
    battle_net = checks.Source(
        name="Battle.net",
        seen=seen.get(BATTLENET),
        pause=pauses.over(PauseScope.BATTLENET),
        refused_since=governor.refused_since,
        resting_until=governor.paused_until,
    )
    if not logs_connection(current_settings()).is_connected:
        return (battle_net,)
    logs = checks.Source(
        name="Warcraft Logs",
        seen=seen.get(WARCRAFTLOGS),
        pause=pauses.over(PauseScope.WARCRAFTLOGS),
    )
    return (battle_net, logs)
