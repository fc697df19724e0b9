"""The bell that has uses of tokens written down."""

from datetime import datetime, timedelta

from webapp.jobs.bells import ring
from webapp.jobs.job import job
from webapp.jobs.queues import Queue, app_redis
from webapp.permissions import token_uses


@job(Queue.ENRICHMENT, timeout=timedelta(minutes=1))
def write_token_uses() -> None:
    """Write down when tokens were last used."""
    token_uses.write_down(app_redis())


def ring_token_uses(_now: datetime) -> None:
    """Ring for the notes of uses."""
    ring(write_token_uses, key="write-token-uses")
