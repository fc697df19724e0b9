"""What happened in a guild, as its rosters told it, and what officers decide about a roster that is held."""

from flask import Flask

from webapp.activity import views


def init_app(app: Flask) -> None:
    """Add the log of activity to the app."""
    app.register_blueprint(views.bp)
