"""worker.py that knows one job more: ``__main__.doze``, two seconds of work."""

import sys
import time
from datetime import timedelta

import worker
from webapp.jobs.job import job
from webapp.jobs.queues import Queue


@job(Queue.ENRICHMENT, timeout=timedelta(seconds=30))
def doze() -> None:
    """Take two seconds."""
    time.sleep(2)


if __name__ == "__main__":
    sys.exit(worker.main(sys.argv[1:]))
