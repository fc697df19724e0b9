"""A process in which several threads wish for the same refresh, as the threads of a web server do.

python -m tests.faults.wishing GUILD WISHES: waits for a line on standard input, prints what it was told.
"""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

from webapp import create_app
from webapp.extensions import db
from webapp.lib import clock
from webapp.sync.wishes import wish_guild_refresh

THREADS = 8


def main(guild_id: int, wishes: int) -> list[tuple[bool, int | None]]:
    """Return for each wish whether it was granted, and the run that it was pointed to."""
    app = create_app()

    def wish(_number: int) -> tuple[bool, int | None]:
        with app.app_context():
            answer = wish_guild_refresh(guild_id, asked_by=None, now=clock.now())
            db.session.remove()
            return answer.is_granted, answer.run_id

    print("ready", flush=True)  # noqa: T201 - the other end waits for it
    sys.stdin.readline()
    with ThreadPoolExecutor(THREADS) as threads:
        return list(threads.map(wish, range(wishes)))


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
