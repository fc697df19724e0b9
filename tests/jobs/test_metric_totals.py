"""Numbers of processes that are gone, or are not the one that is asked."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.roll import settings_without_world
from webapp.config import Settings
from webapp.jobs.job import JOBS
from webapp.jobs.metric_totals import TOTALS, Teller, read_totals, tell_metrics
from webapp.jobs.queues import app_redis
from webapp.lib import metrics


@pytest.fixture
def settings(sqlite_url: str, empty_redis_url: str) -> Settings:
    """Give settings under which nobody is called."""
    return settings_without_world(sqlite_url, empty_redis_url)


@pytest.fixture(autouse=True)
def _context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def total(name: str, **labels: str) -> float:
    """Return a number of all processes."""
    found = [
        sample.value
        for family in read_totals(app_redis())
        for sample in family.samples
        if (sample.name, sample.labels) == (name, labels)
    ]
    return sum(found)


def lost() -> float:
    return total("muster_page_views_lost_total")


class TestTeller:
    def test_it_tells_what_is_new_and_each_thing_once(self) -> None:
        teller = Teller()
        teller.tell(app_redis())
        before = lost()

        metrics.PAGE_VIEWS_LOST.inc(3)
        for _ in range(2):
            teller.tell(app_redis())

        assert lost() == before + 3

    def test_two_processes_are_added_up(self) -> None:
        first, second = Teller(), Teller()
        first.tell(app_redis())
        before = lost()
        metrics.PAGE_VIEWS_LOST.inc()

        first.tell(app_redis())
        second.tell(app_redis())

        assert lost() == before + 1 + (before + 1)

    def test_what_redis_did_not_hear_is_told_later(self) -> None:
        teller = Teller()
        teller.tell(app_redis())
        app_redis().set("hindrance", "x")
        app_redis().rename("hindrance", TOTALS)
        metrics.PAGE_VIEWS_LOST.inc(2)
        with pytest.raises(Exception, match="WRONGTYPE"):
            teller.tell(app_redis())

        app_redis().delete(TOTALS)
        teller.tell(app_redis())

        assert lost() == 2

    def test_histograms_come_back_whole(self) -> None:
        metrics.REQUESTS.labels("a.b", "GET", "200").observe(0.02)

        tell_metrics()

        labels = {"route": "a.b", "method": "GET", "status": "200"}
        count = total("muster_http_request_seconds_count", **labels)
        assert count >= 1
        assert total("muster_http_request_seconds_bucket", **labels, le="+Inf") == count
        assert total("muster_http_request_seconds_bucket", **labels, le="0.005") < count


class TestJobs:
    def test_a_job_leaves_its_numbers_behind_before_its_process_is_gone(self) -> None:
        job = JOBS["webapp.sync.jobs.tidy_runs"]
        job()

        assert total("muster_job_seconds_count", job="tidy_runs", outcome="ok") >= 1
