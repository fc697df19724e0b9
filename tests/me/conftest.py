"""Pages need no outside world: the app is told of one that is not there."""

import pytest
from flask import Flask

from tests.me.cast import Cast, assemble
from tests.support.no_world import settings  # noqa: F401 - a fixture


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Give Jaina with two characters in a guild, and somebody else in it."""
    return assemble(app)


@pytest.fixture
def cast_on(app_on: Flask) -> Cast:
    """Give the same on SQLite and on PostgreSQL in turn."""
    return assemble(app_on)
