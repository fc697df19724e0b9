"""Leaderboards: who leads in a guild, and in all guilds that show themselves to everybody."""

from flask import Flask

from webapp.leaderboards import views


def init_app(app: Flask) -> None:
    """Add the pages of leaderboards to the app."""
    app.register_blueprint(views.bp)
