"""What is looked at: Redis, each queue's workers, the clock, and who is asked outside. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from webapp.freshness.telling import Ages, duration
from webapp.freshness.why import error_word
from webapp.jobs.engine_facts import RollCall, WorkerFacts
from webapp.lib.errors import ErrorWord
from webapp.operations.health import SKEW, Check, Health, tick_health
from webapp.sync.next_due import REFUSED_PERIOD
from webapp.sync.pauses import Pause
from webapp.sync.seen import Sighting

HEARTBEAT_LATE, HEARTBEAT_DOWN = timedelta(seconds=45), timedelta(seconds=90)
"""An idle worker gives a sign of life every 15 s, a busy one every 5 s; a killed one is gone after 90 s."""
WAITS: Mapping[str, timedelta] = {
    "interactive": timedelta(seconds=30),
    "sync": timedelta(minutes=2),
    "enrichment": timedelta(minutes=5),
}
"""How long a job may wait in a queue before it counts as late; after five times as long nobody serves it."""
WITHOUT_REDIS = (
    "Every page works, and wishes are kept as rows. Nothing new is fetched; that goes on within 15 seconds"
    " once Redis is back."
)
WITHOUT_CLOCK = "What people ask for is still done. Nothing begins by itself; the next clock catches up once."
WITHOUT_WORKER: Mapping[str, str] = {
    "interactive": "Every page works. What people ask for waits its turn with the rest of the sync.",
    "sync": "Every page works, and what people ask for is done. Nothing else is kept fresh.",
    "enrichment": "Rosters and characters stay fresh. Logs wait, and cards follow with each sync.",
}
WITHOUT_SOURCE: Mapping[str, str] = {
    "Battle.net": "Every page works and says how old it is. Everything due is asked for again by itself.",
    "Warcraft Logs": "Everything else works. Logs show their age and are asked for again by themselves.",
}
NEEDED = ("Battle.net", "Redis", "The queue “sync”", "The clock")
"""Subjects of the checks without which nothing that is due is done by itself."""
BEHIND, FAR_BEHIND = timedelta(minutes=15), timedelta(hours=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitor:
    """A periodic thing: its last tick against its period."""

    name: str
    every: timedelta
    last: datetime | None
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is known of a service outside: how it was seen, and what holds calls to it back."""

    name: str
    seen: Sighting | None
    pause: Pause | None = None
    refused_since: datetime | None = None
    resting_until: datetime | None = None


def monitors_of(
    schedule: Mapping[str, timedelta],
    ticks: Mapping[str, datetime],
    paused: frozenset[str],
    now: datetime,
) -> Sequence[Monitor]:
    """Return how each periodic thing is; one that never ticked is new only while another one does."""
    is_alive = clock_health(schedule, ticks, now) in {Health.OK, Health.LATE}
    return [
        Monitor(
            name=name,
            every=every,
            last=ticks.get(name),
            health=tick_health(
                ticks.get(name), every, now, is_paused=name in paused, is_clock_alive=is_alive
            ),
        )
        for name, every in schedule.items()
    ]


def clock_health(schedule: Mapping[str, timedelta], ticks: Mapping[str, datetime], now: datetime) -> Health:
    """Return how the clock itself is, by its most frequent tick."""
    newest, shortest = max(ticks.values(), default=None), min(schedule.values(), default=timedelta())
    return tick_health(newest, shortest, now, is_clock_alive=False)


def check_clock(schedule: Mapping[str, timedelta], ticks: Mapping[str, datetime], now: datetime) -> Check:
    """Say how the clock is."""
    newest, health = max(ticks.values(), default=None), clock_health(schedule, ticks, now)
    if newest is None:
        words = "has never ticked, or not since this database began"
        return Check(subject="The clock", health=health, words=words, works=WITHOUT_CLOCK)
    if newest - now > SKEW:
        words = f"is {duration(newest - now)} ahead: the clocks of these machines differ"
        return Check(subject="The clock", health=health, words=words)
    if health is Health.OK:
        return Check(subject="The clock", health=health, words=f"ticked {duration(now - newest)} ago")
    words = "is late" if health is Health.LATE else "has stopped"
    return Check(subject="The clock", health=health, words=words, since=newest, works=WITHOUT_CLOCK)


def check_redis(*, is_there: bool, seen: Sighting | None) -> Check:
    """Say whether Redis answers; since when not, the clock has written down."""
    if is_there:
        return Check(subject="Redis", health=Health.OK, words="answers")
    return Check(
        subject="Redis",
        health=Health.DOWN,
        words="does not answer",
        since=_since(seen),
        works=WITHOUT_REDIS,
    )


