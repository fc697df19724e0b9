"""Pages need no outside world: the app is told of one that is not there."""

from tests.support.no_world import cast, settings

__all__ = ["cast", "settings"]
