"""Signing in with Battle.net, and whose characters are whose; start reading at views.py."""

from flask import Flask

from webapp.accounts import views


def init_app(app: Flask) -> None:
    """Add the pages of signing in to the app."""
    app.register_blueprint(views.bp)
