"""The settings of a guild: which rank has which tool, exceptions, names of ranks, and the log of changes."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the settings to the app."""
