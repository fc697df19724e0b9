"""Muster: a guild dashboard whose every number says how old it is. Start reading at webapp.application."""

from importlib import import_module
from typing import TYPE_CHECKING

from webapp.lib.garbage import rare_collections

if TYPE_CHECKING:
    from flask import Flask

    from webapp.config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """Build the app. All of it is imported here: who needs one library of this package waits for no other."""
    with rare_collections():  # of what is imported nothing is garbage
        application = import_module("webapp.application")
    app: Flask = application.create_app(settings)
    return app
