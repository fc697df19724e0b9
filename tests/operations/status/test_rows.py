"""Facts of the engine in words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from webapp.jobs.engine_facts import QueueFacts, RollCall, WorkerFacts
from webapp.operations.checks import Monitor
from webapp.operations.health import Health
from webapp.operations.status import rows
from webapp.operations.status.page import Quota
from webapp.sync.facts import RunFacts
from webapp.sync.pauses import Pause, Pauses
from webapp.words import PauseScope, RunKind, RunOutcome, RunTrigger

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RUN = RunFacts(
    id=7,
    scope="guild:12",
    kind=RunKind.CHARACTERS,
    trigger=RunTrigger.PERSON,
    started_at=NOON,
    finished_at=None,
    planned=60,
    done=20,
    changed=2,
    unchanged=18,
    failed=0,
    failed_by_class={},
    calls=44,
    not_modified=5,
    calls_per_second=4.4,
    seconds_left=20,
    is_cancelling=False,
    outcome=None,
    message=None,
)
NAMES = {12: ("Lantern Watch", "/guilds/eu/x/lantern-watch/")}


class TestRuns:
    def test_one_under_way_says_how_far_how_fast_and_can_be_cancelled(self) -> None:
        row = rows.run_rows([RUN], NAMES, cancel_at="/operations/sync/runs/")[0]

        assert (row.title, row.whom, row.why) == ("Updating characters", "Lantern Watch", "somebody asked")
        assert list(row.figures)[:2] == ["4.4 calls a second", "about 20 s left"]
        assert (row.outcome, row.cancel_path) == ("under way", "/operations/sync/runs/7/cancel")
        assert rows.announcement_of([row], "") == "Updating characters, Lantern Watch: 20 of 60"

    def test_one_that_is_stopping_is_not_cancelled_again(self) -> None:
        row = rows.run_rows([replace(RUN, is_cancelling=True)], NAMES, cancel_at="/")[0]

        assert (row.outcome, row.cancel_path) == ("stopping", None)

    @pytest.mark.parametrize(
        ("outcome", "words", "is_bad"),
        [(RunOutcome.OK, "done", False), (RunOutcome.PARTIAL, "done in part", True)],
    )
    def test_one_that_ended_says_how(self, outcome: RunOutcome, words: str, *, is_bad: bool) -> None:
        ended = replace(RUN, finished_at=NOON, outcome=outcome)

        row = rows.run_rows([ended], NAMES, cancel_at="/")[0]

        assert (row.outcome, row.is_bad, row.cancel_path) == (words, is_bad, None)
        assert list(row.figures) == ["20 checked, 2 changed, 44 calls"]

    @pytest.mark.parametrize(
        ("scope", "whom"),
        [
            ("guild:13", "a guild that is gone"),
            ("region:eu", "EU"),
            ("lone", "characters without a guild"),
            ("logs", "everybody in season"),
        ],
    )
    def test_whom_it_is_about_is_said(self, scope: str, whom: str) -> None:
        assert rows.whose(scope, NAMES) == (whom, None)

    def test_without_a_run_the_verdict_is_spoken(self) -> None:
        assert rows.announcement_of([], "All well.") == "All well."


class TestQueues:
    def test_without_redis_their_state_is_unknown(self) -> None:
        row = rows.queue_rows(None, ["sync"], NOON)[0]

        assert (row.waiting, row.health) == (None, Health.UNKNOWN)

    @pytest.mark.parametrize(("minutes", "health"), [(1, Health.OK), (3, Health.LATE)])
    def test_the_age_of_the_oldest_job_decides(self, minutes: int, health: Health) -> None:
        facts = QueueFacts(queue="sync", waiting=2, oldest_at=NOON - minutes * MINUTE)

        worker = WorkerFacts(name="a", queue="sync", heartbeat_at=NOON)

        row = rows.queue_rows(RollCall([facts], [worker]), ["sync"], NOON)[0]

        assert (row.waiting, row.health) == (2, health)

    def test_a_queue_that_nobody_serves_is_down_though_nothing_waits(self) -> None:
        facts = QueueFacts(queue="sync", waiting=0, oldest_at=None)

        assert rows.queue_rows(RollCall([facts], []), ["sync"], NOON)[0].health is Health.DOWN


class TestWorkers:
    def test_each_says_what_it_does(self) -> None:
        busy = WorkerFacts(name="b", queue="sync", heartbeat_at=NOON, job="sync-due-1", job_began_at=NOON)
        idle = WorkerFacts(name="a", queue="sync", heartbeat_at=NOON - MINUTE)

        found = rows.worker_rows([busy, idle], NOON)

        assert [(one.name, one.doing, one.health) for one in found] == [
            ("a", "idle", Health.LATE),
            ("b", "Bringing guilds up to date", Health.OK),
        ]

    @pytest.mark.parametrize(
        ("key", "words"), [("write-uses", "Noting uses of tokens and sessions"), ("new-job-2", "New job")]
    )
    def test_a_job_of_another_version_is_named_by_its_key(self, key: str, words: str) -> None:
        assert rows.job_words(key) == words

    @pytest.mark.parametrize(("seconds", "health"), [(None, Health.UNKNOWN), (95, Health.DOWN)])
    def test_silence_is_never_good(self, seconds: int | None, health: Health) -> None:
        at = None if seconds is None else NOON - timedelta(seconds=seconds)

        assert rows.beat_health(at, NOON) is health


class TestMonitors:
    def test_they_say_their_period(self) -> None:
        monitor = Monitor(name="logs", every=MINUTE, last=NOON, health=Health.OK)

        row = rows.monitor_rows([monitor])[0]

        assert (row.name, row.every, row.grace) == ("Look whose logs are due", "1 min", "1 min")


class TestPauses:
    def test_the_server_offers_each_source_and_says_what_is_paused(self) -> None:
        paused = Pauses((Pause(scope=PauseScope.BATTLENET, paused_at=NOON, reason="x"),))

        found = rows.pause_rows(paused, None)

        assert [(one.value, one.since) for one in found] == [
            ("everything", None),
            ("battlenet", NOON),
            ("warcraftlogs", None),
        ]

    def test_a_guild_offers_itself(self) -> None:
        own = Pauses((Pause(scope=PauseScope.GUILD, guild_id=12, paused_at=NOON),))

        assert [(one.value, one.since) for one in rows.pause_rows(own, 12)] == [("guild", NOON)]
        assert [one.since for one in rows.pause_rows(own, 13)] == [None]


class TestWhy:
    def test_it_names_who_can_mend_it(self) -> None:
        assert rows.why_words("auth")[1] == "whoever runs this server"
        assert rows.why_words("word of another version")[0] == "The last attempts failed."


class TestQuota:
    @pytest.mark.parametrize(("used", "percent"), [(None, None), (50, 25)])
    def test_the_share_is_known_with_the_use(self, used: int | None, percent: int | None) -> None:
        quota = Quota(name="x", used=used, limit=200, unit="calls", resets_at=None, reset_words="", words="")

        assert quota.percent == percent
