"""Facts of the engine as rows that people read. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from webapp.freshness.telling import duration
from webapp.freshness.why import error_word
from webapp.jobs.engine_facts import RollCall, WorkerFacts
from webapp.lib.errors import Who
from webapp.operations.checks import HEARTBEAT_DOWN, HEARTBEAT_LATE, Monitor, check_workers
from webapp.operations.health import Health
from webapp.operations.status.page import MonitorRow, PauseRow, QueueRow, RunRow, WorkerRow
from webapp.sync.facts import RunFacts
from webapp.sync.pauses import Pause, Pauses
from webapp.web.run_words import TITLES, figures, remarks, run_sentence
from webapp.words import PauseScope, RunOutcome, RunTrigger

PURPOSES: Mapping[str, str] = {
    "interactive": "what somebody waits for",
    "sync": "rosters and characters",
    "enrichment": "cards, logs and tidying",
}
JOBS: Mapping[str, str] = {
    "sync-due": "Bringing guilds up to date",
    "sync-wishes": "Doing what people wait for",
    "sync-logs": "Reading logs",
    "build-cards": "Building cards",
    "add-cards": "Adding cards",
    "wake-stale-cards": "Looking after stale cards",
    "write-uses": "Noting uses of tokens and sessions",
    "count-health": "Counting what is stored",
    "close-weeks": "Closing weeks in the history",
    "ask-the-silent": "Asking again who did not answer",
}
"""What a job does, by the key under which it is rung."""
MONITORS: Mapping[str, str] = {
    "sync": "Look what is due",
    "cards": "Look which cards are due",
    "warming": "Keep warm what is looked at",
    "missing-cards": "Add missing cards",
    "stale-cards": "Look after stale cards",
    "logs": "Look whose logs are due",
    "retention": "Drop old runs",
    "weeks": "Look which weeks ended",
    "sweep": "Forget what may not be kept",
    "page-views": "Roll up page views",
    "uses": "Note uses of tokens and sessions",
    "health": "Count what is stored",
    "silence": "Ask again who did not answer",
}
TRIGGERS: Mapping[RunTrigger, str] = {
    RunTrigger.SCHEDULE: "by schedule",
    RunTrigger.PERSON: "somebody asked",
    RunTrigger.COMMAND: "at the command line",
}
OUTCOMES: Mapping[RunOutcome | None, str] = {
    None: "under way",
    RunOutcome.OK: "done",
    RunOutcome.PARTIAL: "done in part",
    RunOutcome.FAILED: "failed",
    RunOutcome.CANCELLED: "cancelled",
    RunOutcome.SUSPICIOUS: "held back",
}
BAD = frozenset({RunOutcome.PARTIAL, RunOutcome.FAILED, RunOutcome.SUSPICIOUS})
WHO: Mapping[Who, str] = {
    Who.PLAYER: "the player",
    Who.NOBODY: "nobody",
    Who.TIME: "time; it is tried again",
    Who.ADMIN: "whoever runs this server",
    Who.DEVELOPER: "Muster's developers",
}
PAUSABLE: Mapping[PauseScope, tuple[str, str]] = {
    PauseScope.EVERYTHING: (
        "Everything",
        "Neither Battle.net nor Warcraft Logs is asked. Pages, cards and signing in work as before.",
    ),
    PauseScope.BATTLENET: ("Battle.net", "No roster and no character is read. Logs are still read."),
    PauseScope.WARCRAFTLOGS: ("Warcraft Logs", "No logs are read. Rosters and characters are still read."),
}
OF_GUILD = (
    "This guild",
    "Neither its roster nor its characters nor their logs are read. Its pages still open.",
)
_LOOSE = {"lone": "characters without a guild", "logs": "everybody in season"}


def run_rows(
    runs: Sequence[RunFacts], names: Mapping[int, tuple[str, str]], *, cancel_at: str
) -> Sequence[RunRow]:
    """Return runs as rows; ``names`` are guilds with their addresses, ``cancel_at`` where one is stopped."""
    return [_run_row(run, names, cancel_at) for run in runs]


def _run_row(run: RunFacts, names: Mapping[int, tuple[str, str]], cancel_at: str) -> RunRow:
    whom, path = whose(run.scope, names)
    is_over = run.finished_at is not None
    outcome = "stopping" if run.is_cancelling else OUTCOMES[run.outcome] if is_over else OUTCOMES[None]
    return RunRow(
        id=run.id,
        title=TITLES[run.kind],
        whom=whom,
        whose_path=path,
        why=TRIGGERS[run.trigger],
        began_at=run.started_at,
        ended_at=run.finished_at,
        done=run.done,
        planned=run.planned,
        figures=[run_sentence(run)] if is_over else list(figures(run)),
        remarks=list(remarks(run)),
        outcome=outcome,
        is_bad=run.outcome in BAD,
        cancel_path=None if is_over or run.is_cancelling else f"{cancel_at}{run.id}/cancel",
    )


def whose(scope: str, names: Mapping[int, tuple[str, str]]) -> tuple[str, str | None]:
    """Return whom a run is about, and the address of that guild if it is one."""
    kind, _, which = scope.partition(":")
    if kind == "guild":
        return names.get(int(which), ("a guild that is gone", None))
    return (which.upper() if kind == "region" else _LOOSE.get(scope, scope)), None


def queue_rows(present: RollCall | None, queues: Sequence[str], now: datetime) -> Sequence[QueueRow]:
    """Return every queue as its check finds it; without Redis nobody knows how it is."""
    known = {} if present is None else {one.queue: one for one in present.queues}
    rows = []
    for name in queues:
        facts = known.get(name)
        rows.append(
            QueueRow(
                name=name,
                purpose=PURPOSES.get(name, ""),
                waiting=None if facts is None else facts.waiting,
                oldest_at=None if facts is None else facts.oldest_at,
                health=check_workers(name, present, None, now).health,
            )
        )
    return rows


def worker_rows(workers: Sequence[WorkerFacts], now: datetime) -> Sequence[WorkerRow]:
    """Return every worker with its last sign of life and what it does."""
    return [
        WorkerRow(
            name=one.name,
            queue=one.queue,
            heartbeat_at=one.heartbeat_at,
            doing="idle" if one.job is None else job_words(one.job),
            since=one.job_began_at,
            health=beat_health(one.heartbeat_at, now),
        )
        for one in sorted(workers, key=lambda one: (one.queue, one.name))
    ]


def job_words(key: str) -> str:
    """Return what a job does; one of another version is shown by its key."""
    stem, _, number = key.rpartition("-")
    name = stem if number.isdigit() else key
    return JOBS.get(name, name.replace("-", " ").capitalize())


def beat_health(at: datetime | None, now: datetime) -> Health:
    """Return how a worker is by its last sign of life."""
    if at is None:
        return Health.UNKNOWN
    silence = now - at
    if silence > HEARTBEAT_DOWN:
        return Health.DOWN
    return Health.LATE if silence > HEARTBEAT_LATE else Health.OK


def monitor_rows(monitors: Sequence[Monitor]) -> Sequence[MonitorRow]:
    """Return every periodic thing with its period and how late it may be."""
    return [
        MonitorRow(
            name=MONITORS.get(one.name, one.name.replace("-", " ").capitalize()),
            last=one.last,
            every=duration(one.every),
            grace=duration(one.every),
            health=one.health,
        )
        for one in monitors
    ]


def pause_rows(pauses: Pauses, guild_id: int | None) -> Sequence[PauseRow]:
    """Return what may be paused here, and how it stands."""
    if guild_id is not None:
        return [_pause_row(PauseScope.GUILD, OF_GUILD, pauses.of_guild(guild_id))]
    by_scope = {one.scope: one for one in pauses.every if one.guild_id is None}
    return [_pause_row(scope, words, by_scope.get(scope)) for scope, words in PAUSABLE.items()]


def _pause_row(scope: PauseScope, words: tuple[str, str], pause: Pause | None) -> PauseRow:
    label, hint = words
    if pause is None:
        return PauseRow(value=scope.value, label=label, hint=hint)
    return PauseRow(
        value=scope.value,
        label=label,
        hint=hint,
        since=pause.paused_at,
        resumes_at=pause.resumes_at,
        reason=pause.reason,
    )


def announcement_of(runs: Sequence[RunRow], title: str) -> str:
    """Return what a screen reader says: how far the runs are, else how everything is."""
    told = [f"{one.title}, {one.whom}: {one.done} of {one.planned}" for one in runs if one.planned]
    return "; ".join(told) or title


def why_words(outcome: str | None) -> tuple[str, str]:
    """Return why a member fails, and who can mend it."""
    word = error_word(outcome)
    return (word.sentence, WHO[word.who]) if word else ("The last attempts failed.", WHO[Who.TIME])
