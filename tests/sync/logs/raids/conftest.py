"""A guild, and a Warcraft Logs that tells of its raids what a test says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.support.logs_server import RATE, LogsServer, client_of
from tests.support.roll import NOON, add_guild, add_member
from tests.support.scripted_server import Asked, reply
from webapp.database import transaction
from webapp.extensions import db
from webapp.models import RaidAttendance, RaidLook, RaidReport
from webapp.sync.logs.raids.looks import insert_missing_looks
from webapp.sync.logs.raids.work import RaidShift, work_on_raids

NOW = NOON + timedelta(days=1)
ZONE = {"id": 53, "name": "The Venomous Abyss"}


def raid(code: str, *names: str, ago: timedelta = timedelta(days=1), **facts: Any) -> dict[str, Any]:
    """Return a report of mages as Warcraft Logs tells it."""
    players = [{"name": name, "type": "Mage", "presence": 1} for name in names]
    start = (NOW - ago).timestamp() * 1_000
    return {"code": code, "startTime": start, "zone": ZONE, "players": players, **facts}


def pages(*all_reports: list[dict[str, Any]]) -> dict[int, Any]:
    """Return the guild of each page."""
    last = len(all_reports)
    return {
        number: {"id": 7, "attendance": {"data": reports, "has_more_pages": number < last}}
        for number, reports in enumerate(all_reports, start=1)
    }


@dataclass
class Watch:
    """A guild, and a Warcraft Logs that answers with these pages, or with this in their place."""

    server: LogsServer
    guild_id: int
    pages: dict[int, Any] = field(default_factory=dict)
    instead: bytes | None = None

    def answer(self, asked: Asked) -> bytes:
        if self.instead is not None:
            return self.instead
        page = orjson.loads(asked.body)["variables"]["page"]
        told = {"guildData": {"guild": self.pages.get(page)}, "rateLimitData": RATE}
        return reply(body=orjson.dumps({"data": told}))

    def look(self, *, after: timedelta = timedelta(0)) -> int:
        now = NOW + after
        with transaction() as session:
            insert_missing_looks(session, now)
            session.execute(update(RaidLook).values(next_due_at=now))
        client = client_of(self.server)
        return work_on_raids(RaidShift(client=client, clock=lambda: now, until=now + timedelta(minutes=1)))

    def seen(self) -> dict[str, set[int]]:
        db.session.rollback()
        found: dict[str, set[int]] = {code: set() for code in db.session.scalars(select(RaidReport.code))}
        for row in db.session.execute(select(RaidAttendance.code, RaidAttendance.character_id)):
            found[row.code].add(row.character_id)
        return found

    def facts(self) -> RaidLook:
        db.session.rollback()
        return db.session.get_one(RaidLook, self.guild_id)


@pytest.fixture
def watch(app_on: Flask) -> Iterator[Watch]:
    """Give a guild with Jaina and Khadgar, on each database in turn."""
    with app_on.app_context(), LogsServer() as server:
        one = Watch(server, add_guild())
        server.answer = one.answer
        yield one
        db.session.rollback()


@pytest.fixture
def jaina(watch: Watch) -> int:
    return add_member(watch.guild_id, "Jaina", class_id=8)
