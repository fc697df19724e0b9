"""The page where a guild's officers say what is told where, and see how that went."""

from flask import Flask

from webapp.notices.views import bp


def init_app(app: Flask) -> None:
    """Add the page to the app."""
    app.register_blueprint(bp)
