"""A process in which several threads wish for the same refresh, as the threads of a web server do."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.lib import clock
from webapp.sync.wishes import wish_guild_refresh

THREADS = 8
Wish = tuple[bool, int | None]
"""Whether it was granted, and the run that it was pointed to."""


def wish_often(
    environment: Mapping[str, str], guild_id: int, wishes: int, start: Barrier, told: Connection
) -> None:
    """Wait for the others, wish so often, and tell what was answered."""
    app = create_app(Settings.from_environment(environment))

    def wish(_number: int) -> Wish:
        with app.app_context():
            answer = wish_guild_refresh(guild_id, asked_by=None, now=clock.now())
            db.session.remove()
            return answer.is_granted, answer.run_id

    start.wait()
    with ThreadPoolExecutor(THREADS) as threads:
        told.send(list(threads.map(wish, range(wishes))))
