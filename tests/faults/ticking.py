"""A clock process whose time runs faster: it rings once for each slot that it gets, into a file.

python -m tests.faults.ticking FILE BEGAN SLOT_SECONDS: all clocks count from ``BEGAN``, in Unix time.
"""

import os
import sys
import time
from datetime import UTC, datetime, timedelta

from webapp import create_app
from webapp.extensions import db
from webapp.jobs.ticker import Periodic, tick

EVERY = timedelta(seconds=15)
LOOK_EVERY = 0.01


def main(path: str, began: float, slot_seconds: float) -> None:
    """Tick until killed; fifteen seconds of the schedule take ``slot_seconds``."""
    app = create_app()
    speed = EVERY.total_seconds() / slot_seconds
    notes = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(now: datetime) -> None:
        os.write(notes, f"{int(now.timestamp() // EVERY.total_seconds())} {os.getpid()}\n".encode())

    with app.app_context():
        while True:
            now = datetime.fromtimestamp(began + (time.time() - began) * speed, UTC)
            tick([Periodic("noted", EVERY, note)], now)
            db.session.remove()
            time.sleep(LOOK_EVERY)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]))
