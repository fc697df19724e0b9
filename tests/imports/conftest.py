"""A guild with its people."""

from tests.support.no_world import cast, cast_on, settings

__all__ = ["cast", "cast_on", "settings"]
