"""Pages need no outside world: the app is told of one that is not there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.support.no_world import cast  # noqa: F401 - a fixture
from tests.support.redis_server import RedisServer
from tests.support.roll import settings_without_world
from webapp import create_app
from webapp.config import Settings
from webapp.extensions import db


@pytest.fixture
def settings(sqlite_url: str, redis_url: str) -> Settings:
    """Give settings under which pages are open and nobody is called."""
    return settings_without_world(sqlite_url, redis_url)


@pytest.fixture
def server() -> Iterator[RedisServer]:
    """Give a Redis of the test's own."""
    server = RedisServer()
    server.start()
    yield server
    server.kill()


@pytest.fixture
def limited(settings: Settings, server: RedisServer) -> Iterator[Flask]:
    """Give the app with the limits as they are."""
    url = f"redis://127.0.0.1:{server.port}/0"
    app = create_app(replace(settings, limits_factor=1, redis_url=url))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
