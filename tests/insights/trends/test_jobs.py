"""The bell rings once an hour, and its job counts."""

from flask import Flask

from tests.insights.trends.test_queries import played
from tests.support.roll import add_guild
from tests.sync.queues import waiting
from webapp.extensions import db
from webapp.insights.trends import jobs
from webapp.insights.trends.queries import is_count_due
from webapp.jobs.queues import Queue
from webapp.lib import clock
from webapp.models import MetaTrend


class TestRingMetaTrendsIfDue:
    def test_it_rings_until_it_is_counted(self, app: Flask) -> None:
        with app.app_context():
            played(add_guild(), is_counted=False)
            jobs.ring_meta_trends_if_due(clock.now())
            jobs.count_meta_trends()

            assert "count-meta-trends-1" in waiting(Queue.ENRICHMENT)
            assert db.session.query(MetaTrend).count() == 2
            assert not is_count_due(clock.now())
