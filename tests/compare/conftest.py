"""Pages need no outside world: the app is told of one that is not there."""

from tests.support.no_world import settings

__all__ = ["settings"]
