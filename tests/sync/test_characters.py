"""A shift of work: what ends it early, and that nothing is lost by that."""

import itertools
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.sync.conftest import MEMBERS, Engine, make_client
from webapp.caching import api as caching
from webapp.caching.entries import JSON, Fetched
from webapp.caching.questions import Question, group_of_guild
from webapp.caching.regions import Region
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import Character, SyncTarget
from webapp.sync import outstanding, runs
from webapp.sync.apply import Applied
from webapp.sync.characters import Shift, is_seen_without_version, work_on_characters
from webapp.sync.claims import Reach
from webapp.words import RunKind, RunOutcome, TargetKind

FOUR_HOURS = timedelta(hours=4, minutes=1)


def _another_client(settings: Settings) -> Settings:
    """Return settings whose allowance was never paused."""
    return replace(settings, battlenet_client_id=f"{settings.battlenet_client_id}-other")


CANCEL_AT = 6


def shift_of(engine: Engine, *, is_told_to_stop: Callable[[], bool]) -> Shift:
    return Shift(
        client=engine.client,
        reach=Reach(worker="thrall", guild_id=engine.guild_id),
        threads=2,
        clock=engine.clock,
        is_told_to_stop=is_told_to_stop,
    )


class TestTooManyCalls:
    @pytest.mark.parametrize("retry_after", ["900", "-5", "garbage", "1000000000", None])
    def test_a_429_fails_nobody_and_puts_everybody_off(self, synced: Engine, retry_after: str | None) -> None:
        synced.pass_time(FOUR_HOURS)
        rule = {"action": "status", "status": 429, "retry_after": retry_after, "kind": "character-*"}
        synced.simulator.control.add_faults([rule])
        started = time.monotonic()

        report = synced.sync()

        assert time.monotonic() - started < 12
        assert report.resume_at is not None
        assert report.resume_at - synced.now <= timedelta(minutes=15)
        assert db.session.scalars(select(Character.id).where(Character.failures > 0)).all() == []
        run = synced.last_run("characters")
        assert (run.finished_at, run.failed, "Paused until" in (run.message or "")) == (None, 0, True)
        synced.check()

    def test_the_run_goes_on_when_the_pause_is_over(self, synced: Engine, settings: Settings) -> None:
        synced.pass_time(FOUR_HOURS)
        rule = {
            "action": "status",
            "status": 429,
            "kind": "character-summary",
            "retry_after": "900",
            "count": 1,
        }
        synced.simulator.control.add_faults([rule])
        synced.sync()
        paused = synced.last_run("characters").id
        other = make_client(_another_client(settings))

        synced.pass_time(timedelta(minutes=16))
        synced.sync(client=other)

        run = synced.last_run("characters")
        assert (run.id, run.outcome, run.done) == (paused, RunOutcome.OK, run.planned)
        synced.check()


class TestARefusedClient:
    @pytest.mark.parametrize("status", [401, 403])
    def test_everything_waits_and_nothing_is_parked(self, synced: Engine, status: int) -> None:
        synced.pass_time(FOUR_HOURS)
        synced.simulator.control.add_fault("status", status=status)

        synced.sync()

        outcomes = set(db.session.scalars(select(Character.outcome)))
        assert outcomes <= {"ok", "not_found", "forbidden"}
        soon = synced.now + timedelta(minutes=16)
        held = select(SyncTarget.id).where(
            SyncTarget.kind == TargetKind.CHARACTER, SyncTarget.next_due_at <= soon
        )
        assert len(db.session.scalars(held).all()) >= MEMBERS - 8
        assert (synced.member_count(), synced.events()) == (MEMBERS, [])
        synced.check()

    def test_tokens_that_ended_are_renewed_on_the_way(self, synced: Engine) -> None:
        synced.pass_time(FOUR_HOURS)
        synced.simulator.control.tokens(revoke=True)

        synced.sync()

        assert synced.last_run("characters").outcome is RunOutcome.OK
        synced.check()


