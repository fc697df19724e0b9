"""Keep characters fresh: claim, fetch and apply at the same time, until nothing is left or time is up."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from webapp.caching.api import invalidate_guild
from webapp.clients.battlenet import BattleNet
from webapp.database import transaction
from webapp.lib.errors import ErrorWord
from webapp.lib.garbage import rare_collections
from webapp.sync import claims, runs
from webapp.sync.apply import Applied, apply_looks, end_run
from webapp.sync.claims import Reach
from webapp.sync.fetch import Clock, Pipeline
from webapp.sync.next_due import REFUSED_PERIOD, pause_length
from webapp.sync.queries import trigger_of_wishes
from webapp.sync.results import CharacterFetch, SectionResult
from webapp.sync.subjects import Subject
from webapp.words import RunKind, RunTrigger

APPLY_AT_ONCE = 40
"""Looks that one transaction writes; finished ones wait for company no longer than APPLY_WITHIN."""
APPLY_WITHIN = timedelta(seconds=2)
STOP_WITHIN = timedelta(seconds=15)
"""After a stop signal calls that are under way get this long; the deployment's limit is 25 s."""
_POLL_SECONDS = 0.2
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One worker's stretch of work: who works, on what, and until when."""

    client: BattleNet
    reach: Reach
    threads: int
    clock: Clock
    until: datetime | None = None
    is_told_to_stop: Callable[[], bool] = lambda: False
    trigger: RunTrigger = RunTrigger.SCHEDULE

    def is_over(self) -> bool:
        """Say whether nothing new is to be begun."""
        return self.is_told_to_stop() or (self.until is not None and self.clock() >= self.until)


@dataclass(slots=True)
class Report:
    """What a shift did; ``resume_at`` is set when all calls are paused until then."""

    characters: int = 0
    discovered: int = 0
    """Guilds that are tracked from now on, whose rosters are due."""
    resume_at: datetime | None = None
    runs: dict[int | None, int] = field(default_factory=dict)
    """The run of each guild that was worked on; under None that of characters without a guild."""


def work_on_characters(shift: Shift) -> Report:
    """Work through due characters until none is left, the shift is over, or all calls are paused."""
    pipeline = Pipeline(shift.client, threads=shift.threads, clock=shift.clock)
    try:
        with rare_collections():
            return _Worker(shift, pipeline).work()
    finally:
        pipeline.close()


