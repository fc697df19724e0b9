"""Runs that ended long ago are dropped; the rest stays."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from tests.support.roll import NOON
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import SyncRun
from webapp.sync import runs
from webapp.sync.retention import RUNS_KEPT, drop_old_runs
from webapp.words import RunKind

DAY = timedelta(days=1)


class TestDropOldRuns:
    def test_only_runs_that_ended_long_ago_go(self, app_on: Flask) -> None:
        with app_on.app_context():
            old, recent, running = (run_that(ended) for ended in (NOON - RUNS_KEPT - DAY, NOON - DAY, None))

            drop_old_runs(NOON)

            assert set(db.session.scalars(select(SyncRun.id))) == {recent, running}
            assert old not in {recent, running}


def run_that(ended: object) -> int:
    with transaction() as session:
        begun = runs.begin_or_join(session, f"guild:{ended}", RunKind.ROSTER, now=NOON)
        session.get_one(SyncRun, begun.run_id).finished_at = ended  # type: ignore[assignment]
    return begun.run_id