class TestCancelling:
    def test_what_is_left_waits_for_its_normal_time(self, synced_on: Engine) -> None:
        synced_on.make_due()
        with transaction() as session:
            begun = runs.begin_or_join(
                session, runs.guild_scope(synced_on.guild_id), RunKind.CHARACTERS, now=synced_on.now
            )
        runs.request_cancel(begun.run_id, now=synced_on.now)
        synced_on.simulator.control.clear_requests()

        synced_on.sync()

        assert synced_on.simulator.control.count("character-summary") == 0
        assert synced_on.last_run("characters").outcome is RunOutcome.CANCELLED
        assert not outstanding.is_anything_due(synced_on.now)
        synced_on.check()

    def test_a_run_under_way_stops_within_a_handful(self, synced: Engine) -> None:
        synced.make_due()
        synced.simulator.control.latency(30)
        asked = itertools.count()

        def somebody_cancels() -> bool:
            if next(asked) == CANCEL_AT:
                runs.request_cancel(synced.last_run("characters").id, now=synced.now)
            synced.now += timedelta(seconds=1)
            return False

        work_on_characters(shift_of(synced, is_told_to_stop=somebody_cancels))

        run = synced.last_run("characters")
        assert run.outcome is RunOutcome.CANCELLED
        assert 0 < run.done < MEMBERS
        assert run.finished_at is not None
        synced.check()

    def test_what_has_ended_cannot_be_cancelled(self, synced: Engine) -> None:
        run = synced.last_run("characters")

        assert runs.request_cancel(run.id, now=synced.now) is False


class TestIsSeenWithoutVersion:
    @pytest.mark.parametrize(
        ("has_turned", "is_cancelled", "is_seen"),
        [(True, False, True), (False, True, True), (False, False, False)],
    )
    def test_a_state_that_turned_and_a_run_that_was_cancelled_are(
        self, *, has_turned: bool, is_cancelled: bool, is_seen: bool
    ) -> None:
        applied = Applied(is_cancelled=is_cancelled, is_done=True, has_turned=has_turned)

        assert is_seen_without_version(applied) is is_seen


class TestKeptPages:
    @pytest.mark.parametrize(("hours", "loaded"), [(5, 1), (1, 0)])
    def test_a_sync_that_finds_nothing_new_lets_go_of_what_tells_another_state(
        self, synced: Engine, hours: int, loaded: int
    ) -> None:
        question = Question(Region.PROFILE, "kept", JSON, group_of_guild(synced.guild_id))
        version, loads = synced.guild().data_version, itertools.count()
        assert [caching.ask(question, lambda: Fetched(next(loads))) for _ in range(2)] == [0, 0]
        synced.now += timedelta(hours=hours)  # and nothing happens in the world

        synced.resync()

        assert synced.guild().data_version == version
        assert caching.ask(question, lambda: Fetched(next(loads))) == loaded


class TestStopping:
    def test_told_to_stop_a_worker_gives_back_what_it_has_not_done(self, synced_on: Engine) -> None:
        synced_on.make_due()
        synced_on.simulator.control.latency(50)
        asked = itertools.count()

        report = work_on_characters(shift_of(synced_on, is_told_to_stop=lambda: next(asked) > CANCEL_AT))

        with transaction() as session:
            left = runs.remaining(session, synced_on.guild_id, synced_on.now)
        assert 0 < left == MEMBERS - report.characters
        synced_on.check()

    def test_the_next_worker_goes_on_with_the_same_run(self, synced: Engine) -> None:
        synced.make_due()
        asked = itertools.count()
        work_on_characters(shift_of(synced, is_told_to_stop=lambda: next(asked) > CANCEL_AT))
        stopped = synced.last_run("characters")

        synced.sync()

        run = synced.last_run("characters")
        assert (run.id, run.outcome, run.done) == (stopped.id, RunOutcome.OK, MEMBERS)
        synced.check()