class _Worker:
    """The one thread that has a database session."""

    def __init__(self, shift: Shift, pipeline: Pipeline) -> None:
        self.shift, self.pipeline = shift, pipeline
        self.report = Report()
        self.ready: list[CharacterFetch] = []
        self.ready_since = self.renewed_at = shift.clock()
        self.is_exhausted = False
        self.has_claimed = self.has_run_out = self.is_with_suspect = False
        self.pause_message = ""
        self.stopping_since: datetime | None = None

    def work(self) -> Report:
        """Read whoever is due until nobody is, or it is told to stop; return what came of it."""
        while self._goes_on():
            self._claim_more()
            self._collect(self.pipeline.take(seconds=_POLL_SECONDS))
            if self._is_time_to_apply():
                self._apply()
            self._renew()
        self._apply()
        self._give_back(self.pipeline.unfinished())
        return self.report

    def _goes_on(self) -> bool:
        if self.stopping_since is not None:
            waited = self.shift.clock() - self.stopping_since
            return not self.pipeline.is_idle and waited < STOP_WITHIN
        if self.shift.is_told_to_stop():
            self._stop()
            return True
        return not self.pipeline.is_idle or self._may_claim()

    def _may_claim(self) -> bool:
        has_halted = self.report.resume_at is not None or self.stopping_since is not None
        must_wait = (self.is_with_suspect or self.has_run_out) and not self.pipeline.is_idle
        return not (self.is_exhausted or must_wait or has_halted or self.shift.is_over())

    def _stop(self) -> None:
        """Begin nothing new, give back what nobody has begun, let calls under way end."""
        self.stopping_since = self.shift.clock()
        self.pipeline.stop()
        self._give_back(self.pipeline.abandon())

    def _claim_more(self) -> None:
        if not self._may_claim() or not self.pipeline.wants_more:
            return
        now = self.shift.clock()
        with transaction() as session:
            subjects = self._claim(session, now)
            is_wanted = bool(subjects) and self._join_run(session, subjects[0].guild_id, now)
        self.pipeline.submit(subjects if is_wanted else [])

    def _join_run(self, session: Session, guild_id: int | None, now: datetime) -> bool:
        """Begin or join the run of what was claimed; say whether it goes on, or somebody cancelled it."""
        scope, kind = runs.scope_of(guild_id), RunKind.CHARACTERS
        trigger = self.shift.trigger
        if trigger is RunTrigger.PERSON:  # or somebody at the command line
            trigger = trigger_of_wishes(session, scope, self.shift.reach.worker) or trigger
        begun = runs.begin_or_join(session, scope, kind, now=now, trigger=trigger)
        if runs.is_cancelled(session, begun.run_id):
            runs.cancel_rest(session, begun.run_id, guild_id, now=now)
            return False
        runs.plan(session, begun.run_id, guild_id, now=now)
        self.report.runs[guild_id] = begun.run_id
        return True

    def _claim(self, session: Session, now: datetime) -> list[Subject]:
        """Claim a batch; one at whom a worker died comes first and last in a shift, and always alone."""
        reach, holds_nothing = self.shift.reach, self.pipeline.is_idle and not self.ready
        subjects = [] if self.has_claimed else claims.claim_suspect(session, reach, now)
        self.has_claimed, self.is_with_suspect = True, bool(subjects)
        if not subjects and not self.has_run_out:
            subjects = claims.claim_characters(session, reach, now)
            self.has_run_out = not subjects
        if not subjects and holds_nothing:
            subjects = claims.claim_suspect(session, reach, now)
            self.is_with_suspect = bool(subjects)
            self.is_exhausted = not subjects
        return subjects

    def _collect(self, looks: Sequence[CharacterFetch]) -> None:
        if not self.ready:
            self.ready_since = self.shift.clock()
        for look in looks:
            if look.is_whole:
                self.ready.append(look)
            elif look.halt is not None:
                self._halt(look, look.halt)
            else:
                self._give_back([look.subject])

    def _halt(self, look: CharacterFetch, answer: SectionResult) -> None:
        """Put off everything that is held until calls go on; nothing counts as failed."""
        now = self.shift.clock()
        until = now + (REFUSED_PERIOD if answer.word is ErrorWord.AUTH else pause_length(answer.retry_after))
        held = [look.subject, *self.pipeline.abandon()]
        word = answer.word or ErrorWord.RATE_LIMITED
        self.report.resume_at = max(until, self.report.resume_at or until)
        self.pause_message = f"{word.sentence} Paused until {self.report.resume_at:%H:%M:%S} UTC."
        with transaction() as session:
            claims.postpone(
                session,
                [subject.target_id for subject in held],
                worker=self.shift.reach.worker,
                until=until,
            )
            for guild_id in dict.fromkeys(subject.guild_id for subject in held):
                run_id = self.report.runs[guild_id]
                calls = look.calls if guild_id == look.subject.guild_id else 0
                runs.count(session, run_id, runs.Tally(calls=calls), now=now)
                self._pause(session, run_id, now)
        log.warning("sync_paused", word=word.value, until=until.isoformat())

    def _pause(self, session: Session, run_id: int, now: datetime) -> None:
        until = self.report.resume_at or now
        runs.pause(session, run_id, until=until, message=self.pause_message, now=now)

    def _is_time_to_apply(self) -> bool:
        if not self.ready:
            return False
        has_waited = self.shift.clock() - self.ready_since >= APPLY_WITHIN
        return len(self.ready) >= APPLY_AT_ONCE or has_waited or self.pipeline.is_idle

    def _apply(self) -> None:
        by_guild: dict[int | None, list[CharacterFetch]] = defaultdict(list)
        for look in self.ready:
            by_guild[look.subject.guild_id].append(look)
        self.ready = []
        for guild_id, looks in by_guild.items():
            self._apply_to(guild_id, looks)
            self.report.characters += len(looks)

    def _apply_to(self, guild_id: int | None, looks: Sequence[CharacterFetch]) -> None:
        run_id, now = self.report.runs[guild_id], self.shift.clock()
        with transaction() as session:
            applied = apply_looks(session, looks, run_id=run_id, worker=self.shift.reach.worker, now=now)
            if applied.is_cancelled:
                self.pipeline.abandon(lambda subject: subject.guild_id == guild_id)
                runs.cancel_rest(session, run_id, guild_id, now=now)
            elif self.report.resume_at is not None:
                self._pause(session, run_id, now)
            elif applied.is_done:
                end_run(session, run_id, guild_id, now=now)
        if guild_id is not None and is_seen_without_version(applied):
            invalidate_guild(guild_id)
        self.report.discovered += applied.discovered

    def _give_back(self, subjects: Sequence[Subject]) -> None:
        if not subjects:
            return
        with transaction() as session:
            claims.release(
                session,
                [subject.target_id for subject in subjects],
                worker=self.shift.reach.worker,
                now=self.shift.clock(),
            )

    def _renew(self) -> None:
        now = self.shift.clock()
        if now - self.renewed_at < claims.RENEW_EVERY or self.pipeline.is_idle:
            return
        self.renewed_at = now
        with transaction() as session:
            claims.renew(session, self.shift.reach.worker, now)


def is_seen_without_version(applied: Applied) -> bool:
    """Say whether kept rosters would tell old states: a look that finds nothing new makes no version.

    That a run has ended is in the strip alone, which is kept for seconds and never while one is under way.
    """
    return applied.has_turned or applied.is_cancelled
