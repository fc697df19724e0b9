"""Every job gets a context of its own, leaves no session behind, says how it ended and hides no error."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
import structlog
from flask import Flask, current_app
from prometheus_client import REGISTRY
from rq import SimpleWorker
from rq.serializers import JSONSerializer
from rq.timeouts import JobTimeoutException
from sqlalchemy import QueuePool, text

from webapp.config import current_settings
from webapp.extensions import db
from webapp.jobs.bells import ring
from webapp.jobs.job import JOBS, Job, job, run_by_name
from webapp.jobs.queues import BellJob, Queue, Refused, app_redis, patient_redis, rq_queue

SEEN: list[object] = []
TIMEOUT = timedelta(seconds=7)


def connections_in_use() -> int:
    """Return how many connections sessions hold."""
    assert isinstance(db.engine.pool, QueuePool)
    return db.engine.pool.checkedout()


@job(Queue.ENRICHMENT, timeout=TIMEOUT)
def read() -> None:
    """Use the database and look around."""
    db.session.execute(text("SELECT 1"))
    SEEN.extend([connections_in_use(), current_app.name, structlog.contextvars.get_contextvars()])


@job(Queue.ENRICHMENT, timeout=TIMEOUT)
def stumble() -> None:
    """Use the database, then fail."""
    db.session.execute(text("SELECT 1"))
    raise ValueError("the kettle is cold")


@job(Queue.ENRICHMENT, timeout=TIMEOUT)
def dawdle() -> None:
    """Take longer than allowed, as RQ says it."""
    raise JobTimeoutException("7 seconds are over")


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    SEEN.clear()
    with app.app_context():
        yield


def runs(name: str, outcome: str) -> float:
    labels = {"job": name, "outcome": outcome}
    return REGISTRY.get_sample_value("muster_job_seconds_count", labels) or 0.0


def logged(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [record.msg for record in caplog.records if isinstance(record.msg, dict)]


def work_off(queue: Queue) -> None:
    """Do what waits, as a worker of one process does."""
    connection = patient_redis(current_settings().redis_url)
    with contextlib.closing(connection):
        worker = SimpleWorker(
            [rq_queue(queue, connection)],
            connection=connection,
            job_class=BellJob,
            serializer=JSONSerializer,
        )
        worker.work(burst=True, logging_level="CRITICAL")


class TestJob:
    def test_a_job_is_known_by_its_dotted_name(self) -> None:
        assert read.path.endswith("test_job.read")
        assert JOBS[read.path] is read

    def test_it_keeps_its_queue_and_its_timeout(self) -> None:
        assert (read.queue, read.timeout) == (Queue.ENRICHMENT, TIMEOUT)

    def test_a_name_that_was_never_declared_is_not_run(self) -> None:
        with pytest.raises(Refused, match=r"os\.abort"):
            run_by_name("os.abort")


@pytest.mark.usefixtures("context")
class TestSession:
    def test_a_job_has_an_app_context_and_a_session_of_its_own(self) -> None:
        db.session.execute(text("SELECT 1"))

        read()

        assert SEEN[:2] == [2, "webapp"]

    @pytest.mark.parametrize("one", [read, stumble], ids=["done", "failed"])
    def test_its_session_is_gone_however_it_ended(self, one: Job) -> None:
        with contextlib.suppress(ValueError):
            one()

        assert connections_in_use() == 0

    def test_the_session_of_the_caller_is_left_alone(self) -> None:
        mine = db.session()

        read()

        assert db.session() is mine


@pytest.mark.usefixtures("context")
class TestFailure:
    @pytest.mark.parametrize(
        ("one", "error"), [(stumble, ValueError), (dawdle, JobTimeoutException)], ids=["error", "timeout"]
    )
    def test_an_error_is_logged_with_the_job_and_raised_again(
        self, one: Job, error: type[Exception], caplog: pytest.LogCaptureFixture
    ) -> None:
        with pytest.raises(error):
            one()

        (entry,) = logged(caplog)
        assert entry["event"] == "job_failed"
        assert entry["job"] == one.function.__name__
        assert error.__name__ in str(entry["exception"])

    def test_it_is_not_run_at_once_again_and_may_be_rung_for_anew(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        app_redis().flushall()
        ring(stumble, key="stumble-1")

        work_off(Queue.ENRICHMENT)

        assert [entry["event"] for entry in logged(caplog)] == ["job_failed"]
        assert ring(stumble, key="stumble-1")

    def test_one_that_ended_well_logs_no_error(self, caplog: pytest.LogCaptureFixture) -> None:
        read()

        assert logged(caplog) == []


@pytest.mark.usefixtures("context")
class TestLogFields:
    def test_they_name_the_job_and_end_with_it(self) -> None:
        read()

        assert SEEN[2] == {"job": "read", "job_id": None}
        assert "job" not in structlog.contextvars.get_contextvars()

    def test_they_hold_the_id_under_which_it_waited(self) -> None:
        app_redis().flushall()
        ring(read, key="read-1")
        waited = rq_queue(Queue.ENRICHMENT, app_redis()).fetch_job("read-1")
        assert waited is not None

        waited.perform()

        assert waited.serializer is JSONSerializer
        assert SEEN[2] == {"job": "read", "job_id": "read-1"}


@pytest.mark.usefixtures("context")
class TestMetric:
    def test_a_job_that_ended_well_is_counted_as_such(self) -> None:
        before = runs("read", "ok"), runs("read", "failed")

        read()

        assert (runs("read", "ok"), runs("read", "failed")) == (before[0] + 1, before[1])

    def test_a_job_that_failed_is_counted_as_such(self) -> None:
        before = runs("stumble", "ok"), runs("stumble", "failed")

        with pytest.raises(ValueError, match="kettle"):
            stumble()

        assert (runs("stumble", "ok"), runs("stumble", "failed")) == (before[0], before[1] + 1)
