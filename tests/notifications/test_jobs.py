"""The bell rings when there is something to look at."""

from tests.notifications.history import promote
from tests.rights.cast import Cast
from webapp.extensions import db
from webapp.jobs.bells import waiting
from webapp.jobs.queues import Queue, app_redis
from webapp.lib import clock
from webapp.models import GuildNotice
from webapp.notifications.jobs import ring_notices_if_due, tell_guilds


def test_the_bell_rings_for_new_events_and_the_job_tells_them(cast: Cast) -> None:
    with cast.app.app_context():
        app_redis().flushall()
        tell_guilds()
        ring_notices_if_due(clock.now())
        assert waiting(Queue.ENRICHMENT) == 0

    promote(cast, "Anduin")

    with cast.app.app_context():
        ring_notices_if_due(clock.now())
        assert waiting(Queue.ENRICHMENT) == 1
        tell_guilds()
        assert db.session.query(GuildNotice).count() == 1
