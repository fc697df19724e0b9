"""The first page: which guilds are tracked, and how old their rosters are."""

from flask import Flask

from webapp.guilds import views


def init_app(app: Flask) -> None:
    """Add the guild list to the app."""
    app.register_blueprint(views.bp)
