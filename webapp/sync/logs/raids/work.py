"""What a worker does for raid reports while its bell rings: claim a guild, ask, write; until none is due."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from webapp.clients.upstream.errors import NotFound, RateLimited, Unauthorised, UpstreamError
from webapp.clients.warcraftlogs import RaidReport, WarcraftLogs
from webapp.database import transaction
from webapp.seasons import season_at
from webapp.sync.logs.raids.looks import RaidClaim, claim_raid_look
from webapp.sync.logs.raids.next_look import next_raid_look
from webapp.sync.logs.raids.store import KEPT_FOR, Told, store_failure, store_reports

MOST_PAGES = 4
"""A hundred reports in eight weeks; of more only the newest are told."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class RaidShift:
    """Who looks at reports, with what, and until when."""

    client: WarcraftLogs
    clock: Callable[[], datetime]
    until: datetime
    is_told_to_stop: Callable[[], bool] = lambda: False


def work_on_raids(shift: RaidShift) -> int:
    """Look at the reports of guilds that are due; return of how many. Trouble of Warcraft Logs ends it."""
    looked = 0
    while not shift.is_told_to_stop() and shift.clock() < shift.until:
        with transaction() as session:
            claim = claim_raid_look(session, shift.clock())
        if claim is None:
            break
        looked += 1
        if not _look(shift, claim):
            break
    return looked


def _look(shift: RaidShift, claim: RaidClaim) -> bool:
    """Ask about a guild and write what came; return whether others may be asked about now."""
    try:
        told = _asked(shift, claim)
    except UpstreamError as error:
        _fail(claim, error, shift.clock())
        return not (isinstance(error, RateLimited | Unauthorised) or error.is_retryable)
    now = shift.clock()
    newest = max((one.started_at for one in told.reports), default=None)
    due_at = next_raid_look(
        None, failures=0, newest=newest, retry_after=None, now=now, jitter=random.random()
    )
    with transaction() as session:
        store_reports(session, claim, told, due_at=due_at, now=now)
    return True


def _asked(shift: RaidShift, claim: RaidClaim) -> Told:
    """Ask page after page until reports are older than what is kept; raises UpstreamError."""
    now = shift.clock()
    since, not_raids = now - KEPT_FOR, {season_at(claim.subject.region, now).mythic.logs_zone_id}
    found: list[RaidReport] = []
    for page in range(1, MOST_PAGES + 1):
        answer = shift.client.guild_attendance(claim.subject, page)
        if answer is None:
            raise NotFound("no such guild")
        found += [one for one in answer.reports if one.started_at >= since and one.zone_id not in not_raids]
        is_past = any(one.started_at < since for one in answer.reports)
        if is_past or not (answer.has_more and answer.reports):
            return Told(found, are_all=True)
    return Told(found, are_all=False)


def _fail(claim: RaidClaim, error: UpstreamError, now: datetime) -> None:
    wait = None if error.retry_after is None else timedelta(seconds=error.retry_after)
    due_at = next_raid_look(
        error.word,
        failures=claim.failures + 1,
        newest=None,
        retry_after=wait,
        now=now,
        jitter=random.random(),
    )
    with transaction() as session:
        store_failure(session, claim, error.word, error.detail, due_at=due_at, now=now)
    log.warning("raid_reports_not_read", guild_id=claim.guild_id, word=error.word.value)
