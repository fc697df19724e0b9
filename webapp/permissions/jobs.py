"""The bell that has uses of tokens and sessions written down."""

from datetime import datetime, timedelta

from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue, app_redis
from webapp.lib import clock
from webapp.permissions import actions
from webapp.permissions.uses import Used, write_down


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=1))
def write_uses() -> None:
    """Write down when tokens and sessions were last used."""
    write_down(app_redis(), Used.TOKEN, actions.write_token_uses)
    write_down(app_redis(), Used.SESSION, lambda uses: actions.write_session_uses(uses, clock.now()))


def ring_uses(_now: datetime) -> None:
    """Ring for the notes of uses."""
    ring(write_uses, key="write-uses")
