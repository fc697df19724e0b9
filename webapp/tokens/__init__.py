"""The tokens of a guild: keys for programs, made and revoked on a page."""

from flask import Flask

from webapp.tokens import views


def init_app(app: Flask) -> None:
    """Add the page of tokens to the app."""
    app.register_blueprint(views.bp)
