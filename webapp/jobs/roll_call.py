"""Who works and what waits: queues and workers as Redis knows them, in at most three round trips."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

import redis
from rq import Worker
from rq.job import Job
from rq.utils import utcparse

from webapp.jobs.engine_facts import QueueFacts, RollCall, WorkerFacts
from webapp.jobs.queues import Queue

_WORKERS = Worker.redis_workers_keys


def roll_call(connection: redis.Redis) -> RollCall:
    """Ask Redis; raises its errors."""
    lengths, heads, keys = _first(connection)
    ids = {queue: _text(head) for queue, head in heads.items() if head is not None}
    asked = connection.pipeline(transaction=False)
    for job_id in ids.values():
        asked.hget(Job.key_for(job_id), "enqueued_at")
    for key in keys:
        asked.hgetall(key)
    answers = list(asked.execute())
    since = dict(zip(ids, answers, strict=False))
    hashes = dict(zip(keys, answers[len(ids) :], strict=True))
    workers = [_worker(key, found) for key, found in sorted(hashes.items()) if found.get(b"birth")]
    return RollCall(
        queues=[
            QueueFacts(queue=queue.value, waiting=lengths[queue], oldest_at=_moment(since.get(queue)))
            for queue in Queue
        ],
        workers=_with_jobs(connection, workers),
    )


def _first(
    connection: redis.Redis,
) -> tuple[Mapping[Queue, int], Mapping[Queue, bytes | None], Sequence[bytes]]:
    asked = connection.pipeline(transaction=False)
    for queue in Queue:
        asked.llen(f"rq:queue:{queue}")
        asked.lindex(f"rq:queue:{queue}", 0)
    asked.smembers(_WORKERS)
    *answers, members = asked.execute()
    pairs = dict(zip(Queue, zip(answers[::2], answers[1::2], strict=True), strict=True))
    lengths = {queue: int(length) for queue, (length, _) in pairs.items()}
    return lengths, {queue: head for queue, (_, head) in pairs.items()}, sorted(members)


def _worker(key: bytes, found: Mapping[bytes, bytes]) -> WorkerFacts:
    job = found.get(b"current_job")
    return WorkerFacts(
        name=_text(key).removeprefix(Worker.redis_worker_namespace_prefix),
        queue=_text(found.get(b"queues", b"")),
        heartbeat_at=_moment(found.get(b"last_heartbeat")),
        born_at=_moment(found.get(b"birth")),
        job=_text(job) if job else None,
    )


def _with_jobs(connection: redis.Redis, workers: Sequence[WorkerFacts]) -> Sequence[WorkerFacts]:
    """Add since when each job is under way; nothing is asked while nobody works."""
    busy = [worker.job for worker in workers if worker.job is not None]
    if not busy:
        return workers
    asked = connection.pipeline(transaction=False)
    for job in busy:
        asked.hget(Job.key_for(job), "started_at")
    began = dict(zip(busy, asked.execute(), strict=True))
    return [replace(one, job_began_at=_moment(began.get(one.job))) if one.job else one for one in workers]


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


def _moment(text: bytes | None) -> datetime | None:
    """Return a moment that RQ wrote; None for what cannot be read, as one bad record is no reason to fail."""
    try:
        return utcparse(text.decode()) if text else None
    except ValueError:
        return None
