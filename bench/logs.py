"""The logs of 1,000 characters: requests, points, and what a second look rewrites."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select, update

from bench.ratio import Ratio
from devtools.servers import start_redis
from simulator import Simulator
from webapp import create_app
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.lib import clock
from webapp.models import Character, SectionState, SyncRun, SyncTarget
from webapp.sync.characters import Shift
from webapp.sync.claims import Reach
from webapp.sync.logs import tick
from webapp.sync.logs.outside import warcraftlogs
from webapp.sync.logs.work import LogsReport, LogsShift, work_on_logs
from webapp.sync.outside import battlenet
from webapp.sync.tracking import track_guild
from webapp.sync.work import sync_next_roster
from webapp.words import RunKind, Section, TargetKind

ABOUT = "Warcraft Logs of 1,000 characters: requests, points, and what a second look rewrites"
MEMBERS = 1_000
MOST_REQUESTS = 25
POINTS_AN_HOUR = 3_600
LEVEL = 90


def run() -> list[Ratio]:
    """Look at everybody's logs twice."""
    with tempfile.TemporaryDirectory() as name, Simulator(members=MEMBERS, seed=7) as world:
        redis = start_redis(Path(name))
        try:
            with _app(Path(name), redis.url, world.url) as app:
                return _measure(app, world)
        finally:
            redis.stop()


def _measure(app: Flask, world: Simulator) -> list[Ratio]:
    _read_roster(app)
    first = _look()
    requests = world.control.count("wcl-graphql")
    spent = max(world.control.warcraftlogs()["points_spent"].values())
    _make_due()
    _look()
    rewritten = _last_run().changed
    detail = f"{first.characters} characters, {_with_outcome_ok()} of them with logs to show or none at all"
    return [
        Ratio(name="logs: requests for 1,000 characters", value=requests, limit=MOST_REQUESTS, detail=detail),
        Ratio(
            name="logs: share of the hour's points",
            value=spent / POINTS_AN_HOUR,
            limit=0.5,
            detail=f"{spent:.0f} points as the simulator prices them",
        ),
        Ratio(name="logs: documents rewritten by a second look", value=rewritten, limit=0),
        Ratio(name="logs: characters without an answer", value=MEMBERS - first.characters, limit=0),
    ]


def _read_roster(app: Flask) -> None:
    """Track the guild, with everybody of the level at which raids are logged."""
    now = clock.now()
    client = battlenet()
    track_guild(region="eu", realm="argent-dawn", name="lantern-watch", client=client, now=now)
    threads = app.extensions["muster_settings"].sync_threads
    sync_next_roster(Shift(client=client, reach=Reach(worker="bench"), threads=threads, clock=clock.now))
    with transaction() as session:
        session.execute(update(Character).values(level=LEVEL, attempted_at=now))


def _look() -> LogsReport:
    tick.prepare(clock.now())
    return work_on_logs(LogsShift(client=warcraftlogs(), worker="bench", clock=clock.now))


def _make_due() -> None:
    with transaction() as session:
        due = update(SyncTarget).where(SyncTarget.kind == TargetKind.LOGS)
        session.execute(due.values(next_due_at=clock.now()))


def _last_run() -> SyncRun:
    db.session.rollback()
    query = select(SyncRun).where(SyncRun.kind == RunKind.LOGS).order_by(SyncRun.id.desc()).limit(1)
    return db.session.scalars(query).one()


def _with_outcome_ok() -> int:
    good = (SectionState.section == Section.LOGS, SectionState.outcome == "ok")
    return db.session.scalar(select(func.count()).select_from(SectionState).where(*good)) or 0


@contextmanager
def _app(directory: Path, redis_url: str, url: str) -> Iterator[Flask]:
    app = create_app(
        Settings(
            database_url=f"sqlite:///{directory}/logs.db",
            redis_url=redis_url,
            battlenet_client_id="bench",
            battlenet_client_secret="bench",  # noqa: S106 - the simulator takes any
            battlenet_api_base=url + "/{region}",
            battlenet_oauth_base=url,
            warcraftlogs_client_id="bench",
            warcraftlogs_client_secret="bench",  # noqa: S106 - the same
            warcraftlogs_base=url + "/wcl",
            log_level="ERROR",
        )
    )
    with app.app_context():
        db.create_all()
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()
