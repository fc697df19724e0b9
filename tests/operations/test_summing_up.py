"""What is the same trouble is told once."""

from datetime import UTC, datetime, timedelta

from webapp.jobs.engine_facts import RollCall
from webapp.operations.checks import check_redis, check_workers
from webapp.operations.health import Check, Health, verdict_of
from webapp.operations.summing_up import WITHOUT_WORKERS, summed_up
from webapp.sync.seen import NOT_RUNNING, Sighting

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
NOBODY = RollCall([], [])


def gone(minutes: int) -> Sighting:
    since = NOON - timedelta(minutes=minutes)
    return Sighting(name="worker", looked_at=NOON, trouble_since=since, trouble=NOT_RUNNING)


class TestSummedUp:
    def test_no_workers_at_all_are_one_trouble_since_the_first_went(self) -> None:
        checks = [
            check_redis(is_there=True, seen=None),
            check_workers("interactive", NOBODY, gone(4), NOON),
            check_workers("sync", NOBODY, gone(7), NOON),
        ]

        found = summed_up(checks)

        assert [one.subject for one in found] == ["Redis", "The workers"]
        assert (found[1].since, found[1].works) == (NOON - timedelta(minutes=7), WITHOUT_WORKERS)
        assert verdict_of(found).title == "The workers do not run."

    def test_without_redis_only_redis_is_the_trouble(self) -> None:
        redis = check_redis(is_there=False, seen=None)
        queues = [check_workers(name, None, None, NOON) for name in ("interactive", "sync")]

        assert summed_up([redis, *queues]) == [redis]

    def test_what_differs_is_told_each_for_itself(self) -> None:
        idle = Check(subject="The queue “sync”", health=Health.OK, words="has 1 worker, idle")
        checks = [idle, check_workers("enrichment", NOBODY, None, NOON)]

        assert summed_up(checks) == checks
        assert summed_up([idle, idle]) == [idle, idle]
