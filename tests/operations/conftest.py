"""Pages need no outside world: the app is told of one that is not there."""

import pytest
from flask import Flask

from tests.rights.cast import Cast, assemble
from tests.support.roll import settings_without_world
from webapp.config import Settings


@pytest.fixture
def settings(sqlite_url: str, redis_url: str) -> Settings:
    """Give settings under which nobody is called."""
    return settings_without_world(sqlite_url, redis_url)


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Give a guild whose people have signed in."""
    return assemble(app)


@pytest.fixture
def cast_on(app_on: Flask) -> Cast:
    """Give the same on SQLite and on PostgreSQL in turn."""
    return assemble(app_on)
