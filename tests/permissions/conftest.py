"""Tokens need no outside world: the app is told of one that is not there."""

import pytest

from tests.support.roll import settings_without_world
from webapp.config import Settings


@pytest.fixture
def settings(sqlite_url: str, empty_redis_url: str) -> Settings:
    """Give settings under which nobody is called."""
    return settings_without_world(sqlite_url, empty_redis_url)
