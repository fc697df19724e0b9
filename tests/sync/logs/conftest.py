"""A synced guild, and Warcraft Logs beside it: the simulator's, or a server that a test scripts."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import undefer

from tests.support.logs_server import LogsServer
from tests.sync.conftest import HASTY, Engine
from webapp.clients.warcraftlogs import WarcraftLogs, WarcraftLogsAccess, warcraftlogs_from
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.jobs.queues import app_redis
from webapp.lib.http import HttpLimits
from webapp.models import Character, SectionState, SyncRun, SyncTarget
from webapp.sync.logs import tick
from webapp.sync.logs.work import LogsReport, LogsShift, work_on_logs
from webapp.words import RunKind, Section, TargetKind

LATER = timedelta(hours=13, minutes=30)


@dataclass(slots=True)
class LogsEngine:
    """Warcraft Logs, looked at as the worker of its queue looks."""

    engine: Engine
    client: WarcraftLogs

    def look(self, *, worker: str = "logs-worker") -> LogsReport:
        tick.prepare(self.engine.now)
        shift = LogsShift(client=self.client, worker=worker, clock=self.engine.clock)
        return work_on_logs(shift)

    def look_later(self, span: timedelta = LATER) -> LogsReport:
        self.engine.pass_time(span)
        return self.look()

    def state(self, name: str) -> SectionState | None:
        db.session.rollback()
        character = self.engine.character(name)
        return db.session.get(SectionState, (character.id, Section.LOGS))

    def facts(self, name: str) -> SectionState:
        found = self.state(name)
        assert found is not None
        return found

    def document(self, name: str) -> dict[str, Any]:
        db.session.rollback()
        query = select(Character).where(Character.name == name).options(undefer(Character.warcraftlogs_json))
        document: dict[str, Any] = db.session.scalars(query).one().warcraftlogs_json or {}
        return document

    def documents(self) -> dict[int, bytes]:
        db.session.rollback()
        rows = db.session.execute(select(Character.id, Character.warcraftlogs_json).order_by(Character.id))
        return {character_id: orjson.dumps(document) for character_id, document in rows}

    def target(self, name: str) -> SyncTarget:
        db.session.rollback()
        mine = (SyncTarget.character_id == self.engine.character(name).id, SyncTarget.kind == TargetKind.LOGS)
        return db.session.scalars(select(SyncTarget).where(*mine)).one()

    def targets(self) -> int:
        db.session.rollback()
        count = text("SELECT count(*) FROM sync_targets WHERE kind = 'logs'")
        return db.session.scalar(count) or 0

    def names(self, state: str) -> list[str]:
        """Return who stands so, of those whose name nobody shares."""
        return [name for name in self.engine.public_names() if self.document(name).get("state") == state]

    def last_run(self) -> SyncRun:
        return self.engine.last_run(RunKind.LOGS)

    def answer_with(self, server: LogsServer) -> None:
        """Ask another server from now on."""
        self.client = client_of(server.url)

    def make_due(self) -> None:
        with transaction() as session:
            due = update(SyncTarget).where(SyncTarget.kind == TargetKind.LOGS)
            session.execute(due.values(next_due_at=self.engine.now))


def client_of(base: str, *, limits: HttpLimits | None = HASTY) -> WarcraftLogs:
    access = WarcraftLogsAccess(client_id=uuid.uuid4().hex, client_secret="secret", base=base)
    return warcraftlogs_from(access, redis=app_redis(), cipher=None, http_limits=limits)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Connect Warcraft Logs."""
    return replace(
        settings,
        warcraftlogs_client_id=uuid.uuid4().hex,
        warcraftlogs_client_secret="secret",
        warcraftlogs_base=settings.battlenet_oauth_base + "/wcl",
    )


def _logs(engine: Engine) -> Iterator[LogsEngine]:
    client = client_of(f"{engine.simulator.url}/wcl", limits=None)
    yield LogsEngine(engine, client)
    client.close()


@pytest.fixture
def logs(synced: Engine) -> Iterator[LogsEngine]:
    """Give a synced guild whose logs nobody has looked at, on SQLite."""
    yield from _logs(synced)


@pytest.fixture
def logs_on(synced_on: Engine) -> Iterator[LogsEngine]:
    """Give the same on SQLite and on PostgreSQL in turn."""
    yield from _logs(synced_on)
