"""Read the status of the sync: of the server, or of one guild."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.config import current_settings
from webapp.extensions import db
from webapp.jobs.queues import Queue
from webapp.lib.forms import FieldProblem
from webapp.lib.governor import GovernorState
from webapp.models import HeldRoster
from webapp.operations import checks, reading
from webapp.operations.health import verdict_of
from webapp.operations.look import Look, look_at_everything
from webapp.operations.plan import plan_of
from webapp.operations.status import rows
from webapp.operations.status.guild_reading import members_of
from webapp.operations.status.log_reading import read_log
from webapp.operations.status.page import Live, Quota, StatusPage, Whose
from webapp.operations.summing_up import summed_up
from webapp.permissions.audience_words import audience_of
from webapp.permissions.policy import Tool
from webapp.permissions.viewer import Access
from webapp.sync.logs.outside import logs_connection, warcraftlogs
from webapp.sync.pauses import Pauses
from webapp.sync.pausing import pauses_at
from webapp.sync.places import CALLS_A_CHARACTER
from webapp.sync.queries import active_runs
from webapp.sync.runs import guild_scope
from webapp.web.guild_address import GuildAddress

SERVER_HOME = "/operations/sync/"
RECENT = 15
WHILE_RUNNING, ELSE = "every 3s", "every 20s"


def server_page(*, now: datetime, problems: Sequence[FieldProblem] = ()) -> StatusPage:
    """Return the status of everything, for whoever runs the server."""
    session = db.session()
    pauses = pauses_at(session, now)
    return StatusPage(
        guild=None,
        home=SERVER_HOME,
        audience=None,
        live=server_live(now=now),
        pauses=rows.pause_rows(pauses, None),
        problems=problems,
        log=read_log(session),
    )


def server_live(*, now: datetime) -> Live:
    """Return the part of it that asks for itself."""
    session = db.session()
    look = look_at_everything(session, None, now)
    live = _live(session, None, look, home=SERVER_HOME, now=now)
    held = reading.guilds_of(session, set(session.scalars(select(HeldRoster.guild_id))))
    workers = None if look.present is None else rows.worker_rows(look.present.workers, now)
    return replace(live, workers=workers, held=dict(held.values()))


def guild_page(
    guild: GuildAddress, access: Access, *, now: datetime, problems: Sequence[FieldProblem] = ()
) -> StatusPage:
    """Return the status of one guild's data, for its officers."""
    return StatusPage(
        guild=whose(guild),
        home=f"{guild.path}sync/",
        audience=audience_of(Tool.OPERATIONS, access.rules),
        live=guild_live(guild, now=now),
        pauses=rows.pause_rows(pauses_at(db.session(), now), guild.id),
        problems=problems,
    )


def whose(guild: GuildAddress | None) -> Whose | None:
    """Return what the head of a page says of its guild."""
    if guild is None:
        return None
    return Whose(
        name=guild.name,
        path=guild.path,
        realm_name=guild.realm_name,
        region=guild.region,
        faction=guild.faction,
    )


def guild_live(guild: GuildAddress, *, now: datetime) -> Live:
    """Return the part of it that asks for itself."""
    session = db.session()
    look = look_at_everything(session, guild.id, now)
    live = _live(session, guild.id, look, home=f"{guild.path}sync/", now=now)
    is_held = session.get(HeldRoster, guild.id) is not None
    held = {guild.name: guild.path} if is_held else {}
    return replace(live, members=members_of(session, guild, now), held=held)


def _live(session: Session, guild_id: int | None, look: Look, *, home: str, now: datetime) -> Live:
    scope = None if guild_id is None else guild_scope(guild_id)
    running = active_runs(session, now, scope=scope)
    recent = reading.recent_runs(session, now, scope=scope, limit=RECENT)
    guild_ids = {one.scope for one in (*running, *recent) if one.scope.startswith("guild:")}
    names = reading.guilds_of(session, {int(one.partition(":")[2]) for one in guild_ids})
    active = rows.run_rows(running, names, cancel_at=f"{home}runs/")
    paused = _paused_monitors(look.pauses)
    verdict = verdict_of(summed_up(look.checks))
    return Live(
        at=now,
        trigger=WHILE_RUNNING if active else ELSE,
        announcement=rows.announcement_of(active, verdict.title),
        verdict=verdict,
        checks=look.checks,
        members=None,
        running=active,
        recent=rows.run_rows(recent, names, cancel_at=""),
        plan=plan_of(
            reading.read_plan(session, guild_id, now),
            calls_each=CALLS_A_CHARACTER,
            per_hour=look.governor.per_hour,
            per_second=look.governor.per_second,
            now=now,
            hindrance=look.hindrance,
        ),
        quotas=_quotas(look.governor, now),
        queues=rows.queue_rows(look.present, [queue.value for queue in Queue], now),
        workers=None,
        monitors=rows.monitor_rows(checks.monitors_of(look.schedule, look.ticks, paused, now)),
    )


def _paused_monitors(pauses: Pauses) -> frozenset[str]:
    """Return the periodic things that tick and ring for nothing."""
    stopped = (("sync", pauses.stop_battlenet), ("logs", pauses.stop_logs))
    return frozenset(name for name, is_stopped in stopped if is_stopped)


def _quotas(governor: GovernorState, now: datetime) -> Sequence[Quota]:
    shared = "" if governor.is_shared else " Redis is away: this is one process's share."
    quotas = [
        Quota(
            name="Battle.net",
            used=governor.used_this_hour,
            limit=governor.per_hour,
            unit="calls in the last hour",
            resets_at=governor.paused_until,
            reset_words="Battle.net asked for a pause; it is asked again",
            words=f"{round(governor.per_second, 1):g} a second at most; comes back minute by minute.{shared}",
        )
    ]
    if not logs_connection(current_settings()).is_connected:
        return quotas
    points = warcraftlogs().points()
    is_known = points.left(now.timestamp()) is not None
    logs = Quota(
        name="Warcraft Logs",
        used=round(points.spent) if is_known else None,
        limit=round(points.limit or 0),
        unit="points this hour",
        resets_at=datetime.fromtimestamp(points.resets_at, UTC) if is_known else None,
        reset_words="All points are back",
        words="A tenth is left to whatever else uses the same key.",
    )
    return [*quotas, logs]
