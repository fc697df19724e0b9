"""The settings of a guild: which rank has which tool, exceptions, names of ranks, and the log of changes."""

from flask import Flask

from webapp.rights import views


def init_app(app: Flask) -> None:
    """Add the settings to the app."""
    app.register_blueprint(views.bp)
    app.register_blueprint(views.view_as)