def check_workers(queue: str, present: RollCall | None, seen: Sighting | None, now: datetime) -> Check:
    """Say whether anybody serves a queue, and whether its jobs come to their turn."""
    subject, works = f"The queue “{queue}”", WITHOUT_WORKER.get(queue, "")
    if present is None:
        return Check(subject=subject, health=Health.UNKNOWN, words="is not known while Redis is away")
    beats = [one.heartbeat_at for one in present.serving(queue) if one.heartbeat_at is not None]
    if not beats:
        words = "has no worker"
        return Check(subject=subject, health=Health.DOWN, words=words, since=_since(seen), works=works)
    silence = now - max(beats)
    if silence > HEARTBEAT_LATE:
        health = Health.DOWN if silence > HEARTBEAT_DOWN else Health.LATE
        words = f"has a worker without a sign of life for {duration(silence)}"
        return Check(subject=subject, health=health, words=words, since=max(beats), works=works)
    return _check_waiting(subject, queue, present, now) or Check(
        subject=subject, health=Health.OK, words=_at_work(present.serving(queue))
    )


def _check_waiting(subject: str, queue: str, present: RollCall, now: datetime) -> Check | None:
    facts = next((one for one in present.queues if one.queue == queue), None)
    limit = WAITS.get(queue)
    if facts is None or facts.oldest_at is None or limit is None or now - facts.oldest_at <= limit:
        return None
    waited = now - facts.oldest_at
    return Check(
        subject=subject,
        health=Health.DOWN if waited > 5 * limit else Health.LATE,
        words=f"has let a job wait for {duration(waited)}",
        since=facts.oldest_at,
        works=WITHOUT_WORKER.get(queue, ""),
    )


def _at_work(workers: Sequence[WorkerFacts]) -> str:
    busy = sum(worker.job is not None for worker in workers)
    whom = "1 worker" if len(workers) == 1 else f"{len(workers)} workers"
    return f"has {whom}, {busy} busy" if busy else f"has {whom}, idle"


def check_source(source: Source, now: datetime) -> Check:
    """Say whether a service outside answers, is not to be asked, or refuses our key."""
    works = WITHOUT_SOURCE.get(source.name, "")
    if source.pause is not None:
        return _check(source, Health.PAUSED, "is paused by hand", since=source.pause.paused_at, works=works)
    if source.refused_since is not None:
        return _check(source, Health.DOWN, "refuses our key", since=source.refused_since, works=works)
    seen = source.seen
    if seen is None:
        return _check(source, Health.NEW, "has not been asked yet")
    if seen.trouble_since is not None:
        words = "refuses our key" if _is_refused(seen) else "does not answer"
        again = asked_again(seen, now)
        return _check(source, Health.DOWN, words, since=seen.trouble_since, works=works, again=again)
    if source.resting_until is not None and source.resting_until > now:
        rest = duration(source.resting_until - now)
        return _check(source, Health.PAUSED, f"lets us wait another {rest}: its allowance is used up")
    return _check(source, Health.OK, f"answered {duration(now - (seen.answered_at or seen.looked_at))} ago")


def asked_again(seen: Sighting, now: datetime) -> str:
    """Say when a service in trouble was asked last, and when it is asked again by itself."""
    at, told = seen.asked_again_at, Ages(now)
    if at is None:
        return ""
    ahead = "any moment" if at - now < timedelta(seconds=1) else told.ahead(at)
    if _is_refused(seen):  # its client keeps everybody back for so long
        ahead = f"every {duration(REFUSED_PERIOD)}"
    return f"Last asked {told.past(seen.looked_at)}; asked again by itself {ahead}."


def _is_refused(seen: Sighting) -> bool:
    return error_word(seen.trouble) is ErrorWord.AUTH


def check_backlog(oldest_due_at: datetime | None, pause: Pause | None, now: datetime) -> Check:
    """Say whether what is due is done in time."""
    if oldest_due_at is None or now - oldest_due_at <= BEHIND:
        return Check(subject="What is due", health=Health.OK, words="is done in time")
    behind = now - oldest_due_at
    words = f"has waited for {duration(behind)}"
    if pause is not None:
        return Check(subject="What is due", health=Health.PAUSED, words=words, since=pause.paused_at)
    health = Health.DOWN if behind > FAR_BEHIND else Health.LATE
    works = "Pages work and say how old they are; the oldest is done first."
    return Check(subject="What is due", health=health, words=words, since=oldest_due_at, works=works)


def hindrance(found: Sequence[Check], *, is_paused: bool) -> str:
    """Return what keeps all that is due waiting, as a clause after "while"; empty where nothing does."""
    if is_paused:
        return "it is paused by hand"
    by_subject = {check.subject: check for check in found if check.health in {Health.DOWN, Health.PAUSED}}
    stops = next((by_subject[subject] for subject in NEEDED if subject in by_subject), None)
    return "" if stops is None else f"{stops.subject.replace('The ', 'the ', 1)} {stops.words}"


def _check(
    source: Source,
    health: Health,
    words: str,
    *,
    since: datetime | None = None,
    works: str = "",
    again: str = "",
) -> Check:
    return Check(subject=source.name, health=health, words=words, since=since, works=works, again=again)


def _since(seen: Sighting | None) -> datetime | None:
    return None if seen is None else seen.trouble_since or seen.answered_at
