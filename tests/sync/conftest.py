"""A tracked guild, a clock that tests move, and an allowance that does not slow them down."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from simulator import Simulator
from tests.support.invariants import check_invariants
from tests.sync.first_sync import give_first_sync
from webapp.clients.battlenet import BattleNet, battlenet_from
from webapp.clients.battlenet.build import BattleNetAccess
from webapp.config import Settings
from webapp.database import transaction
from webapp.extensions import db
from webapp.jobs.queues import app_redis
from webapp.lib import clock
from webapp.lib.governor import Limits
from webapp.lib.http import HttpLimits
from webapp.models import Character, Guild, GuildMember, MemberEvent, SyncRun, SyncTarget, User
from webapp.sync.characters import Report, Shift
from webapp.sync.claims import Reach
from webapp.sync.facts import Strip
from webapp.sync.queries import guild_strip
from webapp.sync.tracking import track_guild, track_lone_character
from webapp.sync.work import sync_guild_now, work
from webapp.words import TargetKind

MEMBERS, MORE_MEMBERS = 12, 18
"""A dozen is enough for most tests; where more of some kind are needed, ``members`` says so."""
PLENTY = Limits(per_second=5000.0, per_hour=10_000_000, processes=1)
HASTY = HttpLimits(read_timeout=0.4, deadline=0.6)
"""Bounds under which a test of slowness is over soon; the real ones are ten seconds and twenty."""


@dataclass(slots=True)
class Engine:
    """One app with one tracked guild, driven as a worker drives it."""

    app: Flask
    simulator: Simulator
    client: BattleNet
    now: datetime
    guild_id: int = 0
    reports: list[Report] = field(default_factory=list)

    def clock(self) -> datetime:
        return self.now

    def track(self) -> None:
        tracked = track_guild(
            region="eu", realm="argent-dawn", name="Lantern Watch", client=self.client, now=self.now
        )
        self.guild_id = tracked.guild_id

    def track_another(self) -> int:
        """Track a second guild of the world; return its id."""
        other = next(
            one for one in self.simulator.control.world()["guilds"] if one["slug"] != "lantern-watch"
        )
        return track_guild(
            region=other["region"],
            realm=other["realm"],
            name=other["name"],
            client=self.client,
            now=self.now,
        ).guild_id

    def forget_targets(self) -> None:
        with transaction() as session:
            session.execute(delete(SyncTarget))

    @property
    def redis_url(self) -> str:
        settings: Settings = self.app.extensions["muster_settings"]
        return settings.redis_url

    def sync(self, *, client: BattleNet | None = None) -> Report:
        report = sync_guild_now(self.guild_id, client or self.client, threads=4, clock=self.clock)
        self.reports.append(report)
        return report

    def sync_everything(self, *, wishes_only: bool = False) -> Report:
        """Do whatever is due of any guild and of none, as a worker's job does."""
        reach = Reach(worker="this-process", wishes_only=wishes_only)
        report = work(Shift(client=self.client, reach=reach, threads=4, clock=self.clock))
        self.reports.append(report)
        return report

    def stranger(self) -> dict[str, Any]:
        """Return somebody with a profile who is in no tracked guild, and whose name nobody shares."""
        guilds = self.simulator.control.world()["guilds"]
        home = next(one for one in guilds if one["slug"] != "lantern-watch")
        found = self.simulator.control.truth(home["region"], home["realm"], home["slug"])["members"]
        public = next(one for one in found if one["has_profile"])
        return {**public, "region": home["region"]}

    def track_lone(self, one: dict[str, Any]) -> int:
        """Have somebody looked at without a guild; return the row."""
        return track_lone_character(one.get("region", "eu"), one["realm"], one["name"], now=self.now)

    def rename(self, one: dict[str, Any], new_name: str) -> dict[str, Any]:
        """Let somebody in no tracked guild take another name; return who it is now."""
        address = {name: one[name] for name in ("region", "realm", "name")}
        self.simulator.control.happen("rename", **address, new_name=new_name)
        return {**one, "name": new_name}

    def row(self, character_id: int) -> Character:
        db.session.rollback()
        return db.session.get_one(Character, character_id)

    def target(self, character_id: int) -> SyncTarget:
        db.session.rollback()
        its_own = (SyncTarget.character_id == character_id, SyncTarget.kind == TargetKind.CHARACTER)
        return db.session.scalars(select(SyncTarget).where(*its_own)).one()

    def sync_later(self, span: timedelta) -> Report:
        """Let time pass here and in the world, then do whatever has become due."""
        self.pass_time(span)
        return self.sync()

    def pass_time(self, span: timedelta) -> None:
        self.now += span
        self.simulator.control.advance(span.total_seconds())

    def make_due(self) -> None:
        with transaction() as session:
            session.execute(update(SyncTarget).values(next_due_at=self.now))

    def resync(self) -> Report:
        self.make_due()
        return self.sync()

    def happen(self, action: str, name: str, **details: Any) -> None:
        one = self.truth(name)
        self.simulator.control.happen(action, region="eu", realm=one["realm"], name=name, **details)

    def truth(self, name: str) -> dict[str, Any]:
        return next(one for one in self.simulator.control.members() if one["name"] == name)

    def public_names(self) -> list[str]:
        """Return members who have a profile and whose name nobody shares."""
        members = self.simulator.control.members()
        names = [one["name"] for one in members]
        return [one["name"] for one in members if one["has_profile"] and names.count(one["name"]) == 1]

    def guild(self) -> Guild:
        db.session.rollback()
        return db.session.get_one(Guild, self.guild_id)

    def character(self, name: str) -> Character:
        db.session.rollback()
        return db.session.scalars(select(Character).where(Character.name == name)).one()

    def strip(self) -> Strip:
        db.session.rollback()
        return guild_strip(self.guild_id, self.now)

    def last_run(self, kind: str) -> SyncRun:
        db.session.rollback()
        query = select(SyncRun).where(SyncRun.kind == kind).order_by(SyncRun.id.desc()).limit(1)
        return db.session.scalars(query).one()

    def events(self) -> list[str]:
        db.session.rollback()
        return [kind.value for kind in db.session.scalars(select(MemberEvent.kind).order_by(MemberEvent.id))]

    def member_count(self) -> int:
        db.session.rollback()
        return len(db.session.scalars(select(GuildMember.id).where(GuildMember.left_at.is_(None))).all())

    def check(self, *, is_settled: bool = True) -> None:
        check_invariants(self.app, self.simulator, now=self.now, is_settled=is_settled)


