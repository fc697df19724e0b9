"""What is looked at, and what is said of it."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.jobs.engine_facts import QueueFacts, RollCall, WorkerFacts
from webapp.operations.checks import (
    Source,
    check_backlog,
    check_clock,
    check_redis,
    check_source,
    check_workers,
    hindrance,
    monitors_of,
)
from webapp.operations.health import Health
from webapp.sync.pauses import Pause
from webapp.sync.seen import NO_ANSWER, Sighting
from webapp.words import PauseScope

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
SCHEDULE = {"sync": 15 * SECOND, "sweep": 360 * MINUTE}
GOOD = Sighting(name="x", looked_at=NOON - MINUTE, answered_at=NOON - MINUTE)
BAD = Sighting(
    name="x",
    looked_at=NOON,
    answered_at=NOON - 9 * MINUTE,
    trouble_since=NOON - 8 * MINUTE,
    trouble=NO_ANSWER,
)


def worker(*, beat: timedelta = SECOND, job: str | None = None) -> WorkerFacts:
    return WorkerFacts(name="w", queue="sync", heartbeat_at=NOON - beat, job=job)


def present(*workers: WorkerFacts, oldest: timedelta | None = None) -> RollCall:
    at = None if oldest is None else NOON - oldest
    return RollCall([QueueFacts(queue="sync", waiting=int(at is not None), oldest_at=at)], list(workers))


class TestClock:
    @pytest.mark.parametrize(
        ("age", "health", "words"),
        [
            (3, Health.OK, "ticked 3 s ago"),
            (30, Health.LATE, "is late"),
            (300, Health.DOWN, "has stopped"),
        ],
    )
    def test_its_most_frequent_tick_decides(self, age: int, health: Health, words: str) -> None:
        found = check_clock(SCHEDULE, {"sync": NOON - age * SECOND, "sweep": NOON - 400 * MINUTE}, NOON)

        assert (found.health, found.words) == (health, words)
        assert found.since == (None if health is Health.OK else NOON - age * SECOND)

    def test_one_that_never_ticked_is_unknown(self) -> None:
        assert check_clock(SCHEDULE, {}, NOON).health is Health.UNKNOWN

    def test_clocks_that_differ_are_named(self) -> None:
        found = check_clock(SCHEDULE, {"sync": NOON + 10 * MINUTE}, NOON)

        assert (found.health, found.words) == (
            Health.UNKNOWN,
            "is 10 min ahead: the clocks of these machines differ",
        )


class TestMonitors:
    def test_each_has_its_own_word(self) -> None:
        ticks = {"sync": NOON}

        found = {one.name: one.health for one in monitors_of(SCHEDULE, ticks, frozenset({"sync"}), NOON)}

        assert found == {"sync": Health.PAUSED, "sweep": Health.NEW}

    def test_without_a_clock_nothing_is_new(self) -> None:
        found = monitors_of(SCHEDULE, {}, frozenset(), NOON)

        assert {one.health for one in found} == {Health.UNKNOWN}


class TestRedis:
    def test_it_answers_or_since_when_it_does_not(self) -> None:
        assert check_redis(is_there=True, seen=BAD).health is Health.OK
        found = check_redis(is_there=False, seen=BAD)
        assert (found.health, found.since) == (Health.DOWN, NOON - 8 * MINUTE)
        assert found.works

    def test_the_last_answer_counts_where_nobody_met_the_trouble_before(self) -> None:
        assert check_redis(is_there=False, seen=GOOD).since == NOON - MINUTE
        assert check_redis(is_there=False, seen=None).since is None


class TestWorkers:
    def test_without_redis_nobody_knows(self) -> None:
        assert check_workers("sync", None, None, NOON).health is Health.UNKNOWN

    def test_a_queue_without_a_worker_is_down_since_it_was_last_served(self) -> None:
        found = check_workers("sync", present(), BAD, NOON)

        assert (found.health, found.words, found.since) == (
            Health.DOWN,
            "has no worker",
            NOON - 8 * MINUTE,
        )

    @pytest.mark.parametrize(("seconds", "health"), [(45, Health.OK), (46, Health.LATE), (91, Health.DOWN)])
    def test_a_silent_worker_is_late_then_down(self, seconds: int, health: Health) -> None:
        found = check_workers("sync", present(worker(beat=seconds * SECOND)), None, NOON)

        assert found.health is health

    def test_one_that_gives_signs_outweighs_one_that_was_killed(self) -> None:
        both = present(worker(), worker(beat=80 * SECOND, job="sync-due-1"))

        assert check_workers("sync", both, None, NOON).words == "has 2 workers, 1 busy"

    @pytest.mark.parametrize(("minutes", "health"), [(2, Health.OK), (3, Health.LATE), (11, Health.DOWN)])
    def test_a_job_that_waits_too_long_is_told(self, minutes: int, health: Health) -> None:
        found = check_workers("sync", present(worker(), oldest=minutes * MINUTE), None, NOON)

        assert found.health is health

    def test_idle_is_good(self) -> None:
        assert check_workers("sync", present(worker()), None, NOON).words == "has 1 worker, idle"


class TestSource:
    def test_a_pause_by_hand_comes_first(self) -> None:
        pause = Pause(scope=PauseScope.BATTLENET, paused_at=NOON - MINUTE)

        found = check_source(Source(name="Battle.net", seen=BAD, pause=pause), NOON)

        assert (found.health, found.since) == (Health.PAUSED, NOON - MINUTE)

    @pytest.mark.parametrize(
        ("source", "health", "words"),
        [
            (Source(name="Battle.net", seen=None), Health.NEW, "has not been asked yet"),
            (Source(name="Battle.net", seen=GOOD), Health.OK, "answered 1 min ago"),
            (Source(name="Battle.net", seen=BAD), Health.DOWN, "does not answer"),
            (
                Source(name="Battle.net", seen=GOOD, refused_since=NOON - MINUTE),
                Health.DOWN,
                "refuses our key",
            ),
            (
                Source(name="Battle.net", seen=GOOD, resting_until=NOON + 5 * MINUTE),
                Health.PAUSED,
                "lets us wait another 5 min: its allowance is used up",
            ),
            (
                Source(name="Battle.net", seen=GOOD, resting_until=NOON - MINUTE),
                Health.OK,
                "answered 1 min ago",
            ),
        ],
    )
    def test_each_state_has_its_words(self, source: Source, health: Health, words: str) -> None:
        found = check_source(source, NOON)

        assert (found.health, found.words) == (health, words)

    def test_silence_says_when_it_was_asked_last_and_is_asked_again(self) -> None:
        source = Source(name="Warcraft Logs", seen=BAD)

        assert check_source(source, NOON + MINUTE).again == (
            "Last asked 1 min ago; asked again by itself in 2 min."
        )
        for late in (-SECOND / 2, 6 * MINUTE):
            found = check_source(source, NOON + 3 * MINUTE + late)
            assert found.again.endswith("asked again by itself any moment.")
        assert check_source(Source(name="Warcraft Logs", seen=GOOD), NOON).again == ""

    def test_a_refused_key_is_told_from_silence(self) -> None:
        refused = Sighting(name="x", looked_at=NOON, trouble_since=NOON, trouble="auth")

        found = check_source(Source(name="Battle.net", seen=refused), NOON)

        assert (found.words, found.again) == (
            "refuses our key",
            "Last asked 0 s ago; asked again by itself every 15 min.",
        )


class TestBacklog:
    @pytest.mark.parametrize(("minutes", "health"), [(15, Health.OK), (16, Health.LATE), (121, Health.DOWN)])
    def test_it_is_behind_by_degrees(self, minutes: int, health: Health) -> None:
        assert check_backlog(NOON - minutes * MINUTE, None, NOON).health is health

    def test_nothing_due_is_good_and_a_pause_explains_a_wait(self) -> None:
        pause = Pause(scope=PauseScope.EVERYTHING, paused_at=NOON - 60 * MINUTE)

        assert check_backlog(None, None, NOON).health is Health.OK
        assert check_backlog(NOON - 60 * MINUTE, pause, NOON).health is Health.PAUSED


class TestHindrance:
    def test_the_first_thing_that_everything_needs_is_named(self) -> None:
        found = [
            check_redis(is_there=True, seen=None),
            check_workers("sync", present(), None, NOON),
            check_workers("enrichment", present(), None, NOON),
        ]

        assert hindrance(found, is_paused=False) == "the queue “sync” has no worker"
        away = check_source(Source(name="Battle.net", seen=BAD), NOON)
        assert hindrance([*found, away], is_paused=False) == "Battle.net does not answer"
        assert hindrance([*found, away], is_paused=True) == "it is paused by hand"

    def test_logs_and_late_clocks_keep_nobody_waiting(self) -> None:
        late = check_clock(SCHEDULE, {"sync": NOON - 27 * SECOND}, NOON)
        logs = check_source(Source(name="Warcraft Logs", seen=BAD), NOON)

        assert late.health is Health.LATE
        assert hindrance([late, logs], is_paused=False) == ""
