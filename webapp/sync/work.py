"""What a worker does while a bell rings: facts of the game, rosters, characters. Also without any queue."""

import os
import socket
from datetime import datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError

from webapp.clients.battlenet import BattleNet
from webapp.database import transaction
from webapp.freshness.states import ROSTER_PERIOD
from webapp.sync import claims, runs
from webapp.sync.characters import Report, Shift, work_on_characters
from webapp.sync.claims import Reach
from webapp.sync.fetch import Clock
from webapp.sync.gamedata import refresh_game_data, regions_due
from webapp.sync.pausing import pauses_at
from webapp.sync.quarantine import put_aside
from webapp.sync.roster import RosterReport, store_answer
from webapp.sync.roster_answer import ask_for_roster
from webapp.words import RunKind, RunOutcome, RunTrigger

log = structlog.get_logger()


def work(shift: Shift) -> Report:
    """Do everything that is due within the shift's reach: the game's facts, rosters, then characters."""
    with transaction() as session:
        if claims.drop_orphans(session, shift.reach.worker, shift.clock()):
            log.warning("orphans_dropped", worker=shift.reach.worker)
    put_aside(shift.clock())
    if not shift.reach.wishes_only:
        work_on_game_data(shift)
    resume_at = work_on_rosters(shift)
    if resume_at is not None:
        return Report(resume_at=resume_at)
    return work_on_characters(shift)


def work_on_game_data(shift: Shift) -> None:
    """Refresh the facts of regions where they are older than a day."""
    with transaction() as session:
        is_paused = pauses_at(session, shift.clock()).stop_battlenet
        regions = [] if is_paused else regions_due(session, shift.clock())
    for region in regions:
        if shift.is_over():
            return
        try:
            refresh_game_data(region, shift.client, now=shift.clock())
        except SQLAlchemyError:  # odd facts about the game must not keep guilds from being synced
            log.exception("game_data_not_stored", region=region)


def work_on_rosters(shift: Shift) -> datetime | None:
    """Bring due rosters up to date; return when to go on if all calls are paused."""
    while not shift.is_over():
        report = sync_next_roster(shift)
        if report is None:
            return None
        if report.is_halted:
            return (
                shift.clock() + claims.LEASE
                if report.retry_after is None
                else shift.clock() + report.retry_after
            )
    return None


def sync_next_roster(shift: Shift) -> RosterReport | None:
    """Claim one due roster and bring it up to date; None when none is due."""
    now = shift.clock()
    with transaction() as session:
        claim = claims.claim_roster(session, shift.reach, now)
        if claim is None:
            return None
        begun = runs.begin_or_join(
            session,
            runs.guild_scope(claim.guild_id),
            RunKind.ROSTER,
            now=now,
            trigger=shift.trigger,
        )
        if runs.is_cancelled(session, begun.run_id):
            claims.decline(session, claim.target_id, until=now + ROSTER_PERIOD)
            runs.cancel_rest(session, begun.run_id, claim.guild_id, now=now)
            return RosterReport(outcome=RunOutcome.CANCELLED)
    answer = ask_for_roster(shift.client, claim)
    with transaction() as session:
        return store_answer(
            session, claim, answer, run_id=begun.run_id, worker=shift.reach.worker, now=shift.clock()
        )


def process_name() -> str:
    """Return a name that no other living process has: two that share one take each other's claims away."""
    return f"{socket.gethostname()}-{os.getpid()}"[-96:]


def sync_guild_now(
    guild_id: int, client: BattleNet, *, threads: int, clock: Clock, worker: str | None = None
) -> Report:
    """Bring one guild up to date in this process, along the same way as the workers' jobs."""
    reach = Reach(worker=worker or process_name(), guild_id=guild_id)
    shift = Shift(client=client, reach=reach, threads=threads, clock=clock, trigger=RunTrigger.COMMAND)
    return work(shift)


def sync_character_now(
    character_id: int, client: BattleNet, *, clock: Clock, worker: str | None = None
) -> Report:
    """Look at one due character in this process, along the same way as the workers' jobs."""
    reach = Reach(worker=worker or process_name(), character_id=character_id)
    shift = Shift(client=client, reach=reach, threads=1, clock=clock, trigger=RunTrigger.COMMAND)
    return work_on_characters(shift)
