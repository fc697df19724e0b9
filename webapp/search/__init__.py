"""Search: one box over characters, guilds and pages."""

from flask import Flask

from webapp.search import views


def init_app(app: Flask) -> None:
    """Add the search to the app."""
    app.register_blueprint(views.bp)
