"""The bell rings once a reset, and its job closes the week."""

import pytest

from tests.history.past import tell_reset
from tests.sync.queues import waiting
from webapp.history import jobs
from webapp.history.resets import is_any_reset_due
from webapp.jobs.queues import Queue
from webapp.lib import clock


@pytest.mark.usefixtures("cards_here")
class TestRingWeeksIfDue:
    def test_it_rings_until_the_week_is_closed(self) -> None:
        now = clock.now()
        jobs.ring_weeks_if_due(now)
        before = waiting(Queue.ENRICHMENT)
        tell_reset(now)

        jobs.ring_weeks_if_due(now)
        jobs.close_ended_weeks()

        assert (before, waiting(Queue.ENRICHMENT)) == ([], ["close-weeks-1"])
        assert not is_any_reset_due(now)
