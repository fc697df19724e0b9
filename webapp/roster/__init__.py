"""The roster page: who is in the guild, what they are, and how fresh each line is."""

from flask import Flask

from webapp.roster.views import bp


def init_app(app: Flask) -> None:
    """Add the roster's addresses to the app."""
    app.register_blueprint(bp)
