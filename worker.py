"""Run one process of the background: python worker.py interactive | sync | enrichment | clock."""

import signal
import sys
import threading
from types import FrameType

from webapp import create_app
from webapp.jobs import ticker, workers
from webapp.jobs.queues import Queue
from webapp.schedule import SCHEDULE

CLOCK = "clock"


def main(arguments: list[str]) -> int:
    """Start what the one argument names; return the exit code."""
    choices = [*(queue.value for queue in Queue), CLOCK]
    if len(arguments) != 1 or arguments[0] not in choices:
        sys.stderr.write(f"usage: python worker.py {' | '.join(choices)}\n")
        return 2
    app = create_app()
    if arguments[0] == CLOCK:
        ticker.run(app, SCHEDULE, _stop_signal())
    else:
        workers.serve(app, Queue(arguments[0]))
    return 0


def _stop_signal() -> threading.Event:
    """Return an event that SIGTERM and SIGINT set."""
    stopped = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopped.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
