"""What the cache saves: CPU of a roster and of a person's own page, and 200 readers at an expiry."""

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flask import Flask

from bench.cache_expiry import expiry
from bench.permissions import signed_in_member
from bench.ratio import Ratio, compare_cpu
from bench.roster import settings_for
from bench.roster_world import write_guild
from devtools.servers import start_redis
from webapp import create_app
from webapp.caching.api import switched_off
from webapp.extensions import db
from webapp.lib import clock
from webapp.me.bodies import characters_of
from webapp.permissions.policy import FOR_VISITORS
from webapp.permissions.viewer import Viewer
from webapp.roster.bodies import Asked, body_of
from webapp.roster.filters import RosterFilter
from webapp.roster.keeping import audience_of
from webapp.web.guild_address import guild_at

ABOUT = "a roster and a person's own page with and without the cache, and 200 readers at an expiry"
MEMBERS = 1_000
TIMES = 20
TIMES_CHEAPER = 10
PLACE = ("eu", "argent-dawn", "night-muster")


def run() -> list[Ratio]:
    """Measure on a SQLite file and a Redis of its own."""
    with tempfile.TemporaryDirectory() as folder, _app(Path(folder)) as app:
        now = clock.now()
        with app.app_context():
            db.create_all()
            user_id, _ = signed_in_member(write_guild("Night Muster", MEMBERS, now=now), now)
        viewer = Viewer(session_id="bench", user_id=user_id, battletag="Jaina#1")
        with app.test_request_context():
            return [
                _cpu(app, "roster of 1,000", _roster(now)),
                _cpu(app, "own page", lambda: characters_of(viewer, now)),
                *expiry(app, Path(folder)),
            ]


@contextlib.contextmanager
def _app(folder: Path) -> Iterator[Flask]:
    redis_server = start_redis(folder / "redis")
    try:
        yield create_app(replace(settings_for(folder / "cache.db"), redis_url=redis_server.url))
    finally:
        redis_server.stop()


def _roster(now: datetime) -> Callable[[], object]:
    guild = guild_at(*PLACE)
    if guild is None:
        raise AssertionError("the guild is not there")
    audience = audience_of(FOR_VISITORS, is_member=True, viewer_id=1)
    view = RosterFilter(page_size=None)
    asked = Asked(guild=guild, view=view, problems=(), audience=audience, viewer_id=1, now=now)
    return lambda: body_of(asked)


def _cpu(app: Flask, what: str, ask: Callable[[], object]) -> Ratio:
    def ask_often() -> None:
        for _ in range(TIMES):
            ask()

    def ask_the_rows() -> None:
        with switched_off(app):
            ask_often()

    timing = compare_cpu(ask_the_rows, ask_often)
    without, cached = (seconds / TIMES * 1000 for seconds in (timing.ours, timing.baseline))
    return Ratio(
        name=f"{what}: CPU without the cache over with it",
        value=timing.ratio,
        limit=TIMES_CHEAPER,
        detail=f"{without:.2f} against {cached:.3f} ms",
        more_is_better=True,
    )
