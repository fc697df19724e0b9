"""A check of a person's rights in a guild: kept in the process against read anew, and what a request asks."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event, select, update
from werkzeug.test import create_environ, run_wsgi_app

from bench.ratio import Ratio, compare_cpu
from bench.roster import settings_for
from bench.roster_world import write_guild
from webapp import create_app
from webapp.caching.api import switched_off
from webapp.database import transaction
from webapp.extensions import cache, db
from webapp.lib import clock
from webapp.models import Character, Guild, GuildMember, User
from webapp.permissions.policy import Tool
from webapp.permissions.queries import standing_in
from webapp.permissions.session_actions import open_session
from webapp.permissions.viewer import Viewer, access_of
from webapp.web import session_cookie

ABOUT = "a warm permission check against a cold one, and the statements of a request"
MEMBERS = 1_000
CHECKS = 200
TIMES_CHEAPER = 10
CLOSED_PAGE = "/guilds/eu/argent-dawn/night-muster/settings/"
"""A member is refused here, so that a request asks what the gate asks and nothing else."""
REFUSED = "403"


def run() -> list[Ratio]:
    """Measure on a SQLite file of its own."""
    with tempfile.TemporaryDirectory() as folder:
        app, now = create_app(settings_for(Path(folder) / "permissions.db")), clock.now()
        with app.app_context():
            db.create_all()
            guild_id = write_guild("Night Muster", MEMBERS, now=now)
            user_id, cookie = signed_in_member(guild_id, now)
            speed = _speed(app, guild_id, user_id, now)
        statements = _statements(app, cookie)
        with app.app_context():
            db.engine.dispose()
        return [speed, *statements]


def signed_in_member(guild_id: int, now: datetime) -> tuple[int, str]:
    """Sign in the owner of a member of the lowest rank, and return account and cookie."""
    with transaction() as session:
        lowest = session.query(GuildMember).order_by(GuildMember.rank.desc()).first()
        if lowest is None:
            raise AssertionError("the guild has no members")
        session.add(User(bnet_id=1, battletag="Jaina#1", last_login_at=now))
        session.flush()
        own = Character.id == lowest.character_id
        session.execute(update(Character).where(own).values(user_id=1, claimed_at=now))
        session.execute(update(Guild).where(Guild.id == guild_id).values(roster_succeeded_at=now))
        return 1, f"{session_cookie.NAME}={open_session(session, 1, 'eu', now)}"


def _speed(app: Flask, guild_id: int, user_id: int, now: datetime) -> Ratio:
    viewer = Viewer(session_id="bench", user_id=user_id, battletag="Jaina#1")
    version = db.session.scalar(select(Guild.permission_version).where(Guild.id == guild_id)) or 0

    def check_all() -> None:
        for _ in range(CHECKS):
            standing, rules = standing_in(guild_id, version, user_id)
            if Tool.ROSTER not in access_of(viewer, guild_id, standing, rules, now=now).tools:
                raise AssertionError("a member must see the roster")

    def check_anew() -> None:
        with switched_off(app):
            check_all()

    timing = compare_cpu(check_anew, check_all)
    cache.clear()  # what is measured warms nothing for the requests
    cold, warm = (seconds / CHECKS * 1e6 for seconds in (timing.ours, timing.baseline))
    return Ratio(
        name="permission check: cold over warm, CPU",
        value=timing.ratio,
        limit=TIMES_CHEAPER,
        detail=f"{cold:.0f} against {warm:.1f} microseconds",
        more_is_better=True,
    )


def _statements(app: Flask, cookie: str) -> list[Ratio]:
    """Count what a signed-in request asks: the first makes the check cold, the second finds it warm."""
    said: list[str] = []

    def listen(connection: Any, *_: object) -> None:
        connection.set_trace_callback(said.append)

    with app.app_context():
        db.session.remove()
        db.engine.dispose()
        event.listen(db.engine, "connect", listen)
    counts = []
    for _ in range(2):
        said.clear()
        _ask(app, cookie)
        counts.append(len([one for one in said if one.lstrip().startswith("SELECT")]))
    cold, warm = counts
    return [
        Ratio(name="statements of a signed-in request, warm check", value=warm, limit=1),
        Ratio(name="statements more with a cold check", value=cold - warm, limit=1),
    ]


def _ask(app: Flask, cookie: str) -> None:
    chunks, status, _headers = run_wsgi_app(app, create_environ(CLOSED_PAGE, headers={"Cookie": cookie}))
    b"".join(chunks)
    if not status.startswith(REFUSED):
        raise AssertionError(f"the page answered {status}")
