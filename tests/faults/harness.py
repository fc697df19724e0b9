"""A stack of real processes for one test: simulator, Redis, workers, clock, web; all of it may be killed."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from flask import Flask

from devtools import servers
from devtools.environment import ROOT, app_command
from devtools.readiness import answers, listens
from devtools.servers import RunningServer
from devtools.stack import GUNICORN
from devtools.testing import clean_environment
from simulator import Control
from tests.faults.keeper import STOPS_WITHIN, Keeper
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.jobs.queues import app_redis
from webapp.lib import clock
from webapp.sync import jobs
from webapp.sync.outside import battlenet
from webapp.sync.tracking import track_guild

__all__ = ["SELDOM", "STOPS_WITHIN", "Stack", "StackPlan", "wait_until"]
SECRETS = ("canary-of-the-client-secret", "canary-of-the-signing-key-that-is-long-enough")
READY_WITHIN = 30.0
GUILD = ("eu", "argent-dawn", "Lantern Watch")
PAGE = "/guilds/eu/argent-dawn/lantern-watch/"
POLL = 0.05
SELDOM = 0.25
"""Seconds between two looks at what costs as much to look at as a page does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPlan:
    """What a test wants to run; each program is an argument of worker.py, some of them numbered."""

    programs: tuple[str, ...] = ("sync", "interactive", "clock")
    members: int = 60
    latency_ms: float = 0.0
    worker_count: int = 3
    has_web: bool = False


@dataclass(slots=True)
class Stack:
    """Real processes on one database; use as a context manager."""

    directory: Path
    database_url: str
    plan: StackPlan
    chance: random.Random
    simulator_port: int = field(default_factory=servers.free_port)
    web_port: int = field(default_factory=servers.free_port)
    redis_port: int = field(default_factory=servers.free_port)
    guild_id: int = 0
    keeper: Keeper = field(init=False)
    app: Flask = field(init=False)
    control: Control = field(init=False)
    redis: RunningServer = field(init=False)

    def __post_init__(self) -> None:
        self.control = Control(f"http://127.0.0.1:{self.simulator_port}")

    @property
    def url(self) -> str:
        """Return the address of the web server."""
        return f"http://127.0.0.1:{self.web_port}"

    def environment(self) -> dict[str, str]:
        """Return the environment of every program of this stack."""
        world = f"http://127.0.0.1:{self.simulator_port}"
        return clean_environment(os.environ) | {
            "DATABASE_URL": self.database_url,
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "BATTLENET_API_BASE": f"{world}/{{region}}",
            "BATTLENET_OAUTH_BASE": world,
            "BATTLENET_CLIENT_ID": "fault-tests",
            "BATTLENET_CLIENT_SECRET": SECRETS[0],
            "SECRET_KEY": SECRETS[1],
            "WORKER_COUNT": str(self.plan.worker_count),
            "WEB_CONCURRENCY": "1",
            "HOST": "127.0.0.1",
            "PORT": str(self.web_port),
            "MUSTER_VAR": str(self.directory),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }

    def __enter__(self) -> Self:
        self.keeper = Keeper(self.directory, self.environment())
        try:
            self.start_redis()
            self._start_simulator()
            for name in self.plan.programs:
                self.start_worker(name)
            if self.plan.has_web:
                self.keeper.start("web", *GUNICORN)
            self.app = create_app(Settings.from_environment(self.environment() | {"LOG_LEVEL": "ERROR"}))
            wait_until(lambda: listens(self.simulator_port), what="the simulator")
            if self.plan.has_web:
                wait_until(lambda: answers(self.url, "/readyz"), what="the web server")
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        left = self._stop()
        assert left == [], f"processes {left} were left behind"

    def start_worker(self, name: str) -> None:
        """Start worker.py with the name's first word; sync and sync-2 serve the same queue."""
        self.keeper.start(name, *app_command(str(ROOT / "worker.py"), name.partition("-")[0]))

    def _start_simulator(self) -> None:
        figures = {
            "--port": self.simulator_port,
            "--members": self.plan.members,
            "--latency-ms": self.plan.latency_ms,
            "--state-file": self.directory / "world.json",
        }
        words = [str(word) for pair in figures.items() for word in pair]
        self.keeper.start("simulator", *app_command("-m", "simulator", *words))

    def start_redis(self) -> None:
        """Start an empty Redis on this stack's port."""
        holder = self.directory / f"redis-{time.monotonic_ns()}"
        self.redis = servers.start_redis(holder, port=self.redis_port)

    def kill_redis(self) -> None:
        """Take Redis away with all that it held."""
        assert self.redis.process is not None
        self.redis.process.kill()
        self.redis.process.wait(5)

    @contextmanager
    def hung_redis(self) -> Iterator[None]:
        """Let Redis hold its connections and answer nothing for a while."""
        os.kill(self.redis.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.redis.pid, signal.SIGCONT)

    def flush_redis(self) -> None:
        """Let Redis forget everything."""
        with self.app.app_context():
            app_redis().flushall()

    def track(self) -> None:
        """Begin to keep the demo guild fresh: a row first, then a bell."""
        region, realm, name = GUILD
        with self.app.app_context():
            tracked = track_guild(region=region, realm=realm, name=name, client=battlenet(), now=clock.now())
            self.guild_id = tracked.guild_id
        self.ring()

    def ring(self) -> None:
        """Tell a worker to look now instead of at the clock's next slot."""
        with self.app.app_context():
            jobs.ring_due(1)

    def _stop(self) -> list[int]:
        if hasattr(self, "app"):
            with self.app.app_context():
                db.session.remove()
                db.engine.dispose()
                app_redis().close()
        left = self.keeper.stop()
        if hasattr(self, "redis"):
            self.redis.stop()
        return left


def wait_until(
    is_so: Callable[[], bool], *, what: str, seconds: float = READY_WITHIN, every: float = POLL
) -> float:
    """Wait until something is so; return after how many seconds it was."""
    began = time.monotonic()
    while not is_so():
        waited = time.monotonic() - began
        assert waited < seconds, f"{what}: not within {seconds:.0f} s"
        time.sleep(every)
    return time.monotonic() - began
