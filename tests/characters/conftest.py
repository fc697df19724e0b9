"""Pages need no outside world: the app is told of one that is not there."""

import pytest

from tests.support.roll import settings_without_world
from webapp.config import Settings


@pytest.fixture
def settings(sqlite_url: str, redis_url: str) -> Settings:
    """Give settings under which pages are open and nobody is called."""
    return settings_without_world(sqlite_url, redis_url)
