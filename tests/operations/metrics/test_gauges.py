"""The engine in numbers; what nobody knows is absent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from webapp.jobs.engine_facts import QueueFacts, RollCall, WorkerFacts
from webapp.operations.health import Check, Health
from webapp.operations.metrics.gauges import Moment, families
from webapp.sync.seen import Sighting

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BUSY = RollCall(
    [QueueFacts(queue="sync", waiting=2, oldest_at=NOON - MINUTE)],
    [WorkerFacts(name="w", queue="sync", heartbeat_at=NOON - timedelta(seconds=3))],
)
MOMENT = Moment(
    at=NOON,
    present=BUSY,
    queues=("interactive", "sync"),
    seen={name: Sighting(name=name, looked_at=NOON, trouble_since=NOON) for name in ("battlenet", "<b>odd")},
    checks=[Check(subject="Redis", health=Health.OK, words="answers")],
    schedule={"sync": MINUTE, "sweep": 60 * MINUTE},
    ticks={"sync": NOON + MINUTE},
    due_now=3,
    due_soon=10,
    oldest_due_at=NOON - 2 * MINUTE,
    active_runs=1,
    paused={"battlenet": True},
    calls_used=12,
    calls_limit=35_500,
    is_refused=False,
    points_used=None,
    points_limit=None,
)


def numbers(moment: Moment) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families(moment)
        for sample in family.samples
    }


class TestFamilies:
    def test_queues_and_workers_are_told_by_queue(self) -> None:
        found = numbers(MOMENT)

        assert found["muster_queue_jobs", "sync"] == 2
        assert found["muster_queue_oldest_job_age_seconds", "sync"] == 60
        assert (found["muster_workers", "sync"], found["muster_workers", "interactive"]) == (1, 0)
        assert found["muster_worker_heartbeat_age_seconds", "sync"] == 3
        assert ("muster_worker_heartbeat_age_seconds", "interactive") not in found

    def test_without_redis_nothing_is_known_of_them(self) -> None:
        found = numbers(replace(MOMENT, present=None))

        assert found["muster_redis_up",] == 0
        assert not [name for name in found if name[0].startswith(("muster_queue", "muster_worker"))]

    def test_a_tick_that_never_was_is_absent_and_one_of_the_future_is_new(self) -> None:
        found = numbers(MOMENT)

        assert found["muster_clock_tick_age_seconds", "sync"] == 0
        assert ("muster_clock_tick_age_seconds", "sweep") not in found
        assert found["muster_clock_period_seconds", "sweep"] == 3600

    def test_what_is_due_paused_and_used_is_told(self) -> None:
        found = numbers(MOMENT)

        assert found["muster_sync_due", "now"] == 3
        assert found["muster_sync_oldest_due_age_seconds",] == 120
        assert found["muster_sync_paused", "battlenet"] == 1
        assert found["muster_service_up", "battlenet"] == 0
        assert ("muster_service_up", "<b>odd") not in found
        assert found["muster_check_health", "Redis"] == 0
        assert ("muster_warcraftlogs_points_used",) not in found

    def test_points_are_told_once_they_are_known(self) -> None:
        found = numbers(replace(MOMENT, points_used=9.0, points_limit=3600.0, oldest_due_at=None))

        assert found["muster_warcraftlogs_points_used",] == 9
        assert found["muster_sync_oldest_due_age_seconds",] == 0
