"""A process that writes to the database without a pause, as a clock and people with wishes do, only faster.

python -m tests.faults.writing NUMBER GUILD: prints how often it wrote when it is told to end by SIGTERM.
"""

import signal
import sys
import threading
from datetime import UTC, datetime, timedelta

from webapp import create_app
from webapp.extensions import db
from webapp.jobs.ticker import Periodic, take_slot
from webapp.lib import clock
from webapp.sync.wishes import wish_guild_refresh

BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
EVERY = timedelta(seconds=15)
REST = 0.002


def main(number: int, guild_id: int) -> int:
    """Write until told to stop: slots of a clock of its own, and now and then a wish."""
    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    app = create_app()
    periodic = Periodic(f"writer-{number}", EVERY, lambda _now: None)
    with app.app_context():
        turn = 0
        while not stopping.wait(REST):
            assert take_slot(periodic, BEGAN + turn * EVERY)
            if turn % 10 == 0:
                wish_guild_refresh(guild_id, asked_by=None, now=clock.now())
            db.session.remove()
            turn += 1
    return turn


if __name__ == "__main__":
    print(f"wrote {main(int(sys.argv[1]), int(sys.argv[2]))}", flush=True)  # noqa: T201
