"""Beside a card a guild's people act."""

from tests.support.no_world import cast, cast_on

__all__ = ["cast", "cast_on"]
