"""A guild with a webhook that leads to a server of the test."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.support.no_world import cast, cast_on  # noqa: F401 - fixtures
from tests.support.roll import settings_without_world
from tests.support.scripted_server import ScriptedServer, reply
from webapp.config import Settings


@pytest.fixture
def chat() -> Iterator[ScriptedServer]:
    """Give a chat server that takes everything; tests change its script."""
    with ScriptedServer(lambda connection, _asked: connection.sendall(reply(204, b""))) as server:
        yield server


@pytest.fixture
def settings(sqlite_url: str, redis_url: str, chat: ScriptedServer) -> Settings:
    """Give settings whose Discord is that server."""
    return replace(settings_without_world(sqlite_url, redis_url), discord_base=chat.url)
