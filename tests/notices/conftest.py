"""Pages with a webhook that leads to a server of the test."""

from tests.notifications.delivering.conftest import chat, settings
from tests.support.no_world import cast, cast_on

__all__ = ["cast", "cast_on", "chat", "settings"]
