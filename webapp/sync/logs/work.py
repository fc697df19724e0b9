"""What a worker does for logs while its bell rings: claim, ask one question, write; until nothing is due."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from webapp.clients.upstream.errors import UpstreamError
from webapp.clients.warcraftlogs import SENTENCES, WarcraftLogs
from webapp.database import transaction
from webapp.sync import claims, runs
from webapp.sync.logs.apart import Found, ask_apart, nobody
from webapp.sync.logs.claim import LogsClaim, claim_logs
from webapp.sync.logs.store import store_logs
from webapp.sync.logs.targets import put_off
from webapp.sync.logs.zone import keep_zone, season_zone, told_zone
from webapp.sync.quarantine import put_aside
from webapp.words import RunKind, RunOutcome, RunTrigger

SCOPE = "logs"
LONGEST_PAUSE = timedelta(hours=1)
TROUBLE_REST = timedelta(minutes=5)
"""After a question that failed as a whole nobody asks for so long: the others would not be answered either,
and a worker that waits for Warcraft Logs keeps others waiting."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogsShift:
    """Who works on logs, with what, and until when."""

    client: WarcraftLogs
    worker: str
    clock: Callable[[], datetime]
    until: datetime | None = None
    is_told_to_stop: Callable[[], bool] = lambda: False
    trigger: RunTrigger = RunTrigger.SCHEDULE

    def is_over(self) -> bool:
        """Say whether nothing more is to be begun."""
        return self.is_told_to_stop() or (self.until is not None and self.clock() >= self.until)


@dataclass(slots=True)
class LogsReport:
    """What a shift did; ``resume_at`` is when to go on after a pause."""

    characters: int = 0
    questions: int = 0
    resume_at: datetime | None = None


def work_on_logs(shift: LogsShift) -> LogsReport:
    """Look at due logs until none is left, the shift is over, or Warcraft Logs is not to be asked."""
    with transaction() as session:
        claims.drop_orphans(session, shift.worker, shift.clock())
        runs.close_stuck(session, SCOPE, RunKind.LOGS, now=shift.clock())
    put_aside(shift.clock())
    return _LogsWorker(shift).work()


class _LogsWorker:
    def __init__(self, shift: LogsShift) -> None:
        self.shift = shift
        self.report = LogsReport()
        self.run_id: int | None = None
        self.message: str | None = None
        self.has_failed = False

    def work(self) -> LogsReport:
        while not self.shift.is_over() and self.report.resume_at is None:
            claimed = self._claim()
            if not claimed:
                break
            self._look(claimed)
        self._end()
        return self.report

    def _claim(self) -> list[LogsClaim]:
        now = self.shift.clock()
        with transaction() as session:
            claimed = claim_logs(session, self.shift.worker, now)
            if claimed and self.run_id is None:
                begun = runs.begin_or_join(session, SCOPE, RunKind.LOGS, now=now, trigger=self.shift.trigger)
                self.run_id = begun.run_id
        return claimed

    def _look(self, claimed: Sequence[LogsClaim]) -> None:
        """Ask about the claimed and write what comes; an answer that did not come is each one's failure."""
        subjects, zone = [claim.subject for claim in claimed], 0
        try:
            zone = self._zone(subjects[0].region)
            found = ask_apart(partial(self.shift.client.character_rankings, zone=zone), subjects)
        except UpstreamError as error:
            found = nobody(subjects, error)
        self.report.questions += found.questions
        if found.failure is not None:
            self._rest(found.failure)
        elif found.questions > 1:
            log.warning("logs_asked_apart", questions=found.questions, characters=len(found.answers))
        if found.answers:
            self._store([claimed[place] for place in sorted(found.answers)], found, zone)
        if found.halt is not None:
            self._halt(
                [claim for place, claim in enumerate(claimed) if place not in found.answers], found.halt
            )

    def _rest(self, error: UpstreamError) -> None:
        self.report.resume_at = self.shift.clock() + TROUBLE_REST
        self.message, self.has_failed = SENTENCES[error.word], True
        log.warning("logs_question_failed", word=error.word.value, error=str(error))

    def _zone(self, region: str) -> int:
        """Return the zone to ask for; what no season file says is asked for once a day."""
        now = self.shift.clock()
        zone = season_zone(region, now)
        if zone is None:
            with transaction() as session:
                zone = told_zone(session, now)
        if zone is None:
            zone = self.shift.client.newest_raid_zone()
            if zone is None:
                raise UpstreamError("no raid among the zones")
            with transaction() as session:
                keep_zone(session, zone, now)
        return zone.id

    def _store(self, claimed: Sequence[LogsClaim], found: Found, zone: int) -> None:
        now = self.shift.clock()
        answers = [found.answers[place] for place in sorted(found.answers)]
        with transaction() as session:
            tally = store_logs(session, claimed, answers, zone=zone, worker=self.shift.worker, now=now)
            unheld = [claim.target_id for claim in claimed]
            claims.release(session, unheld, worker=self.shift.worker, now=now)
            if self.report.resume_at is not None:
                put_off(session, until=self.report.resume_at)
            if self.run_id is not None:
                runs.count(session, self.run_id, replace(tally, calls=found.questions), now=now)
        self.report.characters += tally.done

    def _halt(self, claimed: Sequence[LogsClaim], error: UpstreamError) -> None:
        """Put off everything that is due until there are points again; nothing counts as failed."""
        now = self.shift.clock()
        asked = timedelta(seconds=error.retry_after or 60.0)
        until = now + min(max(asked, timedelta(seconds=1)), LONGEST_PAUSE)
        self.report.resume_at = until
        self.message = f"{SENTENCES[error.word]} Paused until {until:%H:%M:%S} UTC."
        with transaction() as session:
            targets = [claim.target_id for claim in claimed]
            claims.postpone(session, targets, worker=self.shift.worker, until=until)
            put_off(session, until=until)
        log.warning("logs_paused_until", word=error.word.value, until=until.isoformat())

    def _end(self) -> None:
        if self.run_id is None:
            return
        is_paused = self.report.resume_at is not None and not self.has_failed
        outcome = RunOutcome.PARTIAL if is_paused else None
        with transaction() as session:
            runs.finish(session, self.run_id, now=self.shift.clock(), outcome=outcome, message=self.message)