def make_client(settings: Settings, *, http_limits: HttpLimits | None = None) -> BattleNet:
    access = BattleNetAccess(
        client_id=settings.battlenet_client_id,
        client_secret=settings.battlenet_client_secret,
        api_base=settings.battlenet_api_base,
        oauth_base=settings.battlenet_oauth_base,
    )
    return battlenet_from(access, redis=app_redis(), cipher=None, limits=PLENTY, http_limits=http_limits)


@pytest.fixture
def members() -> int:
    """Say of how many the guild is."""
    return MEMBERS


@pytest.fixture
def simulator(members: int) -> Iterator[Simulator]:
    with Simulator(members=members, seed=7) as world:
        yield world


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Give each test a client id of its own: pauses and tokens are shared through Redis by client id."""
    return replace(settings, battlenet_client_id=f"test-{uuid.uuid4().hex}", sync_threads=4)


def _engine(app: Flask, settings: Settings, simulator: Simulator) -> Iterator[Engine]:
    with app.app_context():
        engine = Engine(app, simulator, make_client(settings), now=clock.now())
        engine.track()
        app_redis().flushdb()
        yield engine
        db.session.rollback()


@pytest.fixture
def engine(app: Flask, settings: Settings, simulator: Simulator) -> Iterator[Engine]:
    """Give a tracked guild that was never synced, on SQLite."""
    yield from _engine(app, settings, simulator)


@pytest.fixture
def engine_on(app_on: Flask, settings: Settings, simulator: Simulator) -> Iterator[Engine]:
    """Give the same on SQLite and on PostgreSQL in turn."""
    yield from _engine(app_on, settings, simulator)


@pytest.fixture
def synced(engine: Engine) -> Engine:
    """Give a guild that has been synced once."""
    give_first_sync(engine)
    return engine


@pytest.fixture
def synced_on(engine_on: Engine) -> Engine:
    """Give the same on SQLite and on PostgreSQL in turn."""
    give_first_sync(engine_on)
    return engine_on


@pytest.fixture
def context(app_on: Flask) -> Iterator[None]:
    """Push a context of the app, on SQLite and on PostgreSQL in turn, with one person in it."""
    with app_on.app_context():
        db.session.add(User(bnet_id=1, battletag="Thrall#1234"))
        db.session.commit()
        yield
