"""Servers and apps for tests: real databases, a real Redis-compatible server, the simulator over HTTP."""

import gc
import os
import random
import shutil
import socket
from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import redis
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from playwright.sync_api import Browser, sync_playwright

from devtools import servers
from devtools.chromium import HOW_TO_GET_IT, find_chromium
from simulator import Simulator
from tests.support.cases import same_cases
from tests.support.compiled_once import compiled_once, remember_statements
from tests.support.plain_names import whole_names  # noqa: F401 - a fixture
from tests.support.postgresql import ReusedDatabase
from tests.support.roll import NO_LIMITS
from tests.support.signed_in import browser_of, operator
from tests.support.windows import QUIET, Windows
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db
from webapp.lib.garbage import settle_memory

same_cases()
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take what ./dev test hands on by the environment, or the same words from pytest's command line."""
    group = parser.getgroup("faults", "tests that kill real processes")
    kills = int(os.environ.get("MUSTER_TEST_KILLS") or 3)
    group.addoption("--kills", type=int, default=kills, metavar="N", help="kills of each kind, 3 by default")
    cases = int(os.environ.get("MUSTER_TEST_API_CASES") or 500)
    parser.addoption("--api-cases", type=int, default=cases, metavar="N", help="generated requests, 500")
    files = int(os.environ.get("MUSTER_TEST_LEGACY_FILES") or 1_000)
    parser.addoption("--legacy-files", type=int, default=files, metavar="N", help="mutated files, 1,000")
    group.addoption(
        "--fault-seed", type=int, default=random.randrange(10_000), metavar="N", help="chance, again"
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Let Python look for no garbage while it imports: what is imported stays."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_finish() -> None:
    """Let Python look for garbage seldom, and never in what was imported: that took a tenth of the run."""
    settle_memory()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what the fault tests measured, passed or not."""
    said = [
        f"{report.nodeid.rpartition('/')[2]}: {sentence}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", "") == "call"
        for name, sentence in report.user_properties
        if name == "measured"
    ]
    if said:
        terminalreporter.section("measured")
        terminalreporter.write_line("\n".join(said))


@pytest.fixture(autouse=True, scope="session")
def _only_loopback() -> Iterator[None]:
    """Fail any test that opens a connection to another machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


@pytest.fixture(autouse=True, scope="session")
def _compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the many apps of a run share what they compile."""
    with compiled_once(tmp_path_factory.mktemp("templates")):
        yield


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a real Redis-compatible server for the whole run."""
    server = servers.start_redis(tmp_path_factory.mktemp("redis"))
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a real PostgreSQL server, or skip with the reason."""
    if given := os.environ.get("DATABASE_URL_TEST"):
        yield given
        return
    server = servers.start_postgresql(tmp_path_factory.mktemp("postgresql"))
    if server is None:
        pytest.skip("no PostgreSQL here: set DATABASE_URL_TEST or install Debian's postgresql")
    yield server.url
    server.stop()


def _migrated(url: str) -> None:
    app = create_app(Settings(database_url=url))
    with app.app_context():
        upgrade()
        remember_statements(db.engine)
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one migrated SQLite file that each test copies."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrated(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_database(postgresql_url: str) -> Iterator[ReusedDatabase]:
    """Give the one PostgreSQL database of this process."""
    database = ReusedDatabase(postgresql_url, _migrated)
    yield database
    database.drop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give a migrated, empty database of each kind; tests that need only one use ``sqlite_url``."""
    if request.param == "sqlite":
        url: str = request.getfixturevalue("sqlite_url")
        return url
    request.getfixturevalue("empty_redis_url")  # its address is that of other tests' too, and so are keys
    database: ReusedDatabase = request.getfixturevalue("postgresql_database")
    return database.emptied()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Give a migrated, empty SQLite database."""
    path = tmp_path / "muster.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    """Give a fresh world of 60 members that answers over HTTP on this machine."""
    with Simulator(members=60, seed=7) as world:
        yield world


@pytest.fixture
def empty_redis_url(redis_url: str) -> str:
    """Give the address of the run's Redis, emptied: pauses and bells of other tests are gone."""
    with redis.Redis.from_url(redis_url) as connection:
        connection.flushall()
    return redis_url


@pytest.fixture
def settings(sqlite_url: str, empty_redis_url: str, simulator: Simulator) -> Settings:
    """Give settings for a SQLite database, the simulator and a real Redis."""
    return Settings(
        database_url=sqlite_url,
        redis_url=empty_redis_url,
        battlenet_client_id="test-client",
        battlenet_client_secret="test-secret",
        battlenet_api_base=simulator.url + "/{region}",
        battlenet_oauth_base=simulator.url,
        log_level="WARNING",
        limits_factor=NO_LIMITS,
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """Give the app; push a context yourself where a test needs one."""
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app_on(settings: Settings, database_url: str) -> Iterator[Flask]:
    """Give the app on SQLite and on PostgreSQL in turn."""
    app = create_app(replace(settings, database_url=database_url))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Give a browser without JavaScript, in which whoever runs the server is signed in."""
    return browser_of(app, operator(app))


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """Give a browser without JavaScript in which nobody is signed in."""
    return browser_of(app, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give Chromium, or skip with the way to get it."""
    if (path := find_chromium(os.environ)) is None:
        pytest.skip(f"no Chromium here: {HOW_TO_GET_IT}")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Give Chromium's windows, which stay open from test to test."""
    return Windows(browser)
