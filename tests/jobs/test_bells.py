"""Bells are unique while they wait, may be lost, and never ring before the commit."""

import json
import zlib
from datetime import timedelta

import pytest
from flask import Flask

from webapp.extensions import db
from webapp.jobs.bells import UnsavedChanges, ring, waiting
from webapp.jobs.job import Job, job, run_by_name
from webapp.jobs.queues import Queue, app_redis, quick_redis
from webapp.models import User

CALLS: list[str] = []


@job(Queue.ENRICHMENT, timeout=timedelta(seconds=5))
def ding() -> None:
    CALLS.append("ding")


@pytest.fixture
def bell(app: Flask) -> Job:
    with app.app_context():
        app_redis().flushall()
    return ding


class TestRing:
    def test_a_second_bell_with_the_same_key_is_not_added(self, app: Flask, bell: Job) -> None:
        with app.app_context():
            answers = [ring(bell, key="ding-1"), ring(bell, key="ding-1"), ring(bell, key="ding-2")]

            assert answers == [True, False, True]
            assert waiting(Queue.ENRICHMENT) == 2

    def test_nothing_is_pickled(self, app: Flask, bell: Job) -> None:
        with app.app_context():
            ring(bell, key="ding-1")

            data = app_redis().hget("rq:job:ding-1", "data")

        assert isinstance(data, bytes)
        assert json.loads(zlib.decompress(data))[0] == "webapp.jobs.job.run_by_name"

    def test_ringing_before_the_commit_is_refused(self, app: Flask, bell: Job) -> None:
        with app.app_context():
            db.session.add(User(bnet_id=1, battletag="Thrall#1234"))

            with pytest.raises(UnsavedChanges):
                ring(bell, key="ding-1")

    def test_redis_away_loses_the_bell_and_nothing_else(self, app: Flask, bell: Job) -> None:
        app.extensions["muster_redis"] = quick_redis("redis://127.0.0.1:1/0")

        with app.app_context():
            assert ring(bell, key="ding-1") is False
            assert waiting(Queue.ENRICHMENT) is None


class TestRunByName:
    def test_a_declared_job_runs_in_an_app_context(self, app: Flask, bell: Job) -> None:
        CALLS.clear()

        with app.app_context():
            run_by_name(bell.path)

        assert CALLS == ["ding"]
