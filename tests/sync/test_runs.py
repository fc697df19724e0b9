"""Runs: one at a time, joined by everybody, closed when nobody works on them."""

import itertools
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.errors import ErrorWord
from webapp.models import SyncRun
from webapp.sync import outstanding, runs
from webapp.sync.characters import Shift, work_on_characters
from webapp.sync.claims import Reach
from webapp.sync.wishes import wish_guild_refresh
from webapp.words import RunKind, RunOutcome

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)
CANCEL_AT = 6
SCOPE = runs.guild_scope(12)


def shift_of(engine: Engine, *, is_told_to_stop: Callable[[], bool]) -> Shift:
    return Shift(
        client=engine.client,
        reach=Reach(worker="thrall", guild_id=engine.guild_id),
        threads=2,
        clock=engine.clock,
        is_told_to_stop=is_told_to_stop,
    )


def begin() -> runs.Begun:
    with transaction() as session:
        return runs.begin_or_join(session, SCOPE, RunKind.CHARACTERS, now=NOW)


class TestBeginOrJoin:
    def test_a_hundred_callers_at_once_get_one_run(self, app_on: Flask) -> None:
        begun: list[runs.Begun] = []

        def call() -> None:
            with app_on.app_context():
                begun.extend(begin() for _ in range(25))

        threads = [threading.Thread(target=call) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len({one.run_id for one in begun}) == 1
        assert Counter(one.is_new for one in begun) == {True: 1, False: 99}

    def test_after_the_end_a_new_one_begins(self, app: Flask) -> None:
        with app.app_context():
            first = begin()
            with transaction() as session:
                runs.finish(session, first.run_id, now=NOW)

            assert begin().run_id != first.run_id

    def test_the_outcome_follows_from_the_counters(self, app: Flask) -> None:
        cases = [
            (runs.Tally(done=3), RunOutcome.OK),
            (runs.Tally(done=3, words=Counter({ErrorWord.NOT_FOUND: 3})), RunOutcome.OK),
            (runs.Tally(done=3, words=Counter({ErrorWord.UPSTREAM: 1})), RunOutcome.PARTIAL),
            (runs.Tally(done=3, words=Counter({ErrorWord.TIMEOUT: 3})), RunOutcome.FAILED),
        ]

        with app.app_context():
            ended = []
            for tally, _outcome in cases:
                run_id = begin().run_id
                with transaction() as session:
                    runs.count(session, run_id, tally, now=NOW)
                    runs.finish(session, run_id, now=NOW)
                    ended.append(session.get_one(SyncRun, run_id).outcome)

        assert ended == [outcome for _tally, outcome in cases]


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


class TestTidy:
    def test_a_run_whose_worker_was_lost_is_closed_when_nothing_is_left(self, synced: Engine) -> None:
        with transaction() as session:
            scope = runs.guild_scope(synced.guild_id)
            lost = runs.begin_or_join(session, scope, RunKind.CHARACTERS, now=synced.now)

        outstanding.tidy(synced.now + timedelta(minutes=2))

        assert synced.last_run("characters").id == lost.run_id
        assert synced.last_run("characters").finished_at is not None

    def test_a_run_whose_work_is_due_waits_for_the_next_worker(self, synced: Engine) -> None:
        synced.make_due()
        with transaction() as session:
            scope = runs.guild_scope(synced.guild_id)
            runs.begin_or_join(session, scope, RunKind.CHARACTERS, now=synced.now)

        outstanding.tidy(synced.now + timedelta(minutes=2))

        assert synced.last_run("characters").finished_at is None


class TestWishes:
    def test_a_wish_goes_ahead_and_says_when_the_next_may_come(self, synced_on: Engine) -> None:
        synced_on.pass_time(timedelta(hours=1))

        wish = wish_guild_refresh(synced_on.guild_id, asked_by=None, now=synced_on.now)

        assert (wish.is_granted, wish.again_at) == (True, synced_on.now + timedelta(minutes=15))
        assert wish.place is not None
        assert wish.place.ahead == 0
        assert outstanding.is_anything_wished(synced_on.now)

    def test_a_second_wish_joins_the_first(self, synced: Engine) -> None:
        synced.pass_time(timedelta(hours=1))
        first = wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        second = wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now + timedelta(minutes=1))

        assert (second.is_granted, second.run_id, second.again_at) == (False, first.run_id, first.again_at)

    def test_a_granted_wish_brings_roster_and_characters_up_to_date(self, synced: Engine) -> None:
        synced.pass_time(timedelta(hours=1))
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        synced.sync()

        strip = synced.strip()
        assert (strip.roster_succeeded_at, strip.place, strip.is_active) == (synced.now, None, False)
        assert synced.character(synced.public_names()[0]).last_synced_at == synced.now
        synced.check()

    def test_whom_somebody_looked_at_just_now_is_not_fetched_again(self, synced: Engine) -> None:
        synced.pass_time(timedelta(minutes=5))
        synced.simulator.control.clear_requests()
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now)

        synced.sync()

        assert synced.simulator.control.count("guild-roster") == 1
        assert synced.simulator.control.count("character-summary") == 0

    def test_a_hundred_wishes_at_once_are_one_run(self, synced_on: Engine) -> None:
        synced_on.pass_time(timedelta(hours=1))
        granted: list[bool] = []

        def press() -> None:
            with synced_on.app.app_context():
                for _ in range(25):
                    wish = wish_guild_refresh(synced_on.guild_id, asked_by=None, now=synced_on.now)
                    granted.append(wish.is_granted)

        threads = [threading.Thread(target=press) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        active = select(SyncRun.id).where(SyncRun.finished_at.is_(None))
        assert Counter(granted) == {True: 1, False: 99}
        assert len(db.session.scalars(active).all()) == 1
