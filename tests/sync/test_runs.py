"""Runs: one at a time, joined by everybody."""

import threading
from collections import Counter
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import func, select

from tests.sync.conftest import MEMBERS, Engine
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib.errors import ErrorWord
from webapp.models import SyncRun, SyncTarget
from webapp.sync import runs
from webapp.sync.wishes import wish_guild_refresh
from webapp.words import RunKind, RunOutcome, RunTrigger

NOW = datetime(2026, 8, 22, 20, tzinfo=UTC)


SCOPE = runs.guild_scope(12)


def begin() -> runs.Begun:
    with transaction() as session:
        return runs.begin_or_join(session, SCOPE, RunKind.CHARACTERS, now=NOW)


class TestCancelRest:
    def test_what_was_wished_after_a_run_ended_is_not_cancelled_with_it(self, synced: Engine) -> None:
        synced.make_due()
        with transaction() as session:
            scope = runs.guild_scope(synced.guild_id)
            run_id = runs.begin_or_join(session, scope, RunKind.CHARACTERS, now=synced.now).run_id
            runs.cancel_rest(session, run_id, synced.guild_id, now=synced.now)
        wish_guild_refresh(synced.guild_id, asked_by=None, now=synced.now, trigger=RunTrigger.COMMAND)
        wished = select(func.count()).where(SyncTarget.wished_at.is_not(None))
        before = db.session.scalar(wished)

        with transaction() as session:  # as a worker does whose last call ends only now
            runs.cancel_rest(session, run_id, synced.guild_id, now=synced.now)

        assert db.session.scalar(wished) == before == MEMBERS + 1


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
